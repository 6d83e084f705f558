package dev.sidestep.riscv;

import java.util.BitSet;

/** A copy of a page of guest code that has become hot, for a {@link BlockCompiler}. Immutable. */
public final class HotCode {
  private static final int FULL = 3;

  private final int entry;
  private final byte[] bytes;
  private final BitSet blocks;
  private final int generation;

  /**
   * A copy.
   *
   * @param entry offset in the page
   * @param blocks halfwords at which control has arrived by now
   * @param generation of the page when it was copied
   */
  HotCode(int entry, byte[] bytes, BitSet blocks, int generation) {
    this.entry = entry;
    this.bytes = bytes;
    this.blocks = blocks;
    this.generation = generation;
  }

  /** Offset in the page of the code that is hot. */
  public int entry() {
    return entry;
  }

  /** True if control has arrived at {@code offset}, by a jump or otherwise. */
  public boolean isReached(int offset) {
    return offset >= 0 && offset < bytes.length && (offset & 1) == 0 && blocks.get(offset >>> 1);
  }

  /** True if the instruction at {@code offset} is in this page as a whole. */
  public boolean isWhole(int offset) {
    return offset + Short.BYTES <= bytes.length && offset + length(offset) <= bytes.length;
  }

  /** Bytes of the instruction at {@code offset}: 2 or 4. */
  public int length(int offset) {
    return (bytes[offset] & FULL) == FULL ? Integer.BYTES : Short.BYTES;
  }

  /**
   * The instruction at {@code offset}, of the 32 bit form if it is compressed; not an instruction
   * if there is none of that encoding.
   */
  public int instruction(int offset) {
    int low = halfword(offset);
    return length(offset) == Short.BYTES
        ? CompressedExpander.expand(low)
        : low | halfword(offset + Short.BYTES) << Short.SIZE;
  }

  private int halfword(int offset) {
    return bytes[offset] & 0xff | (bytes[offset + 1] & 0xff) << Byte.SIZE;
  }

  int generation() {
    return generation;
  }
}
