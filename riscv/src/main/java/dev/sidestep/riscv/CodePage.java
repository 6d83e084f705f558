package dev.sidestep.riscv;

import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The decoded code of one physical page of RAM, shared by all harts and all mappings of the page.
 *
 * <p>Blocks are read without a lock and added and dropped under this object's monitor. Once dead, a
 * page stays empty for ever, and is looked up anew.
 */
final class CodePage {
  private static final int HALFWORDS = Ram.PAGE_BYTES / 2;

  /** The last halfword, where an instruction may begin that ends in the next virtual page. */
  static final int LAST_HALFWORD = Ram.PAGE_BYTES - 2;

  private final long physical;
  private final long host;
  private final @Nullable Block[] blocks = new Block[HALFWORDS];
  private final long[] decoded = new long[HALFWORDS / Long.SIZE];
  private final BitSet covered = new BitSet();
  private final int patience;
  private int generation;
  private volatile boolean dead;
  private @Nullable Straddler straddler;

  private record Straddler(int bits, Block block) {}

  /** Without code; {@code patience} tells how often a block is run before it is hot, or 0. */
  CodePage(long physical, long host, int patience) {
    this.physical = physical;
    this.host = host;
    this.patience = patience;
  }

  int patience() {
    return patience;
  }

  long physical() {
    return physical;
  }

  long host() {
    return host;
  }

  /** The block at byte {@code offset}, if decoded. */
  @Nullable Block block(int offset) {
    return blocks[offset >>> 1];
  }

  /** True if the instruction at {@code offset} ends in the next page. */
  boolean isStraddling(int offset) {
    return offset == LAST_HALFWORD && (HostMemory.getShort(host + offset) & 3) == 3;
  }

  /** Decodes the block at {@code offset}; null if this page is dead. */
  synchronized @Nullable Block decode(int offset) {
    if (dead) {
      return null;
    }
    Block known = blocks[offset >>> 1];
    if (known != null) {
      return known;
    }
    BlockBuilder builder = new BlockBuilder(this, BlockBuilder.MAX_INSTRUCTIONS);
    Block block = builder.build(host, offset);
    for (int at = offset; at < builder.end(); at += 2) {
      decoded[at >>> 7] |= 1L << (at >>> 1);
    }
    VarHandle.releaseFence(); // the ops before the reference to them
    blocks[offset >>> 1] = block;
    return block;
  }

  /**
   * The block of the one instruction {@code bits} that straddles the end of this page. Nothing may
   * link to it, for its second half is looked up each time.
   */
  Block straddling(int bits) {
    Straddler last = straddler;
    if (last == null || last.bits() != bits) {
      last = new Straddler(bits, BlockBuilder.single(LAST_HALFWORD, bits));
      VarHandle.releaseFence();
      straddler = last;
    }
    return last.block();
  }

  /**
   * True if what was compiled in {@code thatGeneration} is what is executed now: its code has not
   * changed, and was not forgotten by a fence.
   */
  boolean isOf(int thatGeneration) {
    return !dead && generation == thatGeneration;
  }

  /** A copy for the compiler, or null if the block at {@code offset} is no longer there. */
  synchronized @Nullable HotCode copy(int offset) {
    if (dead || blocks[offset >>> 1] == null) {
      return null;
    }
    byte[] bytes = new byte[Ram.PAGE_BYTES];
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] = HostMemory.getByte(host + at);
    }
    BitSet reached = new BitSet(HALFWORDS);
    for (int at = 0; at < HALFWORDS; at++) {
      reached.set(at, blocks[at] != null);
    }
    return new HotCode(offset, bytes, reached, generation);
  }

  /** Lets the block at which {@code source} begins run as {@code code}, unless it has changed. */
  synchronized void install(HotCode source, TranslatedCode code) {
    Block block = blocks[source.entry() >>> 1];
    if (!dead && generation == source.generation() && block != null) {
      code.install(this, generation);
      covered.or(code.blocks());
      block.setTranslated(code);
    }
  }

  /** True if the block at {@code offset} is inside compiled code. */
  synchronized boolean isCovered(int offset) {
    return covered.get(offset >>> 1);
  }

  /** True if something decoded overlaps {@code [offset, offset + size)} of this page. */
  private boolean isDecoded(int offset, int size) {
    for (int at = offset & ~1; at < offset + size && at < Ram.PAGE_BYTES; at += 2) {
      if ((decoded[at >>> 7] & (1L << (at >>> 1))) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Dies if a store to {@code [offset, offset + size)} changed decoded code; true if dead. */
  synchronized boolean storedTo(int offset, int size) {
    if (!dead && isDecoded(offset, size)) {
      clear();
      dead = true;
    }
    return dead;
  }

  /** Forgets the code, but stays the page that stores look for. */
  synchronized void clear() {
    Arrays.fill(blocks, null);
    Arrays.fill(decoded, 0);
    covered.clear();
    generation++;
  }
}
