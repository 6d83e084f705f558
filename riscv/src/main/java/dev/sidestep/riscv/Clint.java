package dev.sidestep.riscv;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.base.Failure;
import dev.sidestep.base.Failure.Reason;
import dev.sidestep.base.InterruptLine;
import dev.sidestep.base.RegisterWindow;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * The core-local interruptor: software interrupts and the machine timer, laid out as on SiFive
 * chips ({@code msip} at 0, {@code mtimecmp} at 0x4000, {@code mtime} at 0xbff8).
 *
 * <p>Accesses are of 4 or 8 bytes and aligned; any other, and whatever does not exist, reads as 0
 * and ignores writes. {@code mtime} can be written. {@code mtimecmp} starts at all ones, so that no
 * timer interrupt is pending. Not thread-safe; guarded by the owner's lock, which must also be held
 * while the scheduler runs its events. {@link #mtime} is the exception, once the clock runs.
 *
 * @riscv priv 3.2.1 (mtime and mtimecmp)
 */
public final class Clint implements RegisterWindow {
  /** Bytes of the register window. */
  public static final long SIZE_BYTES = 0x1_0000;

  /** Largest number of harts: the {@code msip} array ends where {@code mtimecmp} begins. */
  public static final int MAX_HARTS = 4095;

  private static final int MSIP = 0;
  private static final int MTIMECMP = 0x4000;
  private static final int MTIME = 0xbff8;
  private static final long LOW_WORD = 0xffff_ffffL;

  /** The wires to the harts. */
  public interface Wires {
    /** The machine software interrupt, {@code mip.MSIP}, of {@code hart}. */
    InterruptLine msip(int hart);

    /** The machine timer interrupt, {@code mip.MTIP}, of {@code hart}. */
    InterruptLine mtip(int hart);
  }

  private final LongSupplier ticks;
  private final List<ClintHart> harts;
  private volatile long offsetTicks;

  /**
   * A unit after reset.
   *
   * @param hartCount 1..{@link #MAX_HARTS}
   * @param ticks what {@code mtime} counts, from power-on; never goes back
   * @param nanosPerTick guest nanoseconds from one tick to the next
   * @param scheduler where timers wait; runs in guest time, like {@code ticks}
   */
  public Clint(
      int hartCount, Wires wires, LongSupplier ticks, int nanosPerTick, EventScheduler scheduler) {
    if (hartCount < 1 || hartCount > MAX_HARTS || nanosPerTick < 1) {
      throw new IllegalArgumentException("A CLINT has 1..4095 harts and a tick of 1 ns or more.");
    }
    this.ticks = ticks;
    this.harts =
        IntStream.range(0, hartCount)
            .mapToObj(hart ->
                new ClintHart(this, nanosPerTick, scheduler, wires.msip(hart), wires.mtip(hart)))
            .toList();
  }

  /** Offset of {@code msip} of {@code hart}. */
  public static long msipOffset(int hart) {
    return MSIP + 4L * hart;
  }

  /** Offset of {@code mtimecmp} of {@code hart}. */
  public static long mtimecmpOffset(int hart) {
    return MTIMECMP + 8L * hart;
  }

  /** Offset of {@code mtime}. */
  public static long mtimeOffset() {
    return MTIME;
  }

  /** What {@code mtime} reads now; also the value of a hart's {@code time} CSR. Any thread. */
  public long mtime() {
    return ticks.getAsLong() + offsetTicks;
  }

  @Override
  public long read(long offset, int width) {
    if (!isDecoded(offset, width)) {
      return 0;
    }
    long doubleWord = readDoubleWord((int) offset & ~7);
    return width == 8 ? doubleWord : (doubleWord >>> (8 * (offset & 4))) & LOW_WORD;
  }

  @Override
  public void write(long offset, int width, long value) {
    if (!isDecoded(offset, width)) {
      return;
    }
    if (offset < MTIMECMP) {
      writeMsip((int) (offset - MSIP) / 4, width, value);
    } else {
      writeTime((int) offset & ~7, width == 8 ? value : merge(offset, value));
    }
  }

  private static boolean isDecoded(long offset, int width) {
    boolean widthExists = width == 4 || width == 8;
    return widthExists && (offset & (width - 1)) == 0 && offset >= 0 && offset < SIZE_BYTES;
  }

  /** The double word around {@code offset} with one of its halves replaced. */
  private long merge(long offset, long half) {
    int shift = (int) (8 * (offset & 4));
    long other = readDoubleWord((int) offset & ~7) & ~(LOW_WORD << shift);
    return other | ((half & LOW_WORD) << shift);
  }

  private long readDoubleWord(int offset) {
    if (offset < MTIMECMP) {
      int hart = (offset - MSIP) / 4;
      return msip(hart) | (msip(hart + 1) << 32);
    }
    int hart = (offset - MTIMECMP) / 8;
    return offset == MTIME ? mtime() : hart < harts.size() ? harts.get(hart).mtimecmp() : 0;
  }

  private long msip(int hart) {
    return hart < harts.size() && harts.get(hart).isSoftwarePending() ? 1 : 0;
  }

  private void writeMsip(int firstHart, int width, long value) {
    for (int word = 0; word < width / 4 && firstHart + word < harts.size(); word++) {
      harts.get(firstHart + word).setSoftwarePending(((value >>> (32 * word)) & 1) != 0);
    }
  }

  private void writeTime(int offset, long value) {
    int hart = (offset - MTIMECMP) / 8;
    if (offset == MTIME) {
      setMtime(value);
    } else if (hart < harts.size()) {
      harts.get(hart).setMtimecmp(value);
    }
  }

  private void setMtime(long value) {
    offsetTicks = value - ticks.getAsLong();
    harts.forEach(ClintHart::updateTimer);
  }

  /** What {@link #restore} needs to continue from here. */
  public ClintState state() {
    return new ClintState(
        mtime(),
        harts.stream()
            .map(hart -> new ClintState.HartTimer(hart.isSoftwarePending(), hart.mtimecmp()))
            .toList());
  }

  /**
   * Continues from {@code state}, with {@code mtime} going on from where it was, and drives all
   * wires. Throws {@link Failure} BAD_INPUT if it comes from a unit with another number of harts.
   */
  public void restore(ClintState state) {
    if (state.harts().size() != harts.size()) {
      throw new Failure(
          Reason.BAD_INPUT,
          "The saved timer state has %d harts and this machine has %d; start one of the same shape."
              .formatted(state.harts().size(), harts.size()));
    }
    setMtime(state.mtime());
    for (int hart = 0; hart < harts.size(); hart++) {
      harts.get(hart).setSoftwarePending(state.harts().get(hart).softwarePending());
      harts.get(hart).setMtimecmp(state.harts().get(hart).mtimecmp());
    }
  }
}
