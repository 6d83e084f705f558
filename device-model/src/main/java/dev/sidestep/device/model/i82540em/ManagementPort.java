package dev.sidestep.device.model.i82540em;

import dev.sidestep.base.Bits;
import dev.sidestep.base.EventScheduler;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Icr;
import dev.sidestep.device.spec.i82540em.Mdic;

/**
 * MDIC: one access to a PHY register at a time. A write with R at 0 begins one; the PHY is read or
 * written when it ends. A write during an access, or with R at 1, is ignored. Datasheet: SDM
 * 13.4.7.
 */
final class ManagementPort {
  /** 64 bits of frame and preamble at 1 MHz. */
  private static final long ACCESS_NANOS = 64_000;

  private static final int NO_ANSWER = 0xffff;

  private final RegisterFile registers;
  private final Phy phy;
  private final Causes causes;
  private final ChipTiming timing;
  private final ChipTimer timer;

  ManagementPort(
      EventScheduler scheduler, RegisterFile registers, Phy phy, Causes causes, ChipTiming timing) {
    this.registers = registers;
    this.phy = phy;
    this.causes = causes;
    this.timing = timing;
    this.timer = new ChipTimer(scheduler, this::finish);
  }

  void write(int value) {
    if (!timer.isRunning() && !Bits.isSet(value, Mdic.R)) {
      registers.set(
          I82540emRegisters.MDIC,
          value & (Mdic.DATA | Mdic.REGADD | Mdic.PHYADD | Mdic.OP | Mdic.I));
      timer.startIn(timing.nanos(ACCESS_NANOS));
    }
  }

  private void finish() {
    int command = registers.get(I82540emRegisters.MDIC);
    registers.set(I82540emRegisters.MDIC, access(command) | Mdic.R);
    if (Bits.isSet(command, Mdic.I)) {
      causes.raise(Icr.MDAC);
    }
  }

  private int access(int command) {
    int register = (command & Mdic.REGADD) >>> Mdic.REGADD_SHIFT;
    boolean present =
        phy.answers() && (command & Mdic.PHYADD) >>> Mdic.PHYADD_SHIFT == Mdic.INTERNAL_PHY;
    return switch (command & Mdic.OP) {
      case Mdic.OP_READ ->
          present ? command & ~Mdic.DATA | phy.read(register) : command | NO_ANSWER | Mdic.E;
      case Mdic.OP_WRITE -> {
        if (present) {
          phy.write(register, command & Mdic.DATA);
        }
        yield Bits.with(command, Mdic.E, !present);
      }
      default -> command | Mdic.E;
    };
  }

  /** A reset of the chip ends an access before its time; the PHY sees nothing of it. */
  void reset() {
    timer.stop();
  }

  /** Nanoseconds until the access ends. */
  long state() {
    return timer.remaining();
  }

  void restore(long remainingNanos) {
    timer.restore(remainingNanos);
  }
}
