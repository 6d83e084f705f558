package dev.sidestep.device.model.i82540em;

import dev.sidestep.base.Bits;
import dev.sidestep.base.EventScheduler;
import dev.sidestep.device.model.EthernetOutlet;
import dev.sidestep.device.model.EthernetOutlet.LinkPartner;
import dev.sidestep.device.spec.i82540em.Ana;
import dev.sidestep.device.spec.i82540em.Gcon;
import dev.sidestep.device.spec.i82540em.Pctrl;

/**
 * How a link comes up: by auto-negotiation with the one rate that the partner offers, or with a
 * speed that is set. A partner that offers nothing that is offered here gets no link. What is
 * written to the registers while a link is up counts from the next start.
 */
final class Negotiation {
  /** The speed 1000 Mbit/s; 10 is 0 and 100 is 1. */
  static final int GIGABIT = 2;

  private static final int NO_SPEED = -1;
  private static final long[] BITS_PER_SECOND = {10_000_000, 100_000_000, 1_000_000_000};
  private static final long NEGOTIATION_NANOS = 2_000_000_000L;
  private static final long SYNCHRONISATION_NANOS = 100_000_000L;

  private final EthernetOutlet cable;
  private final ChipTiming timing;
  private final Runnable changed;
  private final ChipTimer timer;
  private LinkPartner partner = LinkPartner.ABSENT;
  private int control = Pctrl.POWER_DOWN;
  private int offeredSpeeds;
  private int speed = GIGABIT;
  private boolean fullDuplex = true;
  private boolean up;

  /** No link, and no attempt at one; {@code changed} runs when it goes up or down. */
  Negotiation(EventScheduler scheduler, EthernetOutlet cable, ChipTiming timing, Runnable changed) {
    this.cable = cable;
    this.timing = timing;
    this.changed = changed;
    this.timer = new ChipTimer(scheduler, this::comeUp);
  }

  boolean isUp() {
    return up;
  }

  int speed() {
    return speed;
  }

  boolean isFullDuplex() {
    return fullDuplex;
  }

  /** True if the link was negotiated. */
  boolean isDone() {
    return up && isAutomatic();
  }

  private boolean isAutomatic() {
    return Bits.isSet(control, Pctrl.AUTO) && !isLoopback();
  }

  private boolean isLoopback() {
    return Bits.isSet(control, Pctrl.LOOPBACK);
  }

  /** What the partner has told, as in LPA. */
  int partnerAbilities() {
    int abilities = Ana.SELECTOR | Ana.ACKNOWLEDGE;
    abilities = Bits.with(abilities, Ana.PAUSE, partner.pause());
    abilities = Bits.with(abilities, Ana.FULL_10, partnerSpeed() == 0);
    return Bits.with(abilities, Ana.FULL_100, partnerSpeed() == 1);
  }

  private int partnerSpeed() {
    for (int candidate = 0; candidate < BITS_PER_SECOND.length; candidate++) {
      if (partner.present() && partner.bitsPerSecond() == BITS_PER_SECOND[candidate]) {
        return candidate;
      }
    }
    return NO_SPEED;
  }

  /** Drops the link, if any, and tries to get one by what the three registers say. */
  void start(int pctrl, int ana, int gcon) {
    control = pctrl;
    offeredSpeeds =
        (Bits.isSet(ana, Ana.FULL_10) ? 1 : 0)
            | (Bits.isSet(ana, Ana.FULL_100) ? 1 << 1 : 0)
            | (Bits.isSet(gcon, Gcon.FULL_1000) ? 1 << GIGABIT : 0);
    tryAnew();
  }

  /** Drops the link, if any, and stays without. */
  void stop() {
    control = Pctrl.POWER_DOWN;
    tryAnew();
  }

  /** Looks at the far end of the cable again. */
  void partnerChanged() {
    if (!partner.equals(cable.partner())) {
      tryAnew();
    }
  }

  private void tryAnew() {
    partner = cable.partner();
    timer.stop();
    setUp(false);
    if (isLoopback()) {
      comeUp();
    } else if (isPossible()) {
      timer.startIn(timing.nanos(isAutomatic() ? NEGOTIATION_NANOS : SYNCHRONISATION_NANOS));
    }
  }

  private boolean isPossible() {
    int found = partnerSpeed();
    if (found == NO_SPEED || Bits.isSet(control, Pctrl.POWER_DOWN)) {
      return false;
    }
    return isAutomatic() ? Bits.isSet(offeredSpeeds, 1L << found) : found == forcedSpeed();
  }

  private int forcedSpeed() {
    if (Bits.isSet(control, Pctrl.SPEED_1000)) {
      return GIGABIT;
    }
    return Bits.isSet(control, Pctrl.SPEED_100) ? 1 : 0;
  }

  private void comeUp() {
    speed = isAutomatic() ? partnerSpeed() : forcedSpeed();
    fullDuplex = isAutomatic() || Bits.isSet(control, Pctrl.DUPLEX);
    setUp(true);
  }

  private void setUp(boolean now) {
    if (up != now) {
      up = now;
      changed.run();
    }
  }

  /**
   * Everything it knows.
   *
   * @param remainingNanos until the link is up
   */
  record State(LinkPartner partner, Settings settings, boolean up, long remainingNanos) {}

  /** What it was started with, and what came out of it the last time. */
  record Settings(int control, int offeredSpeeds, int speed, boolean fullDuplex) {}

  State state() {
    return new State(
        partner, new Settings(control, offeredSpeeds, speed, fullDuplex), up, timer.remaining());
  }

  void restore(State state) {
    partner = state.partner;
    control = state.settings.control;
    offeredSpeeds = state.settings.offeredSpeeds;
    speed = state.settings.speed;
    fullDuplex = state.settings.fullDuplex;
    up = state.up;
    timer.restore(state.remainingNanos);
  }
}
