package dev.sidestep.vmm.device.uart16550;

import dev.sidestep.base.GuestClock;
import dev.sidestep.base.InterruptLine;
import dev.sidestep.device.spec.uart16550.LineSettings;
import dev.sidestep.device.spec.uart16550.Uart16550Registers;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Fcr;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Ier;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Iir;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Lcr;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Mcr;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Msr;
import dev.sidestep.platform.MmioAccess;
import dev.sidestep.platform.Verdict;
import dev.sidestep.vmm.IoStateMachine;
import dev.sidestep.vmm.Provenance;
import dev.sidestep.vmm.VirtualDevice;
import dev.sidestep.vmm.device.GuestTimers;
import dev.sidestep.vmm.device.SerialIo;
import dev.sidestep.vmm.device.uart16550.Uart16550StateMachine.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The 16550A that the guest sees while it is emulated.
 *
 * <p>Modem deltas stay in the hardware until the guest reads MSR, or has its interrupt enabled: so
 * there are few that the guest could be owed. Loopback is performed by the hardware.
 */
public final class VirtualUart16550 implements VirtualDevice<SerialIo, Uart16550Handover> {
  private static final int BYTE = 0xff;

  private final InterruptLine line;
  private final VirtualReceiver receiver;
  private final VirtualTransmitter transmitter = new VirtualTransmitter();
  private final IoStateMachine.Cursor<Action> cursor = Uart16550StateMachine.TABLE.cursor();
  private Consumer<? super SerialIo> driver = io -> {};
  private Provenance fcrProvenance = Provenance.UNKNOWN;
  private boolean active;
  private int divisor;
  private int lcr;
  private int mcr;
  private int ier;
  private int fcr;
  private int scr;
  private int modemInputs;
  private int modemDeltas;
  private LineSettings lineInUse = new LineSettings(0, 0);
  private int logged;

  /**
   * A virtual UART that is not yet in use.
   *
   * @param clock guest time
   * @param clockHz the board's input clock of the UART, more than 0
   * @param timers for the receiver's time-out
   * @param line the virtual interrupt line
   */
  public VirtualUart16550(GuestClock clock, long clockHz, GuestTimers timers, InterruptLine line) {
    this.line = line;
    receiver = new VirtualReceiver(clock, clockHz, timers, this::updateInterruptLine);
  }

  @Override
  public String interfaceName() {
    return Uart16550Registers.TABLE.device();
  }

  @Override
  public IoStateMachine<?> machine() {
    return Uart16550StateMachine.TABLE;
  }

  @Override
  public void connect(Consumer<? super SerialIo> newDriver) {
    driver = newDriver;
  }

  @Override
  public void begin(Uart16550Handover state) {
    Uart16550Mode mode = state.mode();
    divisor = mode.divisor();
    lcr = mode.lcr();
    mcr = mode.mcr();
    ier = mode.ier();
    fcr = mode.fcr();
    scr = mode.scr();
    fcrProvenance = state.fcrProvenance();
    modemDeltas = 0;
    logged = 0;
    lineInUse = mode.line();
    applyReceiverMode();
    receiver.begin(state.receive());
    transmitter.begin(state.transmit());
    cursor.moveTo(Uart16550StateMachine.stateFor(lcr, fcr));
    active = true;
    driver.accept(new SerialIo.WatchModem((ier & Ier.EDSSI) != 0));
    announceRoom();
    updateInterruptLine();
  }

  @Override
  public Uart16550Handover end() {
    active = false;
    receiver.end();
    line.set(false);
    return new Uart16550Handover(
        mode(), fcrProvenance, Uart16550Handover.Receive.NOTHING, transmitter.end());
  }

  /** The mode as the guest has set it until now. */
  public Uart16550Mode mode() {
    return new Uart16550Mode(divisor, lcr, mcr, ier, fcr, scr);
  }

  private boolean isFifoMode() {
    return (fcr & Fcr.ENABLE) != 0;
  }

  private void applyReceiverMode() {
    receiver.setMode(fcr, lineInUse);
  }

  private void announceRoom() {
    driver.accept(SerialIo.ReceiveRoom.of(receiver.room()));
  }

  // Accesses.

  @Override
  public Verdict access(MmioAccess access, long offset) {
    Action action = cursor.advance(access, offset).action();
    if (action == Action.ILLEGAL) {
      return Verdict.FAULT;
    }
    if (access.isStore()) {
      write(action, (int) access.value() & BYTE);
    } else {
      access.answer(read(action));
    }
    if (cursor.isAtEnd()) {
      cursor.reset();
    }
    updateInterruptLine();
    return Verdict.COMPLETED;
  }

  private int read(Action action) {
    return switch (action) {
      case READ_RBR -> readRbr();
      case READ_IER -> ier;
      case READ_IIR -> readIir();
      case READ_LCR -> lcr;
      case READ_MCR -> mcr;
      case READ_LSR -> readLsr();
      case READ_MSR -> readMsr();
      case READ_DLL -> divisor & BYTE;
      case READ_DLM -> divisor >>> 8;
      default -> scr;
    };
  }

  private void write(Action action, int value) {
    switch (action) {
      case WRITE_THR -> writeThr(value);
      case WRITE_IER -> writeIer(value);
      case WRITE_FCR -> writeFcr(value);
      case WRITE_LCR -> writeLcr(value);
      case WRITE_MCR -> writeMcr(value);
      case WRITE_DLL -> divisor = (divisor & 0xff00) | value;
      case WRITE_DLM -> divisor = (divisor & BYTE) | (value << 8);
      case WRITE_SCR -> scr = value;
      default -> {} // LSR and MSR: factory test (8.4)
    }
  }

  private int readRbr() {
    driver.accept(SerialIo.Query.LINE);
    int character = receiver.readRbr();
    announceRoom();
    return character;
  }

  private int readLsr() {
    driver.accept(SerialIo.Query.LINE);
    return receiver.readLsr() | transmitter.lsrBits();
  }

  private int readMsr() {
    driver.accept(SerialIo.Query.MODEM);
    int value = modemInputs | modemDeltas;
    modemDeltas = 0;
    return value;
  }

  private int readIir() {
    driver.accept(SerialIo.Query.LINE);
    int source = source();
    if (source == Iir.THR_EMPTY) {
      transmitter.interruptRead();
    }
    return source | (isFifoMode() ? Iir.FIFOS_ENABLED : 0);
  }

  private void writeThr(int character) {
    transmitter.written();
    driver.accept(SerialIo.Transmit.of(character));
  }

  private void writeIer(int value) {
    int enabled = value & ~ier;
    int changed = (value ^ ier) & Ier.ALL;
    ier = value & Ier.ALL;
    if ((enabled & Ier.ETBEI) != 0) {
      // What the transmitter is now, not what it was when last told.
      driver.accept(SerialIo.Query.LINE);
      transmitter.interruptEnabled();
    }
    if ((changed & Ier.EDSSI) != 0) {
      driver.accept(new SerialIo.WatchModem((ier & Ier.EDSSI) != 0));
    }
  }

  /** 8.5: without FCR0 the other bits are not taken; a change of FCR0 clears both FIFOs. */
  private void writeFcr(int value) {
    boolean enable = (value & Fcr.ENABLE) != 0;
    boolean change = enable != isFifoMode();
    // Characters that have arrived until now are subject to the clearing, or to the new trigger.
    driver.accept(SerialIo.Query.LINE);
    fcr = enable ? value & Fcr.STORED : fcr & ~Fcr.ENABLE;
    fcrProvenance = Provenance.OBSERVED;
    driver.accept(new SerialIo.FifoControl(value));
    if (change || (enable && (value & Fcr.CLEAR_RECEIVER) != 0)) {
      receiver.clear();
    }
    if (change || (enable && (value & Fcr.CLEAR_TRANSMITTER) != 0)) {
      transmitter.cleared(change);
    }
    applyReceiverMode();
    announceRoom();
  }

  /** The line changes at once, except for a divisor that is still being set. */
  private void writeLcr(int value) {
    lcr = value;
    int divisorInUse = (value & Lcr.DLAB) == 0 ? divisor : lineInUse.divisor();
    lineInUse = new LineSettings(divisorInUse, value);
    applyReceiverMode();
    driver.accept(new SerialIo.Configure(lineInUse, (value & Lcr.SET_BREAK) != 0));
  }

  private void writeMcr(int value) {
    mcr = value & Mcr.ALL;
    driver.accept(new SerialIo.ModemControl(mcr));
  }

  // From the driver.

  @Override
  public void deliver(SerialIo io) {
    switch (io) {
      case SerialIo.Received(int character, int errors) -> receiver.receive(character, errors);
      case SerialIo.Overrun() -> receiver.overrun();
      case SerialIo.ReceiveTimeOut() -> receiver.physicalTimeOut();
      case SerialIo.TransmitterStatus status ->
          transmitter.setStatus(status == SerialIo.TransmitterStatus.ALL_SENT);
      case SerialIo.ModemStatus(int msr) -> {
        modemInputs = msr & Msr.INPUTS;
        modemDeltas |= msr & Msr.DELTAS;
      }
      case SerialIo.Transmit _,
          SerialIo.Configure _,
          SerialIo.FifoControl _,
          SerialIo.ModemControl _,
          SerialIo.ReceiveRoom _,
          SerialIo.WatchModem _,
          SerialIo.Query _ ->
          throw new IllegalArgumentException("Not for a virtual device: " + io);
    }
    updateInterruptLine();
  }

  // Interrupts.

  /** The pending source of the highest priority (table IV). */
  private int source() {
    if ((ier & Ier.ELSI) != 0 && receiver.hasShownErrors()) {
      return Iir.LINE_STATUS;
    } else if ((ier & Ier.ERBFI) != 0 && receiver.isDataAvailable()) {
      return Iir.DATA_AVAILABLE;
    } else if ((ier & Ier.ERBFI) != 0 && receiver.isTimedOut()) {
      return Iir.TIME_OUT;
    } else if ((ier & Ier.ETBEI) != 0 && transmitter.isInterrupting()) {
      return Iir.THR_EMPTY;
    } else if ((ier & Ier.EDSSI) != 0 && modemDeltas != 0) {
      return Iir.MODEM_STATUS;
    }
    return Iir.NONE;
  }

  private void updateInterruptLine() {
    if (active) {
      line.set(source() != Iir.NONE);
    }
  }

  // Devirtualization.

  @Override
  public boolean isAtStart() {
    return cursor.isAtStart();
  }

  @Override
  public boolean isQuiet() {
    return receiver.isQuiet() && modemDeltas == 0;
  }

  @Override
  public List<String> owed() {
    List<String> owed = new ArrayList<>();
    if (receiver.size() > 0) {
      owed.add(receiver.size() + " received characters");
    }
    if (receiver.hasShownErrors()) {
      owed.add("line errors %02x".formatted(receiver.shownErrors()));
    }
    if (modemDeltas != 0) {
      owed.add("modem status changes %02x".formatted(modemDeltas));
    }
    return List.copyOf(owed);
  }

  @Override
  public boolean beginsSequence(MmioAccess access, long offset) {
    IoStateMachine.Transition<Action> row = cursor.peek(access, offset);
    return cursor.isAtStart() && cursor.isLegal(row) && !row.isNeutral();
  }

  @Override
  public void showBusy(boolean busy) {
    transmitter.showBusy(busy);
    logged = 0;
    updateInterruptLine();
  }

  /**
   * Characters, as many as the chip can take at once, and modes that read back. Whatever clears or
   * rewires something is not logged, and nothing is while the guest has to consume something.
   */
  @Override
  public boolean log(MmioAccess access, long offset) {
    Action action = cursor.peek(access, offset).action();
    int value = (int) access.value() & BYTE;
    return isQuiet()
        && switch (action) {
          case WRITE_THR -> logCharacter();
          case WRITE_IER -> true;
          case WRITE_SCR -> true;
          case WRITE_MCR -> ((value ^ mcr) & Mcr.LOOP) == 0;
          case WRITE_LCR -> (value & Lcr.DLAB) == 0;
          default -> false;
        };
  }

  private boolean logCharacter() {
    int depth = isFifoMode() ? Uart16550Registers.FIFO_DEPTH : 1;
    if (logged == depth || (logged == 0 && !transmitter.isHoldingEmpty())) {
      return false;
    }
    if (logged == 0) {
      transmitter.showBusy(true);
    }
    logged++;
    updateInterruptLine();
    return true;
  }

  @Override
  public boolean readsBack(long offset) {
    return switch ((int) offset) {
      case Uart16550Registers.IER,
          Uart16550Registers.LCR,
          Uart16550Registers.MCR,
          Uart16550Registers.SCR ->
          true;
      default -> false;
    };
  }
}
