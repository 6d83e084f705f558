package dev.sidestep.control;

import dev.sidestep.platform.DeviceId;
import java.util.List;

/**
 * What became of one request to change custody, or to replace the hardware.
 *
 * @param device the device
 * @param completed true if what was asked for was done
 * @param custody its custody now, in one word: {@code direct}, {@code emulated}
 * @param explanation if not completed, a full sentence that says why; else empty
 * @param steps the figure's numerals in the order they were passed; none for a replacement
 * @param blackoutGuestNanos guest time from the first stopped vCPU to the last one going on
 * @param blackoutWallNanos the same in the host's time
 */
public record SwitchOutcome(
    DeviceId device,
    boolean completed,
    String custody,
    String explanation,
    List<Step> steps,
    long blackoutGuestNanos,
    long blackoutWallNanos) {
  /**
   * A numeral of a figure.
   *
   * @param numeral as printed in the figure: 210
   * @param nanos host time spent in it
   */
  public record Step(int numeral, long nanos) {}
}
