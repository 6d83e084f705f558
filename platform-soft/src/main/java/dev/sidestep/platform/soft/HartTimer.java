package dev.sidestep.platform.soft;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.Hart;
import dev.sidestep.riscv.Interrupts;

/** The supervisor timer of a hart ({@code stimecmp}, extension Sstc) in guest nanoseconds. */
final class HartTimer {
  private HartTimer() {}

  /** Makes {@code mip.STIP} what it has to be at {@code nowNanos}. */
  static void update(Hart hart, long nowNanos) {
    long ticks = nowNanos / AddressMap.NANOS_PER_TICK;
    boolean due = Long.compareUnsigned(ticks, hart.csr(Csr.STIMECMP)) >= 0;
    hart.setPending(Interrupts.STIP, due);
  }

  /** When the timer will go off after {@code nowNanos}; NEVER if it has gone off, or never will. */
  static long deadlineNanos(Hart hart, long nowNanos) {
    long ticks = hart.csr(Csr.STIMECMP);
    boolean far = Long.compareUnsigned(ticks, Long.MAX_VALUE / AddressMap.NANOS_PER_TICK) > 0;
    boolean over = !far && ticks * AddressMap.NANOS_PER_TICK <= nowNanos;
    return far || over ? EventScheduler.NEVER : ticks * AddressMap.NANOS_PER_TICK;
  }
}
