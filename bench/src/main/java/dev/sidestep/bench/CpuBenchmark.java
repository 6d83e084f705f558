package dev.sidestep.bench;

import static dev.sidestep.bench.BenchmarkMain.progress;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures how fast guest code runs: the kernels of {@code src/guest} in one Debian guest a side,
 * in turns. Started by {@code bench/run cpu}.
 */
final class CpuBenchmark {
  /**
   * So long a warm kernel runs before it is measured: what is translated stays so, caches do not.
   */
  private static final long WARM_UP_MILLIS = 500;

  private final RowOptions options;
  private final CpuFigures figures = new CpuFigures();
  private final List<String> notes = new ArrayList<>();

  private CpuBenchmark(RowOptions options) {
    this.options = options;
  }

  /** Ends with code 2 for wrong arguments and 1 if something is not as it should be. */
  public static void main(String[] arguments) throws InterruptedException {
    BenchmarkMain.run(arguments, CpuBenchmark::report);
  }

  private static boolean report(List<String> arguments) throws InterruptedException {
    RowOptions options = RowOptions.parse(arguments);
    CpuBenchmark benchmark = new CpuBenchmark(options);
    System.out.print(benchmark.run().write(options.format()));
    return benchmark.isWhole();
  }

  private FigureReport run() throws InterruptedException {
    Surroundings before = Surroundings.now();
    DebianGuest guest = DebianGuest.cached();
    try (ScratchDirectory directory = new ScratchDirectory()) {
      progress("compiling the kernels; QEMU is " + before.peer());
      byte[] program = CrossCompiler.kernels(directory.path());
      Path initrd = KernelGuest.initrd(guest, program, directory.path());
      var ourCommand = Launcher.run(guest, initrd, guest.image().commandLine(), List.of());
      try (var ours = side("Sidestep", ourCommand);
          var peer = side("QEMU", Qemu.debian(guest, initrd))) {
        measure(ours, peer);
      }
    }
    return new FigureReport(before, Surroundings.now(), figures.figures(options.runs()), notes);
  }

  private static FragilePeer<KernelGuest> side(String name, List<String> command) {
    return new FragilePeer<>(name, () -> KernelGuest.start(command), KernelGuest::close);
  }

  private void measure(FragilePeer<KernelGuest> ours, FragilePeer<KernelGuest> peer)
      throws InterruptedException {
    boolean hasPeer = Qemu.isInstalled();
    for (int run = 1; run <= options.runs(); run++) {
      progress("run %d of %d".formatted(run, options.runs()));
      boolean isFirst = run == 1;
      for (GuestKernel kernel : GuestKernel.values()) {
        String name = kernel.word();
        ours.attempt(name, guest -> figures.ours(kernel, run(guest, kernel, isFirst)));
        if (hasPeer) {
          peer.attempt(name, guest -> figures.peers(kernel, run(guest, kernel, isFirst)));
        }
        progress(figures.soFar(kernel));
      }
    }
    ours.attempt("memory", guest -> figures.ourPeak(guest.peakMib()));
    if (hasPeer) {
      peer.attempt("memory", guest -> figures.peersPeak(guest.peakMib()));
    }
    notes.addAll(ours.notes());
    notes.addAll(peer.notes());
    notes.addAll(figures.disagreements());
  }

  private static KernelRun run(KernelGuest guest, GuestKernel kernel, boolean isFirst)
      throws InterruptedException {
    if (isFirst) {
      WarmUp.await(() -> guest.run(kernel, WarmUp.PERIOD_MILLIS).nanos());
    }
    return guest.run(kernel, WARM_UP_MILLIS);
  }

  private boolean isWhole() {
    figures.disagreements().forEach(BenchmarkMain::progress);
    return notes.isEmpty();
  }
}
