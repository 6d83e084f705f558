package dev.sidestep.control;

import dev.sidestep.control.SweepOptions.Direction;
import dev.sidestep.control.SweepOptions.Path;
import dev.sidestep.control.SweepReport.Difference;
import dev.sidestep.platform.Machine;
import dev.sidestep.vmm.SwitchPolicies;
import dev.sidestep.vmm.SwitchReport.Outcome;
import dev.sidestep.vmm.Vmm;
import java.util.ArrayList;
import java.util.List;

/**
 * The switch-point sweep: a bare-metal guest runs once per guest instruction of its I/O paths, each
 * time with a change of custody at that instruction. What comes out of the machine has to equal
 * what came out of its never-switched twin.
 *
 * <p>All runs start from one snapshot of one machine under the deterministic clock.
 */
final class SwitchPointSweep {
  private static final int DIFFERENCES_KEPT = 100;

  /** Characters of each output in a report. */
  private static final int EXCERPT = 60;

  /** More than any run of a guest needs; a guest that hangs ends here. */
  private static final long INSTRUCTION_LIMIT = 2_000_000;

  private final SweepOptions options;
  private final Progress progress;
  private final SweepScene scene;
  private final Machine machine;
  private final Object start;
  private final List<Difference> differences = new ArrayList<>();
  private long points;
  private long completed;
  private long failed;

  SwitchPointSweep(SweepOptions options, Progress progress) {
    this.options = options;
    this.progress = progress;
    scene =
        switch (options.device()) {
          case SERIAL -> new SerialScene(options.seed());
          case NETWORK -> new NetworkScene(options.seed());
        };
    machine = Machines.create(scene.configuration());
    scene.prepare(machine);
    start = machine.snapshot();
  }

  SweepReport run() throws InterruptedException {
    try (machine) {
      Twin twin = twin();
      progress.phase("Change custody at each instruction of the paths");
      long total = (twin.done() - twin.begun()) * options.directions().size() / options.every();
      for (Direction direction : options.directions()) {
        for (Path path : options.paths()) {
          sweep(twin, path, direction, total);
        }
      }
    }
    return new SweepReport(options.seed(), points, completed, failed, List.copyOf(differences));
  }

  /**
   * The run without a switch; moments are instructions from its start.
   *
   * @param result what came out
   * @param begun when the guest began to send
   * @param sent when all that it sends by itself had left
   * @param done when it had dealt with all that it received
   */
  private record Twin(String result, long begun, long sent, long done) {}

  private Twin twin() {
    begin();
    long before = machine.counters().instructions();
    String result = finish();
    SweepScene.Marks marks = scene.marks();
    return new Twin(
        result, Math.max(0, marks.begun() - before), marks.sent() - before, marks.done() - before);
  }

  private Vmm begin() {
    scene.restart();
    machine.restore(start);
    return Machines.monitor(machine);
  }

  private String finish() {
    return machine.run(INSTRUCTION_LIMIT) + " " + scene.output();
  }

  private void sweep(Twin twin, Path path, Direction direction, long total)
      throws InterruptedException {
    long first = path == Path.SEND ? twin.begun() : twin.sent();
    long end = path == Path.SEND ? twin.sent() : twin.done();
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
                "After a switch at instruction %d the machine gave %s"
                    .formatted(at, deviation(result, twin.result()))));
      }
    }
  }

  /** Where two outputs part, with what is around. */
  private static String deviation(String result, String expected) {
    int at = 0;
    int shorter = Math.min(result.length(), expected.length());
    while (at < shorter && result.charAt(at) == expected.charAt(at)) {
      at++;
    }
    return "[%s] where its twin gave [%s], from character %d of its output on."
        .formatted(excerpt(result, at), excerpt(expected, at), at);
  }

  private static String excerpt(String text, int at) {
    return text.substring(Math.min(at, text.length()), Math.min(at + EXCERPT, text.length()));
  }

  private String runWithSwitch(Direction direction, long at) {
    Vmm vmm = begin();
    SwitchPolicies policies = SwitchPolicies.defaults();
    if (direction == Direction.DEVIRTUALIZE) {
      scene.takeOver(vmm);
    }
    if (at > 0) {
      var _ = machine.run(at);
    }
    var asked =
        direction == Direction.VIRTUALIZE
            ? vmm.virtualize(scene.device(), policies)
            : vmm.devirtualize(scene.device(), policies);
    String result = finish();
    vmm.machineStopped();
    Outcome outcome = asked.report().join().outcome();
    completed += outcome == Outcome.DONE ? 1 : 0;
    return outcome == Outcome.REFUSED ? "refused " + result : result;
  }
}
