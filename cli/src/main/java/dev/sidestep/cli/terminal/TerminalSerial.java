package dev.sidestep.cli.terminal;

import dev.sidestep.platform.SerialPeer;
import java.io.PrintStream;

/**
 * The far end of the serial cable, between a machine that must not wait and a terminal that may.
 * Both directions are queues: the machine's side never blocks.
 */
final class TerminalSerial implements SerialPeer {
  private static final int INPUT_BYTES = 1 << 16;
  private static final int OUTPUT_BYTES = 1 << 24;

  private final ByteQueue fromGuest = new ByteQueue(OUTPUT_BYTES);
  private final ByteQueue toGuest = new ByteQueue(INPUT_BYTES);

  @Override
  public void accept(int character) {
    fromGuest.offer((byte) character);
  }

  @Override
  public int next() {
    return toGuest.poll();
  }

  /**
   * Takes a byte for the guest.
   *
   * @param mayWait true to wait for room; false to drop the byte if there is none
   * @return false if it was dropped
   */
  boolean type(int character, boolean mayWait) throws InterruptedException {
    if (mayWait) {
      toGuest.put((byte) character);
      return true;
    }
    return toGuest.offer((byte) character);
  }

  /** Copies the guest's characters to {@code terminal} until {@link #close}, then the rest. */
  void copyTo(PrintStream terminal) throws InterruptedException {
    byte[] some = new byte[1 << 12];
    for (int count = fromGuest.take(some); count > 0; count = fromGuest.take(some)) {
      terminal.write(some, 0, count);
      terminal.flush();
    }
  }

  /** Characters of the guest that nobody read in time. */
  long dropped() {
    return fromGuest.dropped();
  }

  /** Nothing more will come from either side. */
  void close() {
    fromGuest.close();
    toGuest.close();
  }
}
