package dev.sidestep.riscv;

import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Has hot blocks compiled, the hottest first, and puts the result where the harts find it. Any
 * thread.
 */
final class Translator {
  private final BlockCompiler compiler;
  private final Executor executor;
  private final int threshold;
  private final Duration patience;
  private final MethodHandles.Lookup lookup = MethodHandles.lookup();
  private final List<Candidate> candidates = new ArrayList<>();

  /** A block of {@code page} that has become hot on {@code hart}. */
  private record Candidate(CodePage page, Block block, Hart hart) {}

  Translator(BlockCompiler compiler, Executor executor, int threshold, Duration patience) {
    this.compiler = compiler;
    this.executor = executor;
    this.threshold = threshold;
    this.patience = patience;
  }

  /** How often a block is run before it is hot. */
  int threshold() {
    return threshold;
  }

  /** The block has become hot on {@code hart}. */
  void translate(CodePage page, Block block, Hart hart) {
    synchronized (candidates) {
      candidates.add(new Candidate(page, block, hart));
    }
    executor.execute(this::compileHottest);
  }

  private void compileHottest() {
    Candidate hottest = takeHottest();
    if (hottest != null) {
      compile(hottest);
    }
  }

  private @Nullable Candidate takeHottest() {
    synchronized (candidates) {
      Candidate hottest =
          candidates.stream()
              .max(Comparator.comparingInt(candidate -> candidate.block.runsSinceHot()))
              .orElse(null);
      candidates.remove(hottest);
      return hottest;
    }
  }

  private void compile(Candidate candidate) {
    HotCode source = candidate.page.copy(candidate.block.start());
    if (source != null) {
      TranslatedCode code = compiler.compile(source, lookup);
      if (code != null) {
        new Warming(code, candidate.hart).await(patience);
        candidate.page.install(source, code);
      }
    }
  }
}
