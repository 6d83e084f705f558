package dev.sidestep.bench;

import dev.sidestep.bench.AccessLoop.Access;
import dev.sidestep.bench.Figure.Direction;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one access to a device register costs, by custody, and how many of them exit. */
final class AccessFigures {
  private static final int ACCESSES = 2_000_000;
  private static final int FEW = 16;
  private static final String PEER = "peer";

  /** The peer with next to no accesses: its start, its firmware and its end. */
  private static final String PEER_START = "peer start";

  private final Map<String, Double> exitsPerAccess = new LinkedHashMap<>();

  List<Figure> measure(int runs) throws InterruptedException {
    List<Figure> figures = new ArrayList<>();
    for (Access access : List.of(Access.RAM_LOAD, Access.DEVICE_LOAD, Access.DEVICE_STORE)) {
      figures.addAll(measure(access, runs));
    }
    return figures;
  }

  private List<Figure> measure(Access access, int runs) throws InterruptedException {
    byte[] code = new AccessLoop(access, ACCESSES).assemble();
    var peer = Qemu.bare(BareGuest.file(code));
    var peerStart = Qemu.bare(BareGuest.file(new AccessLoop(access, FEW).assemble()));
    List<Custody> custodies =
        access == Access.RAM_LOAD ? List.of(Custody.DIRECT) : List.of(Custody.values());
    SideBySide sides = new SideBySide();
    for (Custody custody : custodies) {
      for (int i = 0; i < 2; i++) {
        seconds(code, custody);
      }
      sides.ours(custody.word(), () -> seconds(code, custody));
    }
    // The peer's loads from RAM take less than its start varies by.
    if (access != Access.RAM_LOAD) {
      sides.peers(PEER, () -> HostProcess.toTheEnd(peer));
      sides.peers(PEER_START, () -> HostProcess.toTheEnd(peerStart));
    }
    Samples samples = sides.measure(runs);
    double theirs = samples.median(PEER) - samples.median(PEER_START);
    return custodies.stream()
        .map(custody -> figure(access, custody, samples.median(custody.word()), theirs, runs))
        .toList();
  }

  private double seconds(byte[] code, Custody custody) throws InterruptedException {
    try (SoftMachine machine =
        new SoftMachine(
            BareGuest.boot(code), custody, ClockMode.WALL, new TextWatch("never written"))) {
      double seconds = machine.runToPowerOff();
      exitsPerAccess.put(custody.word(), (double) machine.counters().exits() / ACCESSES);
      return seconds;
    }
  }

  private Figure figure(Access access, Custody custody, double ours, double theirs, int runs) {
    return new Figure(
        title(access, custody),
        "ns",
        Direction.LESS,
        ours * 1e9 / ACCESSES,
        theirs * 1e9 / ACCESSES,
        runs);
  }

  private String title(Access access, Custody custody) {
    return switch (access) {
      case RAM_LOAD -> "A load from RAM, for comparison";
      case DEVICE_LOAD, POLL_FOR_EVER -> "A load of the UART's line status, " + how(custody);
      case DEVICE_STORE -> "A store to the UART's scratch register, " + how(custody);
    };
  }

  private String how(Custody custody) {
    return "%s, %.0f exits each"
        .formatted(custody.word(), exitsPerAccess.getOrDefault(custody.word(), 0.0));
  }
}
