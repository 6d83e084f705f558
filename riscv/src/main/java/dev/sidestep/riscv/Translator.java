package dev.sidestep.riscv;

import java.lang.invoke.MethodHandles;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** Has hot blocks compiled, and puts the result where the harts find it. Any thread. */
final class Translator {
  private final BlockCompiler compiler;
  private final Executor executor;

  /** How much hotter code has to be while {@link #crowded}. */
  private static final int CROWDED_FACTOR = 3;

  private final int threshold;
  private final BooleanSupplier crowded;
  private final MethodHandles.Lookup lookup = MethodHandles.lookup();

  Translator(BlockCompiler compiler, Executor executor, int threshold, BooleanSupplier crowded) {
    this.compiler = compiler;
    this.executor = executor;
    this.threshold = threshold;
    this.crowded = crowded;
  }

  /** How often a block is run before it may be hot. */
  int threshold() {
    return threshold;
  }

  /** True if a block that has been run so often is to be compiled now. */
  boolean isHot(int runs) {
    return runs >= CROWDED_FACTOR * threshold || (runs >= threshold && !crowded.getAsBoolean());
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
