package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Rctl;
import dev.sidestep.device.spec.i82540em.StatisticsRegisters;
import dev.sidestep.device.spec.i82540em.Tctl;
import dev.sidestep.platform.GuestTimer;
import dev.sidestep.vmm.BlockingPolicy;
import dev.sidestep.vmm.Direction;
import dev.sidestep.vmm.Switch;
import dev.sidestep.vmm.SwitchPolicies;
import dev.sidestep.vmm.SwitchReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One switch of a card under traffic, and a guest that stops its card after a number of its own
 * steps. The same every time up to there.
 *
 * <p>Brackets wait for a while, as on a machine with busy vCPUs, so that the guest has some steps
 * before them.
 */
final class InterruptedSwitch {
  /** Between the two halves of a packet. */
  private static final int LEAD = 100;

  private static final int BRACKET_WAITS = 3;
  private static final long TICK_NANOS = 5_000;
  private static final int LONGEST = 20_000;
  private static final int FRAMES_AFTER = 20;
  private static final int LINK_PATIENCE = 5_000;

  /** As in {@link CardEquivalenceTest}. */
  private static final Set<Integer> COUNTERS_OF_PAUSE_OR_TIME =
      Set.of(
          StatisticsRegisters.XOFFTXC,
          StatisticsRegisters.XONTXC,
          StatisticsRegisters.TOTL,
          StatisticsRegisters.TOTH,
          StatisticsRegisters.TPT,
          StatisticsRegisters.RNBC);

  /** What is switched, and how. */
  enum Plan {
    VIRTUALIZE(Direction.VIRTUALIZE, new BlockingPolicy.Busy()),
    DEVIRTUALIZE_BUSY(Direction.DEVIRTUALIZE, new BlockingPolicy.Busy()),
    DEVIRTUALIZE_HOLDING(Direction.DEVIRTUALIZE, new BlockingPolicy.HoldGuest()),
    DEVIRTUALIZE_LOGGING(Direction.DEVIRTUALIZE, new BlockingPolicy.LogAndReplay()),
    /** The twin. */
    NOTHING(Direction.VIRTUALIZE, new BlockingPolicy.Busy());

    private final Direction direction;
    private final BlockingPolicy blocking;

    Plan(Direction direction, BlockingPolicy blocking) {
      this.direction = direction;
      this.blocking = blocking;
    }

    Direction direction() {
      return direction;
    }
  }

  /** What the guest can be shown of a card. */
  record Registers(I82540emMode mode, List<Integer> others) {}

  private final Plan plan;
  final CardRig rig = CardRig.slow(true);
  final MonitoredCard card = new MonitoredCard(rig);
  final SteppedCardGuest traffic = new SteppedCardGuest(rig, card.guest);
  private final GuestTimer tick;
  private int bracketWaited;

  /** The switch, once asked for. */
  final List<Switch> asked = new ArrayList<>();

  InterruptedSwitch(Plan plan) {
    this.plan = plan;
    tick = rig.platform.newTimer(this::tick);
    card.policies = SwitchPolicies.defaults().with(plan.blocking);
    card.guest.start();
    if (plan.direction == Direction.DEVIRTUALIZE) {
      card.virtualized();
    }
    for (int i = 0; i < LEAD; i++) {
      traffic.act();
    }
    rig.platform.delayBrackets(true);
    tick.arm(TICK_NANOS);
    ask();
  }

  private void ask() {
    switch (plan) {
      case NOTHING -> {}
      case VIRTUALIZE -> {
        card.policies = card.policies.watching(1);
        asked.add(card.vmm.virtualize(rig.device.id(), card.policies));
      }
      default -> asked.add(card.vmm.devirtualize(rig.device.id(), card.policies));
    }
  }

  /** True if there is no switch under way. */
  boolean isDone() {
    return asked.stream().allMatch(Switch::isDone);
  }

  SwitchReport report() {
    return asked.getFirst().report().join();
  }

  /** The guest's next step. */
  void act() {
    traffic.act();
  }

  /** A bracket that has waited for long enough is run. */
  private void tick() {
    tick.arm(TICK_NANOS);
    bracketWaited = rig.platform.hasBracketsWaiting() ? bracketWaited + 1 : 0;
    if (bracketWaited > BRACKET_WAITS) {
      rig.platform.delayBrackets(false);
      rig.platform.delayBrackets(true);
      bracketWaited = 0;
    }
  }

  /** So many steps of the guest. */
  InterruptedSwitch act(int steps) {
    for (int i = 0; i < steps; i++) {
      act();
    }
    return this;
  }

  /** Goes on until the switch has ended, in whatever way. */
  void finish() {
    for (int i = 0; !isDone(); i++) {
      if (i > LONGEST) {
        throw new AssertionError("The switch hangs in " + card.custody());
      }
      act();
    }
  }

  /** The numerals passed so far; the machine is of no use afterwards. */
  List<Integer> stopAndTell() {
    card.vmm.machineStopped();
    return report().numerals();
  }

  /** Time in which the guest does nothing, and the switch may go on. */
  void pause(long nanos) {
    rig.platform.advance(nanos);
  }

  // What the guest does to its card.

  /** Resets it without further ado (13.4.1). */
  void reset() {
    rig.write(I82540emRegisters.CTRL, rig.read(I82540emRegisters.CTRL) | Ctrl.RST);
  }

  /** The same, the way that Linux takes. */
  void resetByIoWindow() {
    rig.writeByIoWindow(I82540emRegisters.CTRL, rig.read(I82540emRegisters.CTRL) | Ctrl.RST);
  }

  void halvesOff() {
    rig.write(I82540emRegisters.RCTL, rig.read(I82540emRegisters.RCTL) & ~Rctl.EN);
    rig.write(I82540emRegisters.TCTL, rig.read(I82540emRegisters.TCTL) & ~Tctl.EN);
  }

  void halvesOn() {
    rig.write(I82540emRegisters.RCTL, rig.read(I82540emRegisters.RCTL) | Rctl.EN);
    rig.write(I82540emRegisters.TCTL, rig.read(I82540emRegisters.TCTL) | Tctl.EN);
  }

  /** As a driver does that is loaded anew. */
  void setUpAgain() {
    traffic.forget();
    card.guest.start();
  }

  /** Frames that the chip had been given by the cable. */
  int delivered() {
    return (int) rig.cable.counters().toChip().frames();
  }

  // Comparison.

  /** Nothing is under way any more: everything has been sent, received and reported. */
  void settle() {
    tick.disarm();
    rig.platform.delayBrackets(false);
    traffic.finishRound();
    for (int i = 0; i < LINK_PATIENCE && !rig.input.isEmpty() || i < 200; i++) {
      rig.platform.advance(100_000);
      card.guest.serveInterrupt();
    }
  }

  /** A fixed number of frames both ways; what the card shows of just these. */
  Registers exchange() {
    counters();
    for (int i = 0; i < FRAMES_AFTER; i++) {
      traffic.arrive();
      traffic.send();
    }
    settle();
    List<Integer> others = new ArrayList<>(counters());
    others.add(rig.read(I82540emRegisters.TDT) - rig.read(I82540emRegisters.TDH));
    others.add(
        rig.read(I82540emRegisters.RDT) - rig.read(I82540emRegisters.RDH)
            & CardGuest.RX_ENTRIES - 1);
    others.add(rig.read(I82540emRegisters.IMS));
    return new Registers(I82540emMode.of(rig::read), others);
  }

  private List<Integer> counters() {
    List<Integer> values = new ArrayList<>();
    for (int at = StatisticsRegisters.FIRST; at < StatisticsRegisters.END; at += 4) {
      int value = rig.read(at);
      values.add(COUNTERS_OF_PAUSE_OR_TIME.contains(at) ? 0 : value);
    }
    return values;
  }

  /** The card as a guest finds it that has reset it. */
  Registers afterReset() {
    List<Integer> others = new ArrayList<>();
    for (int offset :
        new int[] {
          I82540emRegisters.ICR,
          I82540emRegisters.IMS,
          I82540emRegisters.STATUS,
          I82540emRegisters.TDH,
          I82540emRegisters.TDT,
          I82540emRegisters.RDH,
          I82540emRegisters.RDT
        }) {
      others.add(rig.read(offset));
    }
    return new Registers(I82540emMode.of(rig::read), others);
  }
}
