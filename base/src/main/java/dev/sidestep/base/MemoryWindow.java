package dev.sidestep.base;

/**
 * Memory by address, as a bus master or the monitor reaches it. Addresses that are not behind the
 * window are refused: then nothing at all is read or written.
 *
 * <p>Whoever reads sees everything that was written before by the same window, and what other
 * processors wrote before whatever made it read (a doorbell). Bytes that {@link #write} stores
 * become visible to others in the order of the calls, though not in one piece. Guarded by the
 * machine's lock.
 */
public interface MemoryWindow {
  /** A window with nothing behind it. */
  MemoryWindow NOTHING =
      new MemoryWindow() {
        @Override
        public boolean read(long address, byte[] target, int offset, int length) {
          return false;
        }

        @Override
        public boolean write(long address, byte[] source, int offset, int length) {
          return false;
        }
      };

  /**
   * Copies {@code length} bytes at {@code address} to {@code target} from {@code offset} on.
   *
   * @return false if any of them is not behind this window
   */
  boolean read(long address, byte[] target, int offset, int length);

  /**
   * Stores {@code length} bytes of {@code source} from {@code offset} on at {@code address}.
   *
   * @return false if any of them is not behind this window
   */
  boolean write(long address, byte[] source, int offset, int length);
}
