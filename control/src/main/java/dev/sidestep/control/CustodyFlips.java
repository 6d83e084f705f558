package dev.sidestep.control;

import dev.sidestep.platform.DeviceId;
import dev.sidestep.vmm.Custody;
import dev.sidestep.vmm.SwitchPolicies;
import dev.sidestep.vmm.SwitchReport;
import dev.sidestep.vmm.Vmm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Changes custody of a device to and fro at random moments, and keeps what it cost. */
final class CustodyFlips {
  private static final long PATIENCE_SECONDS = 10;

  private final Vmm vmm;
  private final DeviceId device;
  private final long longestPauseNanos;
  private final SplittableRandom random;
  private final List<Long> blackoutGuest = new ArrayList<>();
  private final List<Long> blackoutWall = new ArrayList<>();
  private final Map<Integer, List<Long>> virtualize = new TreeMap<>();
  private final Map<Integer, List<Long>> devirtualize = new TreeMap<>();
  private long completed;
  private long refused;
  private String lastRefusal = "";

  CustodyFlips(Vmm vmm, DeviceId device, long longestPauseNanos, long seed) {
    this.vmm = vmm;
    this.device = device;
    this.longestPauseNanos = longestPauseNanos;
    this.random = new SplittableRandom(seed);
  }

  /** Waits for a random moment, asks for the other custody, and waits for the answer. */
  void flip() throws InterruptedException {
    LockSupport.parkNanos(random.nextLong(longestPauseNanos));
    boolean direct = vmm.custody(device) == Custody.DIRECT;
    SwitchPolicies policies = SwitchPolicies.defaults();
    var asked = direct ? vmm.virtualize(device, policies) : vmm.devirtualize(device, policies);
    try {
      note(asked.report().get(PATIENCE_SECONDS, TimeUnit.SECONDS), direct);
    } catch (TimeoutException e) {
      refused++; // the guest has stopped talking; the demonstration will say so
      lastRefusal = "A switch took longer than " + PATIENCE_SECONDS + " seconds.";
    } catch (ExecutionException e) {
      throw new IllegalStateException("A switch never ends by an exception", e);
    }
  }

  private void note(SwitchReport report, boolean virtualized) {
    if (!report.isDone()) {
      refused++;
      lastRefusal = report.reason();
      return;
    }
    completed++;
    blackoutGuest.add(report.figures().blackoutGuestNanos());
    blackoutWall.add(report.figures().blackoutNanos());
    Map<Integer, List<Long>> steps = virtualized ? virtualize : devirtualize;
    for (SwitchOutcome.Step step : SwitchOutcomes.steps(report.steps())) {
      steps.computeIfAbsent(step.numeral(), _ -> new ArrayList<>()).add(step.nanos());
    }
  }

  long completed() {
    return completed;
  }

  long refused() {
    return refused;
  }

  /** Why the last one that was refused was refused; empty if none was. */
  String lastRefusal() {
    return lastRefusal;
  }

  Spread blackoutGuestNanos() {
    return Spreads.of(blackoutGuest);
  }

  Spread blackoutWallNanos() {
    return Spreads.of(blackoutWall);
  }

  /** FIG. 2 and, from 410, FIG. 4. */
  List<DemoReport.StepTimes> virtualizeSteps() {
    return times(virtualize);
  }

  /** FIG. 7. */
  List<DemoReport.StepTimes> devirtualizeSteps() {
    return times(devirtualize);
  }

  private static List<DemoReport.StepTimes> times(Map<Integer, List<Long>> steps) {
    return steps.entrySet().stream()
        .map(step -> new DemoReport.StepTimes(step.getKey(), Spreads.of(step.getValue())))
        .toList();
  }
}
