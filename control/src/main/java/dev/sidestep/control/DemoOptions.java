package dev.sidestep.control;

/**
 * A demonstration to run.
 *
 * @param source what it boots: an image, or the self-test on a machine without a network
 * @param seed of the serial data and of the moments at which custody changes
 * @param switches at least as many changes of custody
 * @param offline never use the network
 */
public record DemoOptions(GuestSource source, long seed, int switches, boolean offline) {
  /** As many switches as the demonstration promises. */
  public static final int DEFAULT_SWITCHES = 400;
}
