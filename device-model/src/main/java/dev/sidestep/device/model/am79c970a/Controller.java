package dev.sidestep.device.model.am79c970a;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.device.spec.am79c970a.Csr;
import dev.sidestep.device.spec.am79c970a.Csr0;
import dev.sidestep.device.spec.am79c970a.Csr4;
import dev.sidestep.device.spec.am79c970a.Csr5;
import dev.sidestep.device.spec.am79c970a.Mode;

/**
 * Initialization, start, stop, suspension, polling, and what a failure of the bus does.
 *
 * <p>Datasheet: CSR0, CSR5, Suspend, Master Abort.
 */
final class Controller {
  /** A clock of 33 MHz. */
  private static final long CLOCK_NANOS = 30;

  private static final int POLL_CLOCKS = 0x1_0000;

  private final Registers registers;
  private final Bus bus;
  private final Interrupts interrupts;
  private final Transmitter transmitter;
  private final InitializationBlock block;
  private final EventScheduler scheduler;
  private final EventScheduler.Event poll;

  /** The initialization block is to be read as soon as the bus is granted. */
  private boolean blockPending;

  Controller(
      Registers registers,
      Bus bus,
      Interrupts interrupts,
      Transmitter transmitter,
      InitializationBlock block,
      EventScheduler scheduler) {
    this.registers = registers;
    this.bus = bus;
    this.interrupts = interrupts;
    this.transmitter = transmitter;
    this.block = block;
    this.scheduler = scheduler;
    this.poll = scheduler.newEvent(this::pollDue);
  }

  /** STOP wins; INIT comes before STRT. */
  void writeStatus(int value) {
    if ((value & Csr0.STOP) != 0) {
      stop();
      return;
    }
    int before = registers.csr(Csr.STATUS);
    int kept = before & ~(value & Csr0.CAUSES) & ~Csr0.IENA | value & Csr0.IENA;
    int orders = value & (Csr0.INIT | Csr0.STRT);
    int now = kept | orders;
    registers.setCsr(Csr.STATUS, orders == 0 ? now : now & ~Csr0.STOP);
    if ((orders & ~before & Csr0.INIT) != 0) {
      initialize();
    }
    startIfOrdered();
    interrupts.update();
    if ((value & Csr0.TDMD) != 0) {
      transmit();
    }
  }

  private void initialize() {
    blockPending = !bus.isGranted();
    if (!blockPending && block.load()) {
      interrupts.raise(Csr0.IDON);
    }
    checkBus();
  }

  private boolean isOn() {
    return registers.hasCsr(Csr.STATUS, Csr0.TXON | Csr0.RXON);
  }

  private void startIfOrdered() {
    if (!registers.hasCsr(Csr.STATUS, Csr0.STRT) || isOn() || blockPending) {
      return;
    }
    int mode = registers.csr(Csr.MODE);
    int on = ((mode & Mode.DTX) == 0 ? Csr0.TXON : 0) | ((mode & Mode.DRX) == 0 ? Csr0.RXON : 0);
    registers.setCsr(Csr.STATUS, registers.csr(Csr.STATUS) | on);
    armPoll();
    transmit();
  }

  /** The chip may master the bus from now on. */
  void busGranted() {
    if (blockPending) {
      initialize();
      startIfOrdered();
    }
    transmit();
  }

  /** Everything ends; CSR0 is as after a reset, and what else says so in its description. */
  void stop() {
    transmitter.stop();
    poll.cancel();
    blockPending = false;
    registers.setCsr(Csr.STATUS, Csr0.STOP);
    registers.setCsr(Csr.FEATURES, registers.csr(Csr.FEATURES) & ~Csr4.CAUSES);
    registers.setCsr(Csr.EXTENDED, registers.csr(Csr.EXTENDED) & ~(Csr5.CAUSES | Csr5.SPND));
    interrupts.update();
  }

  boolean isStopped() {
    return registers.hasCsr(Csr.STATUS, Csr0.STOP);
  }

  /** True if the chip is asked to begin nothing new. */
  boolean isSuspending() {
    return registers.hasCsr(Csr.EXTENDED, Csr5.SPND);
  }

  /** True if everything has come to rest. */
  boolean isSuspended() {
    return isSuspending() && !transmitter.isSending();
  }

  /** True if registers of the second kind can be written. */
  boolean isAccessible() {
    return isStopped() || isSuspended();
  }

  /** Looks at the transmit ring. */
  void transmit() {
    transmitter.poll();
    checkBus();
  }

  /** The end of a step that may have used the bus: after a master abort, all is stopped. */
  void checkBus() {
    if (bus.takeFailure()) {
      stop();
      interrupts.raiseSystem();
    }
  }

  private void pollDue() {
    armPoll();
    transmit();
  }

  /** CSR47: the longer the nearer to zero. */
  void armPoll() {
    boolean polls =
        registers.hasCsr(Csr.STATUS, Csr0.TXON) && !registers.hasCsr(Csr.FEATURES, Csr4.DPOLL);
    if (polls) {
      poll.scheduleIn((POLL_CLOCKS - registers.csr(Csr.POLLINT)) * CLOCK_NANOS);
    } else {
      poll.cancel();
    }
  }

  /**
   * What goes on besides registers.
   *
   * @param pollNanos to the next look at the ring, or {@link EventScheduler#NEVER}
   */
  record State(long pollNanos, boolean blockPending) {}

  State state() {
    long remaining =
        poll.isScheduled() ? poll.deadline() - scheduler.clock().nanos() : EventScheduler.NEVER;
    return new State(remaining, blockPending);
  }

  void restore(State state) {
    poll.cancel();
    blockPending = state.blockPending();
    if (state.pollNanos() != EventScheduler.NEVER) {
      poll.scheduleIn(Math.max(0, state.pollNanos()));
    }
  }
}
