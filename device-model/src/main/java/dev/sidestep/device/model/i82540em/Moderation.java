package dev.sidestep.device.model.i82540em;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.device.spec.i82540em.Delay;
import java.util.function.IntSupplier;

/**
 * The two delay timers of a queue's interrupt. The packet timer starts anew with every packet, the
 * absolute timer with the first one after an interrupt; whichever runs out first interrupts for
 * both. A packet delay of 0 is no delay, an absolute delay of 0 is no absolute timer.
 *
 * <p>Datasheet: SDM 3.2.7.1, 3.4.3.1, 13.4.30, 13.4.31, 13.4.41, 13.4.44.
 */
final class Moderation {
  private final IntSupplier packetDelay;
  private final IntSupplier absoluteDelay;
  private final Runnable interrupt;
  private final ChipTimer packetTimer;
  private final ChipTimer absoluteTimer;

  /** Timers that are loaded from two registers and run {@code interrupt}. */
  Moderation(
      EventScheduler scheduler,
      IntSupplier packetDelay,
      IntSupplier absoluteDelay,
      Runnable interrupt) {
    this.packetDelay = packetDelay;
    this.absoluteDelay = absoluteDelay;
    this.interrupt = interrupt;
    this.packetTimer = new ChipTimer(scheduler, this::expire);
    this.absoluteTimer = new ChipTimer(scheduler, this::expire);
  }

  /** A packet wants an interrupt when the timers say. */
  void delay() {
    int delay = packetDelay.getAsInt() & Delay.DELAY;
    if (delay == 0) {
      expire();
      return;
    }
    packetTimer.startIn((long) delay * Delay.UNIT_NANOS);
    int absolute = absoluteDelay.getAsInt() & Delay.DELAY;
    if (absolute != 0 && !absoluteTimer.isRunning()) {
      absoluteTimer.startIn((long) absolute * Delay.UNIT_NANOS);
    }
  }

  /** Interrupts now, for all packets that have waited. */
  void expire() {
    stop();
    interrupt.run();
  }

  /** Forgets the packets that wait. */
  void stop() {
    packetTimer.stop();
    absoluteTimer.stop();
  }

  /** Nanoseconds that each timer has to go. */
  record State(long packetNanos, long absoluteNanos) {}

  State state() {
    return new State(packetTimer.remaining(), absoluteTimer.remaining());
  }

  void restore(State state) {
    packetTimer.restore(state.packetNanos);
    absoluteTimer.restore(state.absoluteNanos);
  }
}
