package dev.sidestep.riscv;

import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Straight-line code: ops in one page, the last of which always ends the block. Position
 * independent and shared by all harts. Links to blocks of the same page are remembered.
 */
final class Block {
  private static final int PAGE_END = Ram.PAGE_BYTES;
  private static final int ENTRY_FACTOR = 8;

  private final Op[] ops;
  private final @Nullable CodePage page;
  private final int start;
  private final int bytes;
  private final int target;

  /** Instructions. */
  final int count;

  private @Nullable Block fall;
  private @Nullable Block taken;

  /** How often it may still be run before it may be hot; races between harts do no harm. */
  private int patience;

  /** How often it was run when it was last looked at. */
  private int runs;

  /** Set once, by any thread. */
  private @Nullable TranslatedCode translated;

  /**
   * A block of {@code count} instructions in {@code bytes} bytes.
   *
   * @param ops its ops, of which the last ends it
   * @param page where it was read, or null if it must not be linked to
   * @param start offset in the page
   * @param target where its last jump leads to, from {@code start}; 0 if that is not fixed
   */
  Block(Op[] ops, @Nullable CodePage page, int start, int bytes, int count, int target) {
    this.ops = ops;
    this.page = page;
    this.start = start;
    this.bytes = bytes;
    this.count = count;
    this.target = target;
    patience = page == null ? 0 : page.patience();
  }

  /** What it was compiled to, or null. */
  @Nullable TranslatedCode translated() {
    return translated;
  }

  void setTranslated(TranslatedCode code) {
    VarHandle.releaseFence(); // its fields before the reference to it
    translated = code;
  }

  @Nullable CodePage page() {
    return page;
  }

  /** Runs on {@code h}, whose pc is that of this block; the next block, or null to look around. */
  @Nullable Block run(Hart h) {
    if (patience != 0 && --patience == 0) {
      lookWhetherHot(h);
    }
    Op[] ops = this.ops;
    int i = 0;
    int result;
    do {
      result = ops[i++].exec(h);
    } while (result == Op.CONTINUE);
    if (result == Op.FALL) {
      h.cycle += count;
      h.pc += bytes;
      Block next = fall;
      return next != null ? next : linkFall(h);
    }
    if (result == Op.TAKEN) {
      h.cycle += count;
      h.pc += target;
      Block next = taken;
      return next != null ? next : linkTaken(h);
    }
    return result == Op.JUMP ? jump(h) : null;
  }

  /**
   * A block inside code that is compiled already, which can be entered elsewhere only, has to be a
   * lot hotter: each entry costs a copy of what follows it.
   */
  private void lookWhetherHot(Hart h) {
    if (page == null) {
      return;
    }
    runs += page.patience();
    if (h.code.isHot(page.isCovered(start) ? runs / ENTRY_FACTOR : runs)) {
      h.code.hot(page, start, h);
    } else {
      patience = page.patience();
    }
  }

  /** The first {@code instructions} of this block, which is longer. */
  Block cutTo(int instructions) {
    long host = Objects.requireNonNull(page).host();
    return new BlockBuilder(null, instructions).build(host, start);
  }

  private @Nullable Block jump(Hart h) {
    h.cycle += count;
    return h.find();
  }

  private @Nullable Block linkFall(Hart h) {
    Block next = h.find();
    if (next != null && isNeighbour(next, start + bytes)) {
      fall = next;
    }
    return next;
  }

  private @Nullable Block linkTaken(Hart h) {
    Block next = h.find();
    if (next != null && isNeighbour(next, start + target)) {
      taken = next;
    }
    return next;
  }

  /** Within one page, neither a translation nor a permission can differ. */
  private boolean isNeighbour(Block next, int offset) {
    return page != null && next.page == page && offset >= 0 && offset < PAGE_END;
  }
}
