package dev.sidestep.control;

import dev.sidestep.control.SweepOptions.Direction;
import dev.sidestep.control.SweepOptions.Path;
import dev.sidestep.control.SweepReport.Difference;
import dev.sidestep.platform.BootSource;
import dev.sidestep.platform.Machine;
import dev.sidestep.platform.MachineConfiguration;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.platform.MachineConfiguration.Timing;
import dev.sidestep.testkit.guest.Board;
import dev.sidestep.testkit.guest.SerialSweepGuest;
import dev.sidestep.vmm.SwitchPolicies;
import dev.sidestep.vmm.SwitchReport.Outcome;
import dev.sidestep.vmm.Vmm;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The switch-point sweep: a bare-metal guest sends a message and echoes input, once per guest
 * instruction of these paths, each time with a change of custody at that instruction. What comes
 * out of the machine has to equal what came out of its never-switched twin.
 *
 * <p>All runs start from one snapshot of one machine under the deterministic clock.
 */
final class SerialSweep {
  private static final long MEMORY_BYTES = 4L << 20;
  private static final int MESSAGE_LENGTH = 60;
  private static final int RECEIVE_COUNT = 40;
  private static final int DIFFERENCES_KEPT = 100;

  /** More than any run of the guest needs; a guest that hangs ends here. */
  private static final long INSTRUCTION_LIMIT = 2_000_000;

  private final SweepOptions options;
  private final Progress progress;
  private final SweepLine line;
  private final Machine machine;
  private final Object start;
  private final List<Difference> differences = new ArrayList<>();
  private long points;
  private long failed;

  SerialSweep(SweepOptions options, Progress progress) {
    this.options = options;
    this.progress = progress;
    byte[] input = new byte[RECEIVE_COUNT];
    new Random(options.seed()).nextBytes(input);
    line = new SweepLine(input, MESSAGE_LENGTH);
    SerialSweepGuest guest = new SerialSweepGuest(true, MESSAGE_LENGTH, RECEIVE_COUNT);
    machine = Machines.create(configuration(guest.assemble()));
    line.connect(machine);
    start = machine.snapshot();
  }

  private MachineConfiguration configuration(byte[] image) {
    BootSource boot =
        new BootSource(
            List.of(new BootSource.Segment(Board.IMAGE, image, image.length)),
            Board.IMAGE,
            new byte[0],
            "");
    return new MachineConfiguration(
        1, MEMORY_BYTES, ClockMode.DETERMINISTIC, Timing.REAL, options.seed(), true, boot, line);
  }

  SweepReport run() throws InterruptedException {
    try (machine) {
      Twin twin = twin();
      progress.phase("Change custody at each instruction of the serial paths");
      long total = twin.instructions() * options.directions().size() / options.every();
      for (Direction direction : options.directions()) {
        for (Path path : options.paths()) {
          sweep(twin, path, direction, total);
        }
      }
    }
    return new SweepReport(options.seed(), points, failed, List.copyOf(differences));
  }

  /**
   * The run without a switch.
   *
   * @param result what came out
   * @param sendEnd instructions until the guest's own message had left
   * @param instructions until it powered off
   */
  private record Twin(String result, long sendEnd, long instructions) {}

  private Twin twin() {
    begin();
    long before = machine.counters().instructions();
    String result = finish();
    long instructions = machine.counters().instructions() - before;
    return new Twin(result, line.messageLeftAt() - before, instructions);
  }

  private Vmm begin() {
    line.restart();
    machine.restore(start);
    return Machines.monitor(machine);
  }

  private String finish() {
    return machine.run(INSTRUCTION_LIMIT) + " " + line.output();
  }

  private void sweep(Twin twin, Path path, Direction direction, long total)
      throws InterruptedException {
    long first = path == Path.SEND ? 0 : twin.sendEnd();
    long end = path == Path.SEND ? twin.sendEnd() : twin.instructions();
    for (long at = first; at < end; at += options.every()) {
      long point = at - first;
      if (options.point().isEmpty() || options.point().getAsLong() == point) {
        compare(twin, path, direction, point, at);
        progress.advance(points, total);
      }
      if (Thread.interrupted()) {
        throw new InterruptedException("The sweep was interrupted");
      }
    }
  }

  private void compare(Twin twin, Path path, Direction direction, long point, long at) {
    points++;
    String result = runWithSwitch(direction, at);
    if (!result.equals(twin.result())) {
      failed++;
      if (differences.size() < DIFFERENCES_KEPT) {
        differences.add(
            new Difference(
                path,
                direction,
                point,
                "After a switch at instruction %d the machine gave [%s], its twin [%s]."
                    .formatted(at, result, twin.result())));
      }
    }
  }

  private String runWithSwitch(Direction direction, long at) {
    Vmm vmm = begin();
    SwitchPolicies policies = SwitchPolicies.defaults();
    if (direction == Direction.DEVIRTUALIZE) {
      var _ = vmm.virtualizeAtBoot(GuestSession.SERIAL, policies);
    }
    if (at > 0) {
      var _ = machine.run(at);
    }
    var asked =
        direction == Direction.VIRTUALIZE
            ? vmm.virtualize(GuestSession.SERIAL, policies)
            : vmm.devirtualize(GuestSession.SERIAL, policies);
    String result = finish();
    vmm.machineStopped();
    boolean refused = asked.report().join().outcome() == Outcome.REFUSED;
    return refused ? "refused " + result : result;
  }
}
