package dev.sidestep.device.model.uart16550;

import dev.sidestep.base.Bits;
import dev.sidestep.base.EventScheduler;
import dev.sidestep.base.InterruptLine;
import dev.sidestep.base.RegisterWindow;
import dev.sidestep.device.model.SerialOutlet;
import dev.sidestep.device.spec.uart16550.LineSettings;
import dev.sidestep.device.spec.uart16550.Uart16550Registers;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Fcr;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Msr;

/**
 * A 16550A UART.
 *
 * <p>The chip has eight byte-wide registers at offsets 0..7. On a wider bus it is wired to one byte
 * lane: an access of any width reaches the one register that it addresses, a read is zero-extended,
 * a write takes the low byte. Beyond offset 7 reads are all ones and writes are ignored.
 *
 * <p>Not thread-safe: accesses, inputs and the scheduler's events are under the owner's lock.
 *
 * <p>Datasheet: PC16550D 8.0.
 */
public final class Uart16550 implements RegisterWindow {
  private final InterruptLine interruptLine;
  private final SerialOutlet outlet;
  private final Timers timers;
  private final BaudGenerator baud;
  private final ModemControl modem;
  private final Receiver receiver;
  private final InterruptIdentification interrupts;
  private final Transmitter transmitter;
  private int fcr;
  private int scratch;
  private boolean hadRoom = true;

  /**
   * A chip after power-on and master reset.
   *
   * @param scheduler its time
   * @param clockHz the frequency at XIN, more than 0
   * @param interruptLine its INTR pin; OUT2 does not gate it
   * @param outlet its serial pins
   * @param timing whether characters take their real time
   */
  public Uart16550(
      EventScheduler scheduler,
      long clockHz,
      InterruptLine interruptLine,
      SerialOutlet outlet,
      CharacterTiming timing) {
    if (clockHz <= 0) {
      throw new IllegalArgumentException("A UART needs a clock, not " + clockHz + " Hz");
    }
    this.interruptLine = interruptLine;
    this.outlet = outlet;
    this.timers = new Timers(scheduler, this::settle);
    this.baud = new BaudGenerator(clockHz, timing);
    this.modem = new ModemControl(outlet);
    this.receiver = new Receiver(baud, timers);
    this.interrupts = new InterruptIdentification(receiver, modem);
    this.transmitter = new Transmitter(baud, timers, modem, receiver, interrupts, outlet);
  }

  @Override
  public long read(long offset, int width) {
    if (offset < 0 || offset >= Uart16550Registers.SIZE_BYTES) {
      return Bits.truncate(-1, width);
    }
    int value = readRegister((int) offset);
    settle();
    return value;
  }

  @Override
  public void write(long offset, int width, long value) {
    if (offset >= 0 && offset < Uart16550Registers.SIZE_BYTES) {
      writeRegister((int) offset, (int) value & 0xff);
      settle();
    }
  }

  private int readRegister(int offset) {
    return switch (offset) {
      case Uart16550Registers.RBR ->
          baud.isDlabSet() ? baud.divisor() & 0xff : receiver.readRbr(timers.now());
      case Uart16550Registers.IER -> baud.isDlabSet() ? baud.divisor() >>> 8 : interrupts.ier();
      case Uart16550Registers.IIR -> interrupts.readIir(isFifoMode());
      case Uart16550Registers.LCR -> baud.lcr();
      case Uart16550Registers.MCR -> modem.mcr();
      case Uart16550Registers.LSR -> receiver.readLsr() | transmitter.lsrBits();
      case Uart16550Registers.MSR -> modem.readMsr();
      default -> scratch;
    };
  }

  private void writeRegister(int offset, int value) {
    switch (offset) {
      case Uart16550Registers.THR -> writeThrOrDivisor(value);
      case Uart16550Registers.IER -> writeIerOrDivisor(value);
      case Uart16550Registers.FCR -> writeFcr(value);
      case Uart16550Registers.LCR -> {
        baud.writeLcr(value);
        lineChanged();
      }
      case Uart16550Registers.MCR -> {
        modem.writeMcr(value);
        lineChanged();
      }
      case Uart16550Registers.SCR -> scratch = value;
      default -> {} // LSR and MSR: factory test (8.4)
    }
  }

  private void writeThrOrDivisor(int value) {
    if (baud.isDlabSet()) {
      baud.writeDivisorLow(value);
      lineChanged();
    } else {
      transmitter.writeThr(value, timers.now());
    }
  }

  private void writeIerOrDivisor(int value) {
    if (baud.isDlabSet()) {
      baud.writeDivisorHigh(value);
      lineChanged();
    } else {
      interrupts.writeIer(value, transmitter.isEmpty());
    }
  }

  private void lineChanged() {
    transmitter.lineChanged(timers.now());
    receiver.lineChanged();
  }

  private boolean isFifoMode() {
    return (fcr & Fcr.ENABLE) != 0;
  }

  /** 8.5: without FCR0 the other bits are not taken; a change of FCR0 clears both FIFOs. */
  private void writeFcr(int value) {
    boolean enable = (value & Fcr.ENABLE) != 0;
    boolean change = enable != isFifoMode();
    fcr = enable ? value & Fcr.STORED : fcr & ~Fcr.ENABLE;
    if (change || (enable && (value & Fcr.CLEAR_RECEIVER) != 0)) {
      receiver.clearFifo();
    }
    if (change || (enable && (value & Fcr.CLEAR_TRANSMITTER) != 0)) {
      transmitter.clearFifo();
    }
    if (change) {
      // 8.11: the first transmitter interrupt after changing FCR0 is immediate.
      interrupts.thrBecameEmpty();
    }
    applyMode();
  }

  private void applyMode() {
    receiver.setMode(isFifoMode(), fcr);
    transmitter.setMode(isFifoMode());
  }

  /** Master reset (table I). The divisor, SCR and the input pins are not affected. */
  public void reset() {
    fcr = 0;
    baud.writeLcr(0);
    modem.reset();
    receiver.reset();
    transmitter.reset(timers.now());
    interrupts.restore(0, false);
    settle();
  }

  /**
   * A character has arrived at SIN, stop bits included. It is lost in loopback, where SIN is
   * disconnected, and without a clock.
   *
   * @param data the character
   * @param errorBits {@code Lsr.PE}, {@code FE} and {@code BI} as they apply; BI stands for a whole
   *     break however long it is, and makes the character a zero with FE
   */
  public void receive(int data, int errorBits) {
    if (!modem.isLoop()) {
      receiver.receive(data, errorBits, timers.now());
      settle();
    }
  }

  /** Sets the modem inputs; true is active (the pins themselves are low then). */
  public void modemInputs(boolean cts, boolean dsr, boolean ri, boolean dcd) {
    modem.setPins(
        (cts ? Msr.CTS : 0) | (dsr ? Msr.DSR : 0) | (ri ? Msr.RI : 0) | (dcd ? Msr.DCD : 0));
    settle();
  }

  /**
   * True if a character that arrived now would be kept without an overrun: there is a clock, no
   * loopback, and room in the FIFO or in RBR. {@link SerialOutlet#receiverReady} tells when this
   * becomes true.
   */
  public boolean hasRoom() {
    return !modem.isLoop() && receiver.hasRoom();
  }

  /** Rate and format that the chip would use for the next character. */
  public LineSettings line() {
    return baud.line();
  }

  /** Guest nanoseconds that the next character takes; meaningless if the line has no clock. */
  public long characterNanos() {
    return baud.characterNanos();
  }

  /** At the end of every access, input and event: outputs follow from the state. */
  private void settle() {
    updateInterruptLine();
    boolean room = hasRoom();
    boolean becameReady = room && !hadRoom;
    hadRoom = room;
    if (becameReady) {
      outlet.receiverReady();
    }
  }

  private void updateInterruptLine() {
    interruptLine.set(interrupts.isPending());
  }

  /** Everything that the chip knows. */
  public Uart16550State state() {
    return new Uart16550State(
        new Uart16550State.Registers(
            baud.divisor(), baud.lcr(), interrupts.ier(), fcr, scratch, interrupts.thrEmptyLatch()),
        transmitter.state(),
        receiver.state(),
        modem.state());
  }

  /** Becomes a chip in {@code state}, drives all outputs, and goes on from there. */
  public void restore(Uart16550State state) {
    Uart16550State.Registers registers = state.registers();
    baud.set(registers.divisor(), registers.lcr());
    fcr = registers.fcr();
    scratch = registers.scratch();
    interrupts.restore(registers.ier(), registers.thrEmptyLatch());
    applyMode();
    modem.restore(state.modem());
    receiver.restore(state.receive());
    transmitter.restore(state.transmit());
    modem.driveOutputs();
    hadRoom = hasRoom();
    updateInterruptLine();
  }
}
