package dev.sidestep.bench;

import dev.sidestep.base.Failure;
import dev.sidestep.bench.AccessLoop.Access;
import dev.sidestep.bench.Figure.Direction;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.vmm.Switch;
import dev.sidestep.vmm.SwitchPolicies;
import dev.sidestep.vmm.SwitchReport;
import java.util.List;

/**
 * What a change of custody and back costs, on a machine whose guest polls the serial port all the
 * time. Under the deterministic clock, so that every round does the same.
 */
final class SwitchFigures {
  private static final int WARM_UPS = 2_000;
  private static final int ROUNDS = 2_000;

  /** How often a switch under way is looked at. */
  private static final long STEP_INSTRUCTIONS = 20;

  private static final long LIMIT_INSTRUCTIONS = 100_000_000;

  private final Samples samples = new Samples();

  List<Figure> measure() {
    byte[] code = new AccessLoop(Access.POLL_FOR_EVER, 0).assemble();
    try (SoftMachine machine =
        new SoftMachine(
            BareGuest.boot(code),
            Custody.DIRECT,
            ClockMode.DETERMINISTIC,
            new TextWatch("never written"))) {
      machine.machine().run(1_000);
      for (int i = 0; i < WARM_UPS + ROUNDS; i++) {
        round(machine, i >= WARM_UPS);
      }
    }
    return List.of(
        figure("Virtualize and devirtualize, elapsed", "us", "elapsed"),
        figure("Virtualize and devirtualize, guest stopped", "us", "stopped"),
        figure("Virtualize and devirtualize, guest instructions meanwhile", "1", "instructions"));
  }

  private void round(SoftMachine machine, boolean counts) {
    long before = machine.counters().instructions();
    long start = System.nanoTime();
    SwitchPolicies policies = SwitchPolicies.defaults();
    SwitchReport there = finish(machine, machine.vmm().virtualize(SoftMachine.SERIAL, policies));
    SwitchReport back = finish(machine, machine.vmm().devirtualize(SoftMachine.SERIAL, policies));
    if (counts) {
      samples.add("elapsed", (System.nanoTime() - start) / 1e3);
      samples.add(
          "stopped", (there.figures().blackoutNanos() + back.figures().blackoutNanos()) / 1e3);
      samples.add("instructions", (double) (machine.counters().instructions() - before));
    }
  }

  private static SwitchReport finish(SoftMachine machine, Switch handle) {
    for (long ran = 0; !handle.isDone() && ran < LIMIT_INSTRUCTIONS; ran += STEP_INSTRUCTIONS) {
      machine.machine().run(STEP_INSTRUCTIONS);
    }
    SwitchReport report = handle.report().getNow(null);
    if (report == null || !report.isDone()) {
      throw new Failure(
          Failure.Reason.BROKEN_PROMISE,
          "A change of custody failed: " + (report == null ? "it did not end." : report.reason()));
    }
    return report;
  }

  private Figure figure(String name, String unit, String what) {
    return Figure.alone(name, unit, Direction.LESS, samples.median(what), ROUNDS);
  }
}
