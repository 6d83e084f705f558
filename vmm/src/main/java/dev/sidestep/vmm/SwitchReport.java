package dev.sidestep.vmm;

import dev.sidestep.platform.DeviceId;
import java.util.List;

/**
 * How a switch ended.
 *
 * @param device which device
 * @param direction which way
 * @param outcome how it ended
 * @param reason a sentence; empty if it was {@link Outcome#DONE} without further ado
 * @param steps the numerals, with times
 * @param figures what it cost
 * @param fields the state that was carried, with how it was known
 */
public record SwitchReport(
    DeviceId device,
    Direction direction,
    Outcome outcome,
    String reason,
    List<ProtocolTrace.Step> steps,
    Figures figures,
    List<KnownField> fields) {

  /** How a switch can end. */
  public enum Outcome {
    /** The device has changed custody. */
    DONE,
    /** The device has changed custody and was reset for it; the reason says what was lost. */
    DONE_BY_RESET,
    /** Nothing was begun, and nothing has changed. */
    REFUSED,
    /** It was begun and taken back; the device is where it was, with everything intact. */
    UNDONE,
    /** The machine stopped before it ended. */
    MACHINE_STOPPED
  }

  /**
   * What a switch cost, and what it met.
   *
   * @param blackoutNanos wall time in which the guest could not run: brackets, and time held
   * @param blackoutGuestNanos the same in guest time
   * @param sequencesObserved complete sequences watched (FIG. 4)
   * @param strayForwarded stray interrupts given to the guest
   * @param strayDropped stray interrupts dropped
   * @param replayed logged stores replayed to the device
   */
  public record Figures(
      long blackoutNanos,
      long blackoutGuestNanos,
      int sequencesObserved,
      long strayForwarded,
      long strayDropped,
      int replayed) {}

  /** True if the device is now in the custody that was asked for. */
  public boolean isDone() {
    return outcome == Outcome.DONE || outcome == Outcome.DONE_BY_RESET;
  }

  /** The numerals alone. */
  public List<Integer> numerals() {
    return steps.stream().map(ProtocolTrace.Step::numeral).toList();
  }

  /** The fields for which an assumption was made. */
  public List<KnownField> assumed() {
    return fields.stream().filter(field -> field.provenance() == Provenance.UNKNOWN).toList();
  }
}
