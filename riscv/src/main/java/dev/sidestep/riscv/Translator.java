package dev.sidestep.riscv;

import java.lang.invoke.MethodHandles;
import java.util.concurrent.Executor;

/** Has hot blocks compiled, and puts the result where the harts find it. Any thread. */
final class Translator {
  private final BlockCompiler compiler;
  private final Executor executor;
  private final int threshold;
  private final MethodHandles.Lookup lookup = MethodHandles.lookup();

  Translator(BlockCompiler compiler, Executor executor, int threshold) {
    this.compiler = compiler;
    this.executor = executor;
    this.threshold = threshold;
  }

  /** How often a block is run before it is hot. */
  int threshold() {
    return threshold;
  }

  /** The block at {@code offset} has become hot on {@code hart}. */
  void translate(CodePage page, int offset, Hart hart) {
    executor.execute(() -> compile(page, offset, hart));
  }

  private void compile(CodePage page, int offset, Hart hart) {
    HotCode source = page.copy(offset);
    if (source != null) {
      TranslatedCode code = compiler.compile(source, lookup);
      if (code != null) {
        code.warm(hart);
        page.install(source, code);
      }
    }
  }
}
