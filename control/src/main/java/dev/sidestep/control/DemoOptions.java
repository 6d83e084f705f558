package dev.sidestep.control;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A demonstration to run.
 *
 * @param source what it boots: an image, or the self-test on a machine without a network
 * @param seed of the serial data and of the moments at which custody changes
 * @param switches at least as many changes of custody
 * @param offline never use the network
 * @param capture a file that records, as pcapng, every frame of the card that changes custody; or
 *     null
 */
public record DemoOptions(
    GuestSource source, long seed, int switches, boolean offline, @Nullable Path capture) {
  /** As many switches as the demonstration promises. */
  public static final int DEFAULT_SWITCHES = 400;
}
