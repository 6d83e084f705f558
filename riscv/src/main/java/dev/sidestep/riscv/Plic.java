package dev.sidestep.riscv;

import dev.sidestep.base.InterruptLine;
import dev.sidestep.base.RegisterWindow;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The platform-level interrupt controller, with level-triggered gateways.
 *
 * <p>Context {@code 2 * hart} is a hart's machine mode and {@code 2 * hart + 1} its supervisor mode
 * ({@link #machineContext}, {@link #supervisorContext}). Registers are 32 bits wide and aligned;
 * what does not exist, and any other width or alignment, reads as 0 and ignores writes. Priorities
 * and thresholds are WARL: their low three bits are kept. Not thread-safe; guarded by the owner's
 * lock, which device wires need as well.
 *
 * @riscv PLIC 1.0.0
 */
public final class Plic implements RegisterWindow {
  /** Bytes of the register window, as the memory map defines it. */
  public static final long SIZE_BYTES = 0x400_0000;

  /** Largest number of sources that this controller can be built with. */
  public static final int MAX_SOURCES = 127;

  /** Highest priority and threshold; also the mask of both registers. */
  public static final int MAX_PRIORITY = 7;

  // PLIC 1.0.0 "Memory Map".
  private static final int PENDING = 0x1000;
  private static final int ENABLES = 0x2000;
  private static final int ENABLES_STRIDE = 0x80;
  private static final int CONTEXTS = 0x20_0000;
  private static final int CONTEXT_STRIDE = 0x1000;
  private static final int THRESHOLD = 0;
  private static final int CLAIM_COMPLETE = 4;

  private static final int WORDS_32 = 2 * PlicSources.WORDS;

  private final int sourceCount;
  private final PlicSources sources;
  private final List<PlicContext> contexts;

  /**
   * A controller after reset: nothing enabled, all priorities 0.
   *
   * @param sourceCount sources 1..{@code sourceCount} exist; at most {@link #MAX_SOURCES}
   * @param notifications the wire to each context, in context order
   */
  public Plic(int sourceCount, List<InterruptLine> notifications) {
    if (sourceCount < 1 || sourceCount > MAX_SOURCES) {
      throw new IllegalArgumentException("A PLIC has 1.." + MAX_SOURCES + " sources.");
    }
    this.sourceCount = sourceCount;
    this.sources = new PlicSources(sourceCount);
    this.contexts = notifications.stream().map(line -> new PlicContext(sources, line)).toList();
  }

  /** The context of {@code hart} in machine mode. */
  public static int machineContext(int hart) {
    return 2 * hart;
  }

  /** The context of {@code hart} in supervisor mode. */
  public static int supervisorContext(int hart) {
    return 2 * hart + 1;
  }

  /** Offset of the priority register of source {@code id}. */
  public static long priorityOffset(int id) {
    return 4L * id;
  }

  /** Offset of the pending word that holds source {@code id}, as bit {@code id % 32}. */
  public static long pendingOffset(int id) {
    return PENDING + 4L * (id / 32);
  }

  /** Offset of the enable word of {@code context} for source {@code id}, bit {@code id % 32}. */
  public static long enableOffset(int context, int id) {
    return ENABLES + (long) ENABLES_STRIDE * context + 4L * (id / 32);
  }

  /** Offset of the threshold register of {@code context}. */
  public static long thresholdOffset(int context) {
    return CONTEXTS + (long) CONTEXT_STRIDE * context + THRESHOLD;
  }

  /** Offset of the claim (read) and complete (write) register of {@code context}. */
  public static long claimOffset(int context) {
    return CONTEXTS + (long) CONTEXT_STRIDE * context + CLAIM_COMPLETE;
  }

  /** Number of sources; they are called 1..{@code sourceCount()}. */
  public int sourceCount() {
    return sourceCount;
  }

  /** Number of contexts: two per hart. */
  public int contextCount() {
    return contexts.size();
  }

  /** The wire into source {@code id} (1..{@link #sourceCount}). */
  public InterruptLine source(int id) {
    if (!sources.exists(id)) {
      throw new IllegalArgumentException("This PLIC has no source " + id + ".");
    }
    return asserted -> {
      if (sources.drive(id, asserted)) {
        updateInterruptLines();
      }
    };
  }

  @Override
  public long read(long offset, int width) {
    return isDecoded(offset, width) ? Integer.toUnsignedLong(readWord((int) offset)) : 0;
  }

  @Override
  public void write(long offset, int width, long value) {
    if (isDecoded(offset, width)) {
      writeWord((int) offset, (int) value);
      updateInterruptLines();
    }
  }

  private static boolean isDecoded(long offset, int width) {
    return width == 4 && (offset & 3) == 0 && offset >= 0 && offset < SIZE_BYTES;
  }

  private int readWord(int offset) {
    if (offset < PENDING) {
      int id = offset / 4;
      return sources.exists(id) ? sources.priority(id) : 0;
    }
    if (offset < ENABLES) {
      int index = (offset - PENDING) / 4;
      return index < WORDS_32 ? (int) (sources.pending(index / 2) >>> (32 * (index % 2))) : 0;
    }
    return offset < CONTEXTS ? readEnables(offset - ENABLES) : readContext(offset - CONTEXTS);
  }

  private int readEnables(int offset) {
    int context = offset / ENABLES_STRIDE;
    int index = offset % ENABLES_STRIDE / 4;
    boolean exists = context < contexts.size() && index < WORDS_32;
    return exists ? contexts.get(context).enables(index) : 0;
  }

  private int readContext(int offset) {
    int context = offset / CONTEXT_STRIDE;
    if (context >= contexts.size()) {
      return 0;
    }
    return switch (offset % CONTEXT_STRIDE) {
      case THRESHOLD -> contexts.get(context).threshold();
      case CLAIM_COMPLETE -> claim(contexts.get(context));
      default -> 0;
    };
  }

  /** PLIC 1.0.0 "Interrupt Claim Process": the answer 0 means that nothing is pending. */
  private int claim(PlicContext context) {
    int id = context.best();
    if (id != 0) {
      sources.claim(id);
      updateInterruptLines();
    }
    return id;
  }

  private void writeWord(int offset, int value) {
    if (offset < PENDING) {
      writePriority(offset / 4, value);
    } else if (offset >= CONTEXTS) {
      writeContext(offset - CONTEXTS, value);
    } else if (offset >= ENABLES) {
      writeEnables(offset - ENABLES, value);
    } // The pending words are read-only: PLIC 1.0.0 "Interrupt Pending Bits".
  }

  private void writePriority(int id, int value) {
    if (sources.exists(id)) {
      sources.setPriority(id, value & MAX_PRIORITY);
    }
  }

  private void writeEnables(int offset, int value) {
    int context = offset / ENABLES_STRIDE;
    int index = offset % ENABLES_STRIDE / 4;
    if (context < contexts.size() && index < WORDS_32) {
      contexts.get(context).setEnables(index, value);
    }
  }

  private void writeContext(int offset, int value) {
    int context = offset / CONTEXT_STRIDE;
    if (context >= contexts.size()) {
      return;
    }
    switch (offset % CONTEXT_STRIDE) {
      case THRESHOLD -> contexts.get(context).setThreshold(value & MAX_PRIORITY);
      case CLAIM_COMPLETE -> complete(contexts.get(context), value);
      default -> {}
    }
  }

  /**
   * PLIC 1.0.0 "Interrupt Completion": the id need not be the last one claimed, but is silently
   * ignored unless it is enabled for this context.
   */
  private void complete(PlicContext context, int id) {
    if (sources.exists(id) && context.isEnabled(id)) {
      sources.complete(id);
    }
  }

  private void updateInterruptLines() {
    for (int index = 0; index < contexts.size(); index++) {
      contexts.get(index).updateInterruptLine();
    }
  }

  /** What {@link #restore} needs to continue from here. */
  public PlicState state() {
    return new PlicState(
        IntStream.rangeClosed(1, sourceCount).mapToObj(sources::state).toList(),
        contexts.stream().map(PlicContext::state).toList());
  }

  /**
   * Continues from {@code state} and drives all notification wires. Throws {@link
   * dev.sidestep.base.Failure} BAD_INPUT if it comes from a controller of another shape.
   */
  public void restore(PlicState state) {
    checkShape(state);
    for (int id = 1; id <= sourceCount; id++) {
      sources.restore(id, state.sources().get(id - 1));
    }
    for (int index = 0; index < contexts.size(); index++) {
      contexts.get(index).restore(state.contexts().get(index));
    }
    updateInterruptLines();
  }

  private void checkShape(PlicState state) {
    if (state.sources().size() != sourceCount || state.contexts().size() != contexts.size()) {
      throw PlicState.bad("it has another number of sources or contexts");
    }
    for (PlicState.Context context : state.contexts()) {
      boolean known =
          (context.enabledLow() & ~sources.existing(0)) == 0
              && (context.enabledHigh() & ~sources.existing(1)) == 0;
      if (!known) {
        throw PlicState.bad("a source that does not exist is enabled");
      }
    }
  }
}
