package dev.sidestep.bench;

import dev.sidestep.bench.Figure.Direction;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the kernels took on both sides, and whether both computed the same. */
final class CpuFigures {
  private static final String OURS = "ours ";
  private static final String PEER = "peer ";
  private static final String MEMORY = "peak-memory";

  private final Samples samples = new Samples();
  private final Map<GuestKernel, KernelRun> first = new EnumMap<>(GuestKernel.class);
  private final List<String> disagreements = new ArrayList<>();

  /** A run of ours. */
  void ours(GuestKernel kernel, KernelRun run) {
    add(OURS, kernel, run);
  }

  /** A run of the peer's. */
  void peers(GuestKernel kernel, KernelRun run) {
    add(PEER, kernel, run);
  }

  private void add(String side, GuestKernel kernel, KernelRun run) {
    samples.add(side + kernel.word(), kernel.unit().of(run));
    KernelRun earlier = first.putIfAbsent(kernel, run);
    if (earlier != null && !earlier.checksum().equals(run.checksum())) {
      disagreements.add(
          "%s%s computed %s, and before that, there or on the other side, %s."
              .formatted(side, kernel.word(), run.checksum(), earlier.checksum()));
    }
  }

  /** The most memory that our machine had, in MiB. */
  void ourPeak(double mib) {
    samples.add(OURS + MEMORY, mib);
  }

  /** The most memory that the peer's machine had, in MiB. */
  void peersPeak(double mib) {
    samples.add(PEER + MEMORY, mib);
  }

  /** Checksums that are not what they were; there should be none. */
  List<String> disagreements() {
    return List.copyOf(disagreements);
  }

  /** The medians of a kernel so far, for whoever waits. */
  String soFar(GuestKernel kernel) {
    String name = kernel.word();
    return "%s: ours %s %s, QEMU %s %s"
        .formatted(
            name,
            Figure.text(samples.median(OURS + name)),
            kernel.unit().word(),
            Figure.text(samples.median(PEER + name)),
            kernel.unit().word());
  }

  /** A figure a kernel, and one of memory. */
  List<Figure> figures(int runs) {
    List<Figure> figures = new ArrayList<>();
    for (GuestKernel kernel : GuestKernel.values()) {
      GuestKernel.Unit unit = kernel.unit();
      figures.add(figure(kernel.word(), unit.word(), unit.direction(), runs));
    }
    figures.add(figure(MEMORY, "MiB", Direction.LESS, 1));
    return figures;
  }

  private Figure figure(String name, String unit, Direction direction, int runs) {
    double ours = samples.median(OURS + name);
    return new Figure(name, unit, direction, ours, samples.median(PEER + name), runs);
  }
}
