package dev.sidestep.control;

import java.util.List;

/**
 * What a demonstration has shown; its names are those of the JSON file.
 *
 * @param held true if every promise held
 * @param broken a sentence for each promise that did not; empty if {@code held}
 * @param seed repeats the demonstration
 * @param guest what was booted, with its version, in a few words
 * @param boot the two boots
 * @param serial the serial port under traffic in both directions
 * @param network the network card under load in both directions
 * @param virtualize steps of FIG. 2 with their times, in order
 * @param devirtualize steps of FIG. 7 with their times, in order
 */
public record DemoReport(
    boolean held,
    List<String> broken,
    long seed,
    String guest,
    Boot boot,
    SerialProof serial,
    NetworkProof network,
    List<StepTimes> virtualize,
    List<StepTimes> devirtualize) {
  /**
   * The same image with and without a monitor.
   *
   * @param bareWallNanos power-on to the guest's first own line, on plain firmware
   * @param monitoredWallNanos the same under the monitor, every device direct
   * @param ratio direct under the monitor to bare, of equal work; 1.0 is no overhead
   */
  public record Boot(long bareWallNanos, long monitoredWallNanos, double ratio) {}

  /**
   * A step of a figure.
   *
   * @param numeral as printed in the figure
   * @param nanos host time spent in it
   */
  public record StepTimes(int numeral, Spread nanos) {}
}
