package dev.sidestep.device.model.i82540em;

import dev.sidestep.base.Bits;
import dev.sidestep.base.EventScheduler;
import dev.sidestep.device.model.EthernetOutlet;
import dev.sidestep.device.spec.i82540em.Ana;
import dev.sidestep.device.spec.i82540em.Gcon;
import dev.sidestep.device.spec.i82540em.Pctrl;
import dev.sidestep.device.spec.i82540em.PhyRegister;
import dev.sidestep.device.spec.i82540em.Pint;
import dev.sidestep.device.spec.i82540em.Psstat;
import dev.sidestep.device.spec.i82540em.Pstatus;
import java.util.Arrays;
import java.util.List;

/**
 * The PHY inside the chip, which answers as an M88E1011: its registers and what they say of the
 * link. {@link Negotiation} brings the link about.
 *
 * <p>Datasheet: SDM 11 and 13.4.7.1; IEEE 802.3 clauses 22, 28 and 40.
 */
final class Phy {
  private static final int REGISTERS = 32;
  private static final int[] DEFAULTS = defaults();

  private final Negotiation negotiation;
  private final Runnable linkChanged;
  private final Runnable interrupt;
  private final int[] registers = DEFAULTS.clone();
  private boolean held;
  private boolean linkSinceRead;

  /**
   * A PHY after power-on.
   *
   * @param cable what it is connected to
   * @param linkChanged runs when the link has gone up or down
   * @param interrupt runs when its interrupt output becomes active
   */
  Phy(
      EventScheduler scheduler,
      EthernetOutlet cable,
      ChipTiming timing,
      Runnable linkChanged,
      Runnable interrupt) {
    this.linkChanged = linkChanged;
    this.interrupt = interrupt;
    this.negotiation = new Negotiation(scheduler, cable, timing, this::linkChanged);
  }

  private static int[] defaults() {
    int[] values = new int[REGISTERS];
    values[PhyRegister.PCTRL] = Pctrl.AUTO | Pctrl.DUPLEX | Pctrl.SPEED_1000;
    values[PhyRegister.PHY_ID1] = 0x0141;
    values[PhyRegister.PHY_ID2] = 0x0c20;
    values[PhyRegister.ANA] = 0x0de1;
    values[PhyRegister.NPT] = 0x2001;
    values[PhyRegister.GCON] = 0x0e00;
    values[PhyRegister.EPSTATUS] = 0x3000;
    values[PhyRegister.PSCON] = 0x0360;
    values[PhyRegister.EPSCON1] = 0x0d60;
    return values;
  }

  /** Power has come up: everything has its default. */
  void powerOn() {
    held = false;
    resetHard();
  }

  /** CTRL.PHY_RST: while it is held in reset there is no link and no answer. */
  void hold(boolean reset) {
    if (held != reset) {
      held = reset;
      resetHard();
    }
  }

  private void resetHard() {
    System.arraycopy(DEFAULTS, 0, registers, 0, REGISTERS);
    linkSinceRead = false;
    startLink();
  }

  /** True if it answers on the management interface. */
  boolean answers() {
    return !held;
  }

  boolean isLinkUp() {
    return negotiation.isUp();
  }

  /** 10, 100 or 1000 Mbit/s as 0, 1, 2: that of the link, or of the last one. */
  int speed() {
    return negotiation.speed();
  }

  boolean isFullDuplex() {
    return negotiation.isFullDuplex();
  }

  /** What the MAC sends comes back. */
  boolean isLoopback() {
    return !held && Bits.isSet(registers[PhyRegister.PCTRL], Pctrl.LOOPBACK);
  }

  /** The level of its interrupt output. */
  boolean isInterrupting() {
    return Bits.isSet(registers[PhyRegister.PINTE], registers[PhyRegister.PINTS]);
  }

  /** The far end of the cable has changed. */
  void partnerChanged() {
    if (!held) {
      negotiation.partnerChanged();
    }
  }

  /** Reads register 0..31. */
  int read(int register) {
    return switch (register) {
      case PhyRegister.PSTATUS -> readStatus();
      case PhyRegister.LPA -> negotiation.isDone() ? negotiation.partnerAbilities() : 0;
      case PhyRegister.ANE -> 0x4 | (negotiation.isDone() ? 1 : 0);
      case PhyRegister.GSTATUS -> gigabitStatus();
      case PhyRegister.PSSTAT -> specificStatus();
      case PhyRegister.PINTS, PhyRegister.PREC -> readAndClear(register);
      default -> registers[register];
    };
  }

  private int readStatus() {
    int value = Bits.with(Pstatus.ABILITIES, Pstatus.AUTO_DONE, negotiation.isDone());
    value = Bits.with(value, Pstatus.LINK, linkSinceRead);
    linkSinceRead = isLinkUp();
    return value;
  }

  private int readAndClear(int register) {
    int value = registers[register];
    registers[register] = 0;
    return value;
  }

  private int gigabitStatus() {
    boolean gigabit = isLinkUp() && speed() == Negotiation.GIGABIT;
    return gigabit ? Gcon.PARTNER_FULL_1000 | Gcon.LOCAL_OK | Gcon.REMOTE_OK : 0;
  }

  private int specificStatus() {
    int value = speed() << Psstat.SPEED_SHIFT;
    value = Bits.with(value, Psstat.DUPLEX, isFullDuplex());
    value = Bits.with(value, Psstat.RESOLVED | Psstat.LINK, isLinkUp());
    int both = registers[PhyRegister.ANA] & negotiation.partnerAbilities();
    return Bits.with(value, Psstat.PAUSE, negotiation.isDone() && Bits.isSet(both, Ana.PAUSE));
  }

  /** Writes register 0..31; those that are only read ignore it. */
  void write(int register, int value) {
    switch (register) {
      case PhyRegister.PCTRL -> writeControl(value);
      case PhyRegister.PINTE -> writeInterruptEnable(value);
      case PhyRegister.PSTATUS,
          PhyRegister.PHY_ID1,
          PhyRegister.PHY_ID2,
          PhyRegister.LPA,
          PhyRegister.ANE,
          PhyRegister.LPN,
          PhyRegister.GSTATUS,
          PhyRegister.EPSTATUS,
          PhyRegister.PSSTAT,
          PhyRegister.PINTS,
          PhyRegister.PREC -> {}
      default -> registers[register] = value;
    }
  }

  /** A reset keeps what was written (13.4.7.1.1), and so begins the link anew like RESTART. */
  private void writeControl(int value) {
    int stored = value & ~(Pctrl.RESET | Pctrl.RESTART);
    boolean changed = stored != registers[PhyRegister.PCTRL];
    registers[PhyRegister.PCTRL] = stored;
    if (changed || stored != value) {
      startLink();
    }
  }

  private void startLink() {
    if (held || Bits.isSet(registers[PhyRegister.PCTRL], Pctrl.POWER_DOWN)) {
      negotiation.stop();
    } else {
      negotiation.start(
          registers[PhyRegister.PCTRL], registers[PhyRegister.ANA], registers[PhyRegister.GCON]);
    }
  }

  private void writeInterruptEnable(int value) {
    boolean before = isInterrupting();
    registers[PhyRegister.PINTE] = value;
    noticeInterrupt(before);
  }

  private void linkChanged() {
    linkSinceRead &= isLinkUp();
    boolean before = isInterrupting();
    registers[PhyRegister.PINTS] |= Pint.LINK | (negotiation.isDone() ? Pint.AUTO_DONE : 0);
    noticeInterrupt(before);
    linkChanged.run();
  }

  private void noticeInterrupt(boolean before) {
    if (!before && isInterrupting()) {
      interrupt.run();
    }
  }

  /** Everything it knows. */
  record State(
      List<Integer> registers, boolean held, boolean linkSinceRead, Negotiation.State link) {}

  State state() {
    return new State(
        Arrays.stream(registers).boxed().toList(), held, linkSinceRead, negotiation.state());
  }

  void restore(State state) {
    for (int index = 0; index < REGISTERS; index++) {
      registers[index] = state.registers.get(index);
    }
    held = state.held;
    linkSinceRead = state.linkSinceRead;
    negotiation.restore(state.link);
  }
}
