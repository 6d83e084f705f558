package dev.sidestep.vmm.device.uart16550;

import dev.sidestep.device.spec.uart16550.LineSettings;
import dev.sidestep.device.spec.uart16550.Uart16550Registers;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Fcr;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Ier;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Iir;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Lcr;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Lsr;
import dev.sidestep.platform.GuestTimer;
import dev.sidestep.platform.MmioAccess;
import dev.sidestep.platform.PhysicalDevice;
import dev.sidestep.vmm.ModePolicy;
import dev.sidestep.vmm.Provenance;
import dev.sidestep.vmm.VmmDriver;
import dev.sidestep.vmm.device.GuestTimers;
import dev.sidestep.vmm.device.SerialIo;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;

/**
 * The monitor's driver of a 16550A.
 *
 * <p>It uses the device's interrupts (IER), or polls it. The guest's line and modem settings are
 * the device's at all times, unless the driver prefers a line of its own.
 *
 * <p>Datasheet: PC16550D 8.0.
 */
public final class Uart16550Driver implements VmmDriver<SerialIo, Uart16550Handover> {
  /** More reasons for one interrupt than a working device can have. */
  private static final int MOST_REASONS = 64;

  private static final long POLL_NANOS = 100_000;

  private final PhysicalDevice device;
  private final Uart16550Chip chip;
  private final Uart16550Preference preference;
  private final GuestTimer poll;
  private final ArrayDeque<Integer> queue = new ArrayDeque<>();
  private Consumer<? super SerialIo> virtualDevice = io -> {};

  /** The guest's FCR as seen last, and whether it can have changed since. */
  private int lastFcr;

  private Provenance lastFcrProvenance = Provenance.UNKNOWN;
  private boolean ownsLine;
  private boolean ownsTrigger;
  private boolean polls;
  private boolean expectsGuestInterrupt;
  private boolean watchesModem;
  private boolean paused;

  /** Characters that the virtual receiver takes. */
  private int room;

  /** Characters that the transmitter takes for certain, and whether it has said to be empty. */
  private int credit;

  private boolean holdingEmpty;

  /** A driver of {@code device}, which it does not touch before it is told to. */
  public Uart16550Driver(
      PhysicalDevice device, Uart16550Preference preference, GuestTimers timers) {
    this.device = device;
    this.preference = preference;
    chip = new Uart16550Chip(device.registers());
    poll = timers.newTimer(this::poll);
  }

  @Override
  public String interfaceName() {
    return Uart16550Registers.TABLE.device();
  }

  @Override
  public void connect(Consumer<? super SerialIo> newVirtualDevice) {
    virtualDevice = newVirtualDevice;
  }

  // Observed.

  @Override
  public void observed(MmioAccess access, long offset) {
    if (access.isStore() && offset == Uart16550Registers.FCR) {
      noteFcr((int) access.value());
    }
  }

  private void noteFcr(int value) {
    if ((value & Fcr.ENABLE) != 0) {
      lastFcr = value & Fcr.STORED;
      lastFcrProvenance = Provenance.OBSERVED;
    } else {
      lastFcr &= ~Fcr.ENABLE;
    }
  }

  @Override
  public String startState() {
    return Uart16550StateMachine.stateFor(chip.readLcr(), lastFcr);
  }

  @Override
  public boolean knowsSequenceState() {
    return true;
  }

  @Override
  public String objection(ModePolicy policy) {
    chip.readMode();
    LineSettings found = chip.mode().line();
    boolean suits =
        !(policy instanceof ModePolicy.MatchByDesign)
            || !preference.hasLine()
            || preference.line().equals(found);
    return suits
        ? ""
        : "The monitor's driver was designed for %s and the guest uses %s."
            .formatted(preference.line(), found);
  }

  // Adoption (218).

  /** Takes everything out of the chip that cannot stay in it, in an order that loses nothing. */
  @Override
  public Uart16550Handover adopt(ModePolicy policy) {
    // 1. What can be read without side effect (8.1, 8.3, 8.7, 8.8, 8.10).
    chip.readMode();
    Uart16550Mode found = chip.mode();
    // 2. With only these two enabled, IIR tells of a time-out (8.6); ETBEI stays as it is, because
    //    a change would raise its interrupt (8.7).
    int etbei = found.ier() & Ier.ETBEI;
    chip.writeIer(etbei | Ier.ERBFI);
    int iir = chip.readIir();
    boolean timedOut = (iir & Iir.SOURCE) == Iir.TIME_OUT;
    boolean owed = (iir & Iir.SOURCE) == Iir.THR_EMPTY;
    Provenance fcrProvenance = identifyFcr((iir & Iir.FIFOS_ENABLED) != 0);
    // 3. Characters, each with its errors: LSR before RBR (8.4).
    ArrayDeque<Integer> characters = new ArrayDeque<>();
    int lsr = chip.readLsr();
    int shown = (lsr & Lsr.OE) | chip.takeTopErrors();
    while ((lsr & Lsr.DR) != 0 && characters.size() < Uart16550Registers.FIFO_DEPTH) {
      int errors = chip.takeTopErrors();
      characters.add(chip.readRbr() | (errors << 8));
      lsr = chip.readLsr();
      shown |= lsr & Lsr.OE;
    }
    // 4. Now nothing hides the THRE interrupt; reading IIR takes it from the guest (8.6).
    chip.writeIer(etbei);
    owed |= (chip.readIir() & Iir.SOURCE) == Iir.THR_EMPTY;
    holdingEmpty = (lsr & Lsr.THRE) != 0;
    credit = holdingEmpty ? chip.depth() : 0;
    expectsGuestInterrupt = owed || !characters.isEmpty() || (etbei != 0 && !holdingEmpty);
    int guestFcr = chip.fcr();
    chooseMode(policy, fcrProvenance);
    startInterrupts();
    return new Uart16550Handover(
        new Uart16550Mode(
            found.divisor(), found.lcr(), found.mcr(), found.ier(), guestFcr, found.scr()),
        fcrProvenance,
        new Uart16550Handover.Receive(List.copyOf(characters), shown, timedOut),
        new Uart16550Handover.Transmit(holdingEmpty, (lsr & Lsr.TEMT) != 0, owed && etbei != 0));
  }

  /** FCR cannot be read (8.5); IIR tells only whether the FIFOs are on. */
  private Provenance identifyFcr(boolean fifos) {
    if (!fifos) {
      // Nothing of FCR has any effect without FCR0.
      chip.assumeFcr(0);
      return Provenance.READ;
    } else if (lastFcrProvenance != Provenance.UNKNOWN) {
      // A guest that turned them on unseen did so as it did before.
      boolean wasOn = (lastFcr & Fcr.ENABLE) != 0;
      chip.assumeFcr(lastFcr | Fcr.ENABLE);
      return wasOn ? lastFcrProvenance : Provenance.INFERRED;
    }
    // A lower level than the true one interrupts earlier, which no guest can mind.
    chip.assumeFcr(Fcr.ENABLE);
    return Provenance.UNKNOWN;
  }

  /** [0052], [0053]. A trigger level that could not be restored is not changed. */
  private void chooseMode(ModePolicy policy, Provenance fcrProvenance) {
    boolean reconfigures = policy instanceof ModePolicy.SaveReconfigureRestore;
    ownsLine = reconfigures && preference.hasLine();
    polls = reconfigures && preference.polling();
    ownsTrigger = reconfigures && chip.hasFifos() && fcrProvenance != Provenance.UNKNOWN;
    if (ownsTrigger) {
      chip.writeFcr((chip.fcr() & ~Fcr.TRIGGER) | preference.trigger());
    }
    if (ownsLine) {
      chip.writeLine(preference.line().divisor(), preference.line().lcr());
    }
  }

  private void startInterrupts() {
    queue.clear();
    paused = false;
    watchesModem = false;
    room = 0;
    // The interrupt that enabling ETBEI raises (8.7) is nobody's.
    chip.writeIer(Ier.ETBEI);
    chip.readIir();
    updateIer();
    if (polls) {
      poll.arm(POLL_NANOS);
    }
  }

  // Emulated.

  @Override
  public void perform(SerialIo io) {
    switch (io) {
      case SerialIo.Transmit(int character) -> transmit(character);
      case SerialIo.Configure(LineSettings line, boolean breakCondition) ->
          configure(line, breakCondition);
      case SerialIo.FifoControl(int fcr) -> controlFifos(fcr);
      case SerialIo.ModemControl(int mcr) -> chip.writeMcr(mcr);
      case SerialIo.ReceiveRoom(int characters) -> room = characters;
      case SerialIo.WatchModem(boolean on) -> watchesModem = on;
      case SerialIo.Query query -> answer(query);
      case SerialIo.Received _,
          SerialIo.Overrun _,
          SerialIo.ReceiveTimeOut _,
          SerialIo.TransmitterStatus _,
          SerialIo.ModemStatus _ ->
          throw new IllegalArgumentException("Not for a driver: " + io);
    }
    updateIer();
  }

  private void answer(SerialIo.Query query) {
    switch (query) {
      case LINE -> serveLine();
      case MODEM -> virtualDevice.accept(new SerialIo.ModemStatus(chip.readMsr()));
    }
  }

  private void transmit(int character) {
    if (credit == 0 || !queue.isEmpty()) {
      queue.add(character);
      // Should the interrupt that asks for it be lost, it is sent all the same.
      poll.arm(POLL_NANOS);
    } else {
      send(character);
    }
  }

  private void send(int character) {
    chip.writeThr(character);
    credit--;
    holdingEmpty = false;
  }

  private void configure(LineSettings line, boolean breakCondition) {
    LineSettings used = ownsLine ? preference.line() : line;
    chip.writeLine(used.divisor(), used.lcr() | (breakCondition ? Lcr.SET_BREAK : 0));
  }

  private void controlFifos(int fcr) {
    boolean enable = (fcr & Fcr.ENABLE) != 0;
    boolean change = enable != chip.hasFifos();
    noteFcr(fcr);
    chip.writeFcr(ownsTrigger && enable ? (fcr & ~Fcr.TRIGGER) | preference.trigger() : fcr);
    if (change || (enable && (fcr & Fcr.CLEAR_RECEIVER) != 0)) {
      chip.takeTopErrors();
    }
    if (change || (enable && (fcr & Fcr.CLEAR_TRANSMITTER) != 0)) {
      queue.clear();
      credit = chip.depth();
    }
  }

  /** Received characters up the line, queued ones down (8.4). */
  private void serveLine() {
    int lsr = readLsr();
    while ((lsr & Lsr.DR) != 0 && room > 0 && (!paused || chip.hasTopErrors())) {
      int errors = chip.takeTopErrors();
      virtualDevice.accept(new SerialIo.Received(chip.readRbr(), errors));
      room--;
      lsr = readLsr();
    }
    if ((lsr & Lsr.THRE) != 0) {
      holdingEmpty = true;
      credit = chip.depth();
      if (queue.isEmpty()) {
        virtualDevice.accept(
            (lsr & Lsr.TEMT) != 0
                ? SerialIo.TransmitterStatus.ALL_SENT
                : SerialIo.TransmitterStatus.HOLDING_EMPTY);
      }
    }
    while (credit > 0 && !queue.isEmpty()) {
      send(queue.remove());
    }
  }

  private int readLsr() {
    int lsr = chip.readLsr();
    if ((lsr & Lsr.OE) != 0) {
      virtualDevice.accept(SerialIo.Overrun.INSTANCE);
    }
    return lsr;
  }

  /** What is of use now: a level that nobody can take away must not interrupt. */
  private void updateIer() {
    chip.writeIer(polls ? 0 : Ier.ETBEI | (paused ? 0 : inputInterrupts()));
  }

  private int inputInterrupts() {
    return Ier.ELSI | (room > 0 ? Ier.ERBFI : 0) | (watchesModem ? Ier.EDSSI : 0);
  }

  @Override
  public boolean interrupt() {
    int source = chip.readIir() & Iir.SOURCE;
    boolean own = source != Iir.NONE;
    for (int i = 0; i < MOST_REASONS && source != Iir.NONE; i++) {
      serve(source);
      updateIer();
      source = chip.readIir() & Iir.SOURCE;
    }
    return own;
  }

  private void serve(int source) {
    if (source == Iir.MODEM_STATUS) {
      virtualDevice.accept(new SerialIo.ModemStatus(chip.readMsr()));
      return;
    }
    boolean timedOut = source == Iir.TIME_OUT;
    if (source == Iir.LINE_STATUS) {
      // Errors hide a time-out, which taking the characters would end (8.6).
      readLsr();
      timedOut = (chip.readIir() & Iir.SOURCE) == Iir.TIME_OUT;
    }
    serveLine();
    if (timedOut) {
      virtualDevice.accept(SerialIo.ReceiveTimeOut.INSTANCE);
    }
  }

  private void poll() {
    serveLine();
    if (polls || !queue.isEmpty()) {
      poll.arm(POLL_NANOS);
    }
  }

  @Override
  public boolean expectsGuestInterrupt() {
    return expectsGuestInterrupt;
  }

  // Draining.

  @Override
  public void pauseInput(boolean nowPaused) {
    paused = nowPaused;
    updateIer();
  }

  @Override
  public boolean isDrained() {
    return queue.isEmpty();
  }

  /**
   * Does not rely on an interrupt that may still be the guest's. A line of the driver's own can be
   * given up only when the last character has left it.
   */
  @Override
  public boolean isSettled() {
    if (!holdingEmpty) {
      serveLine();
    }
    return holdingEmpty
        && !chip.hasTopErrors()
        && (!ownsLine || ((readLsr() & Lsr.TEMT) != 0 && !chip.hasTopErrors()));
  }

  // Release.

  @Override
  public void release(Uart16550Handover guestState) {
    handBack(guestState.mode(), guestState.transmit().interruptOwed());
  }

  /** After a reset the transmitter is empty, whatever was in it: the guest hears of that. */
  @Override
  public void resetAndRelease(Uart16550Handover guestState) {
    device.reset();
    chip.forget();
    queue.clear();
    handBack(guestState.mode(), true);
  }

  private void handBack(Uart16550Mode mode, boolean interruptOwed) {
    poll.disarm();
    // 1. The line and the modem outputs, where they differ (8.1, 8.3, 8.8, 8.10).
    chip.writeLine(mode.divisor(), mode.lcr());
    chip.writeMcr(mode.mcr());
    chip.writeScr(mode.scr());
    // 2. Trigger level and FIFOs, without clearing what is in them (8.5).
    if (ownsTrigger || mode.hasFifos() != chip.hasFifos()) {
      chip.writeFcr(mode.fcr());
    }
    // 3. The latch behind the THRE interrupt: alone enabled, reading IIR clears it (8.6); enabling
    //    it anew raises it (8.7). IER comes last.
    chip.writeIer(Ier.ETBEI);
    chip.readIir();
    if (interruptOwed) {
      chip.writeIer(mode.ier() & ~Ier.ETBEI);
    }
    chip.writeIer(mode.ier());
    // 4. Only after a reset can the guest be inside a divisor latch access.
    if ((mode.lcr() & Lcr.DLAB) != 0) {
      chip.writeLcr(mode.lcr());
    }
    // From here on the guest can change FCR unseen.
    if (lastFcrProvenance == Provenance.OBSERVED) {
      lastFcrProvenance = Provenance.INFERRED;
    }
  }
}
