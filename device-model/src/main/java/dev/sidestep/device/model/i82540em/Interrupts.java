package dev.sidestep.device.model.i82540em;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.base.InterruptLine;
import dev.sidestep.device.spec.i82540em.Delay;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Icr;

/**
 * Causes, their mask, and the interrupt pin. The pin is active while an enabled cause is set; ITR
 * keeps it inactive until the interval since it last became active is over.
 *
 * <p>Datasheet: SDM 13.4.17 to 13.4.21.
 */
final class Interrupts implements Causes {
  private final RegisterFile registers;
  private final InterruptLine line;
  private final Moderation receive;
  private final Moderation transmit;
  private final ChipTimer throttle;
  private boolean asserted;

  Interrupts(EventScheduler scheduler, RegisterFile registers, InterruptLine line) {
    this.registers = registers;
    this.line = line;
    this.throttle = new ChipTimer(scheduler, this::updateLine);
    this.receive =
        new Moderation(
            scheduler,
            () -> registers.get(I82540emRegisters.RDTR),
            () -> registers.get(I82540emRegisters.RADV),
            () -> set(Icr.RXT0));
    this.transmit =
        new Moderation(
            scheduler,
            () -> registers.get(I82540emRegisters.TIDV),
            () -> registers.get(I82540emRegisters.TADV),
            () -> set(Icr.TXDW));
  }

  @Override
  public void raise(int causes) {
    if ((causes & Icr.SRPD) != 0) {
      // 3.2.7.1.2: a small packet's interrupt stands for the receive timers'.
      receive.stop();
    }
    set(causes);
  }

  @Override
  public void transmitted(boolean delayed) {
    if (delayed) {
      transmit.delay();
    } else {
      transmit.expire();
    }
  }

  @Override
  public void received() {
    receive.delay();
  }

  private void set(int causes) {
    registers.setBits(I82540emRegisters.ICR, causes & Icr.ALL, true);
    updateLine();
  }

  /** 13.4.17: a read acknowledges everything, enabled or not. */
  int readIcr() {
    int causes = registers.get(I82540emRegisters.ICR);
    writeIcr(causes);
    return causes;
  }

  void writeIcr(int value) {
    registers.setBits(I82540emRegisters.ICR, value, false);
    updateLine();
  }

  void writeIms(int value) {
    registers.setBits(I82540emRegisters.IMS, value & Icr.ALL, true);
    updateLine();
  }

  void writeImc(int value) {
    registers.setBits(I82540emRegisters.IMS, value, false);
    updateLine();
  }

  /** An interval that is running goes on, but 0 ends it: that disables the throttle. */
  void writeItr(int value) {
    registers.set(I82540emRegisters.ITR, value & Delay.DELAY);
    if ((value & Delay.DELAY) == 0) {
      throttle.stop();
    }
    updateLine();
  }

  /** FPD expires the receive timers at once and reads as 0. */
  void writeRdtr(int value) {
    registers.set(I82540emRegisters.RDTR, value & Delay.DELAY);
    if ((value & Delay.FPD) != 0) {
      receive.expire();
    }
  }

  private void updateLine() {
    boolean pending = registers.isSet(I82540emRegisters.ICR, registers.get(I82540emRegisters.IMS));
    if (!pending) {
      asserted = false;
    } else if (!asserted && !throttle.isRunning()) {
      asserted = true;
      startInterval();
    }
    line.set(asserted);
  }

  private void startInterval() {
    int interval = registers.get(I82540emRegisters.ITR);
    if (interval != 0) {
      throttle.startIn((long) interval * Delay.ITR_UNIT_NANOS);
    }
  }

  /** The registers are reset already; so is what is behind them. */
  void reset() {
    receive.stop();
    transmit.stop();
    throttle.stop();
    updateLine();
  }

  /**
   * What is not in a register.
   *
   * @param asserted the pin is active
   * @param throttleNanos until the interval of ITR is over
   */
  record State(
      boolean asserted, long throttleNanos, Moderation.State receive, Moderation.State transmit) {}

  State state() {
    return new State(asserted, throttle.remaining(), receive.state(), transmit.state());
  }

  /** Drives the pin as well. */
  void restore(State state) {
    asserted = state.asserted;
    throttle.restore(state.throttleNanos);
    receive.restore(state.receive);
    transmit.restore(state.transmit);
    line.set(asserted);
  }
}
