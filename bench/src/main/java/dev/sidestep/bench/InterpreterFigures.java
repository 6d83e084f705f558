package dev.sidestep.bench;

import dev.sidestep.base.Failure;
import dev.sidestep.bench.Figure.Direction;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.testkit.guest.CoreMarkLike;
import java.util.List;

/** How fast guest instructions run that touch no device: {@link CoreMarkLike} on a bare machine. */
final class InterpreterFigures {
  private static final int ITERATIONS = 20_000;
  private static final String WARM = "warm";
  private static final String COLD = "cold";
  private static final String PEER = "peer";

  /** The peer with one iteration: its start, its firmware and its end. */
  private static final String PEER_START = "peer start";

  private long instructions;

  List<Figure> measure(int runs) throws InterruptedException {
    CoreMarkLike guest = new CoreMarkLike(ITERATIONS);
    var code = BareGuest.file(guest.assemble());
    var start = BareGuest.file(new CoreMarkLike(1).assemble());
    List<String> child =
        GuestMain.command(List.of(), GuestMain.class, "coremark", String.valueOf(ITERATIONS));
    for (int i = 0; i < 2; i++) {
      warm(guest);
    }
    SideBySide sides = new SideBySide();
    sides.ours(WARM, () -> warm(guest));
    sides.ours(COLD, () -> HostProcess.toTheEnd(child));
    sides.peers(PEER, () -> HostProcess.toTheEnd(Qemu.bare(code)));
    sides.peers(PEER_START, () -> HostProcess.toTheEnd(Qemu.bare(start)));
    return figures(sides.measure(runs), runs);
  }

  private double warm(CoreMarkLike guest) throws InterruptedException {
    TextWatch console = new TextWatch(guest.expectedOutput().strip());
    try (SoftMachine machine =
        new SoftMachine(BareGuest.boot(guest.assemble()), Custody.BARE, ClockMode.WALL, console)) {
      double seconds = machine.runToPowerOff();
      instructions = machine.counters().instructions();
      if (!console.hasSeen()) {
        throw new Failure(
            Failure.Reason.BROKEN_PROMISE,
            "The benchmark guest did not print " + guest.expectedOutput().strip() + ".");
      }
      return seconds;
    }
  }

  private List<Figure> figures(Samples samples, int runs) {
    double peer = samples.median(PEER) - samples.median(PEER_START);
    double millions = instructions / 1e6;
    return List.of(
        new Figure(
            "CoreMark-like, warmed up",
            "MIPS",
            Direction.MORE,
            millions / samples.median(WARM),
            millions / peer,
            runs),
        new Figure(
            "CoreMark-like, a new process of %,.0f M instructions".formatted(millions),
            "s",
            Direction.LESS,
            samples.median(COLD),
            samples.median(PEER),
            runs));
  }
}
