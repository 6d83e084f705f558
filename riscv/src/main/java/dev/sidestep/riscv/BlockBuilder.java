package dev.sidestep.riscv;

import org.jspecify.annotations.Nullable;

/** Decodes one block. Used once. */
final class BlockBuilder {
  static final int MAX_INSTRUCTIONS = 64;

  private final @Nullable CodePage page;
  private final Op[] ops;
  private final int limit;
  private int count;
  private int start;
  private int end;

  /** A block for {@code page} (null: not to be linked) of up to {@code limit} instructions. */
  BlockBuilder(@Nullable CodePage page, int limit) {
    this.page = page;
    this.limit = Math.min(limit, MAX_INSTRUCTIONS);
    ops = new Op[this.limit + 1];
  }

  /** The block at {@code offset} of the page at host address {@code host}. */
  Block build(long host, int offset) {
    start = offset;
    end = offset;
    boolean open = true;
    while (open && count < limit && hasWhole(host)) {
      int low = HostMemory.getShort(host + end) & 0xffff;
      open = add((low & 3) == 3 ? HostMemory.getInt(host + end) : low);
    }
    return finish(open);
  }

  /** A block of one instruction, whose bits were put together elsewhere; not to be linked. */
  static Block single(int offset, int bits) {
    BlockBuilder builder = new BlockBuilder(null, 1);
    builder.start = offset;
    builder.end = offset;
    return builder.finish(builder.add(bits));
  }

  /** Offset behind the last instruction. */
  int end() {
    return end;
  }

  private boolean hasWhole(long host) {
    return end < CodePage.LAST_HALFWORD
        || (end == CodePage.LAST_HALFWORD && (HostMemory.getShort(host + end) & 3) != 3);
  }

  /** Adds an instruction; false if it ends the block. */
  private boolean add(int bits) {
    boolean compressed = (bits & 3) != 3;
    Op op =
        compressed
            ? Decoder.decode(CompressedExpander.expand(bits & 0xffff), bits & 0xffff)
            : Decoder.decode(bits, bits);
    op.offset = (short) (end - start);
    op.index = (short) count;
    op.length = (byte) (compressed ? 2 : 4);
    ops[count++] = op;
    end += op.length;
    return !op.endsBlock();
  }

  private Block finish(boolean open) {
    int size = count;
    if (open) {
      ops[size++] = new BranchOps.End();
    }
    int target = ops[size - 1] instanceof BranchOps.Direct jump ? jump.target() : 0;
    return new Block(Fusion.fuse(ops, size), page, start, end - start, count, target);
  }
}
