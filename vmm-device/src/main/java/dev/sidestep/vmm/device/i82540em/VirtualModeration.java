package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.device.spec.i82540em.Delay;
import dev.sidestep.vmm.device.GuestTimers;

/**
 * Delays the interrupt of a queue: by a timer that each packet starts anew, and by one that runs
 * from the first packet on. Whichever ends first interrupts for both (SDM 3.2.7.1, 3.4.3.1).
 */
final class VirtualModeration {
  private final VirtualRegisters registers;
  private final int packetOffset;
  private final int absoluteOffset;
  private final Runnable interrupt;
  private final VirtualTimer packet;
  private final VirtualTimer absolute;

  /**
   * A pair of timers.
   *
   * @param packetOffset RDTR or TIDV: 0 there is no delay
   * @param absoluteOffset RADV or TADV: 0 there is no absolute timer
   */
  VirtualModeration(
      VirtualRegisters registers,
      GuestTimers timers,
      int packetOffset,
      int absoluteOffset,
      Runnable interrupt) {
    this.registers = registers;
    this.packetOffset = packetOffset;
    this.absoluteOffset = absoluteOffset;
    this.interrupt = interrupt;
    packet = new VirtualTimer(timers, this::expire);
    absolute = new VirtualTimer(timers, this::expire);
  }

  /** A packet asks for an interrupt, when the timers say. */
  void request() {
    long delay = registers.get(packetOffset) & Delay.DELAY;
    if (delay == 0) {
      expire();
      return;
    }
    packet.start(delay * Delay.UNIT_NANOS);
    long most = registers.get(absoluteOffset) & Delay.DELAY;
    if (most != 0 && !absolute.isRunning()) {
      absolute.start(most * Delay.UNIT_NANOS);
    }
  }

  /** Interrupts now. */
  void expire() {
    stop();
    interrupt.run();
  }

  /** Interrupts now if a packet waits for it. */
  void flush() {
    if (packet.isRunning()) {
      expire();
    }
  }

  void stop() {
    packet.stop();
    absolute.stop();
  }
}
