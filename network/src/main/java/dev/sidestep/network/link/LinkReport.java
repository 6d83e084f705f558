package dev.sidestep.network.link;

import org.jspecify.annotations.Nullable;

/**
 * How a link goes.
 *
 * @param isConnected whether there is another side now
 * @param fromGuest what the guest sent
 * @param toGuest what it was sent
 * @param malformed frames of the other side that were empty or too long
 * @param disconnects how often the other side went away or broke the protocol
 * @param trouble the last thing that went wrong, as a sentence
 */
public record LinkReport(
    boolean isConnected,
    Traffic fromGuest,
    Traffic toGuest,
    long malformed,
    long disconnects,
    @Nullable String trouble) {
  /**
   * Frames in one direction.
   *
   * @param frames delivered
   * @param bytes of these
   * @param dropped because nobody took them in time, or because there was nobody
   */
  public record Traffic(long frames, long bytes, long dropped) {}
}
