package dev.sidestep.control;

import dev.sidestep.platform.DeviceId;
import dev.sidestep.vmm.ProtocolTrace;
import dev.sidestep.vmm.SwitchReport;
import java.util.ArrayList;
import java.util.List;

/** The monitor's reports in the words of this module. */
final class SwitchOutcomes {
  private SwitchOutcomes() {}

  static SwitchOutcome of(SwitchReport report, String custody) {
    return new SwitchOutcome(
        report.device(),
        report.isDone(),
        custody,
        report.reason(),
        steps(report.steps()),
        report.figures().blackoutGuestNanos(),
        report.figures().blackoutNanos());
  }

  /** A card was replaced, or not for a {@code reason}; no figure's steps are passed by that. */
  static SwitchOutcome replacement(DeviceId device, String custody, String reason) {
    return new SwitchOutcome(device, reason.isEmpty(), custody, reason, List.of(), 0, 0);
  }

  /** Each step lasts until the next one. */
  static List<SwitchOutcome.Step> steps(List<ProtocolTrace.Step> trace) {
    List<SwitchOutcome.Step> steps = new ArrayList<>();
    for (int i = 0; i < trace.size(); i++) {
      long from = trace.get(i).hostNanos();
      long to = i + 1 < trace.size() ? trace.get(i + 1).hostNanos() : from;
      steps.add(new SwitchOutcome.Step(trace.get(i).numeral(), to - from));
    }
    return steps;
  }

  /** The answer of a machine without a monitor. */
  static SwitchOutcome bare(DeviceId device) {
    return new SwitchOutcome(
        device,
        false,
        "direct",
        "This machine is bare and has no monitor; run it without --bare to change custody.",
        List.of(),
        0,
        0);
  }
}
