package dev.sidestep.device.model.i82540em;

/**
 * One of the two rings of frames in the packet buffer. A frame takes sixteen bytes of header and
 * its own bytes, rounded up to sixteen: that is what the family's drivers reckon with. The header
 * holds the length and the flags that the frame was stored with, four bytes each.
 *
 * <p>The contents are in the packet buffer's memory alone, so the diagnostic window shows them.
 */
final class FrameFifo {
  private static final int UNIT = 16;
  private static final int FLAGS = 4;

  private final byte[] memory;
  private int base;
  private int size;
  private int head;
  private int used;
  private int frames;

  /** An unusable FIFO in {@code memory}, until {@link #place} is called. */
  FrameFifo(byte[] memory) {
    this.memory = memory;
  }

  /** Where a FIFO is and what is in it. Offsets and sizes are bytes. */
  record State(int base, int size, int head, int used, int frames) {}

  /** Makes it an empty FIFO of {@code sizeBytes} at {@code baseOffset}, both multiples of 16. */
  void place(int baseOffset, int sizeBytes) {
    base = baseOffset;
    size = sizeBytes;
    head = 0;
    used = 0;
    frames = 0;
  }

  boolean isEmpty() {
    return frames == 0;
  }

  /** Frames that are in it. */
  int frames() {
    return frames;
  }

  /** Bytes that are taken, headers and rounding included. */
  int used() {
    return used;
  }

  /** True if a frame of {@code length} bytes fits into an empty FIFO. */
  boolean canEverHold(int length) {
    return space(length) <= size;
  }

  /** True if a frame of {@code length} bytes fits now. */
  boolean hasRoom(int length) {
    return used + space(length) <= size;
  }

  private static int space(int length) {
    return UNIT + (length + UNIT - 1) / UNIT * UNIT;
  }

  /** Puts {@code frame[0..length)} behind the others; there must be room. */
  void append(byte[] frame, int length, int flags) {
    int at = wrap(head + used);
    Bytes.setIntLittle(memory, base + at, length);
    Bytes.setIntLittle(memory, base + at + FLAGS, flags);
    Bytes.setLongLittle(memory, base + at + Long.BYTES, 0);
    int data = wrap(at + UNIT);
    int first = Math.min(length, size - data);
    System.arraycopy(frame, 0, memory, base + data, first);
    System.arraycopy(frame, first, memory, base, length - first);
    used += space(length);
    frames++;
  }

  /** The length of the oldest frame; there must be one. */
  int headLength() {
    return Bytes.intLittle(memory, base + head);
  }

  /** The flags of the oldest frame; there must be one. */
  int headFlags() {
    return Bytes.intLittle(memory, base + head + FLAGS);
  }

  /** Copies the oldest frame to the start of {@code target}. */
  void copyHead(byte[] target) {
    int length = headLength();
    int data = wrap(head + UNIT);
    int first = Math.min(length, size - data);
    System.arraycopy(memory, base + data, target, 0, first);
    System.arraycopy(memory, base, target, first, length - first);
  }

  /** Drops the oldest frame; there must be one. */
  void removeHead() {
    int space = space(headLength());
    head = wrap(head + space);
    used -= space;
    frames--;
  }

  private int wrap(int offset) {
    return offset >= size ? offset - size : offset;
  }

  /** The head as the diagnostic registers show it: in 64-bit words from the buffer's start. */
  int headWords() {
    return (base + head) / Long.BYTES;
  }

  /** The tail as the diagnostic registers show it. */
  int tailWords() {
    return (base + (size == 0 ? 0 : wrap(head + used))) / Long.BYTES;
  }

  State state() {
    return new State(base, size, head, used, frames);
  }

  /** Call after the packet buffer's memory is restored. */
  void restore(State state) {
    base = state.base;
    size = state.size;
    head = state.head;
    used = state.used;
    frames = state.frames;
  }
}
