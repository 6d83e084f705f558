package dev.sidestep.device.spec.uart16550;

import dev.sidestep.device.spec.ReadBack;
import dev.sidestep.device.spec.Register;
import dev.sidestep.device.spec.RegisterAccess;
import dev.sidestep.device.spec.RegisterRole;
import dev.sidestep.device.spec.RegisterTable;
import dev.sidestep.device.spec.StateField;
import java.util.List;

/**
 * The registers of the 16550A: offsets, bits, and a table of both.
 *
 * <p>Datasheet: PC16550D 8.0, table II.
 */
public final class Uart16550Registers {
  /** Receiver buffer, read with DLAB 0. */
  public static final int RBR = 0;

  /** Transmitter holding register, written with DLAB 0. */
  public static final int THR = 0;

  /** Low byte of the divisor, with DLAB 1. */
  public static final int DLL = 0;

  /** Interrupt enable, with DLAB 0. */
  public static final int IER = 1;

  /** High byte of the divisor, with DLAB 1. */
  public static final int DLM = 1;

  /** Interrupt identification, read. */
  public static final int IIR = 2;

  /** FIFO control, written. */
  public static final int FCR = 2;

  /** Line control. */
  public static final int LCR = 3;

  /** Modem control. */
  public static final int MCR = 4;

  /** Line status. */
  public static final int LSR = 5;

  /** Modem status. */
  public static final int MSR = 6;

  /** Scratch. */
  public static final int SCR = 7;

  /** Bytes that the registers span. */
  public static final int SIZE_BYTES = 8;

  /** Characters in each FIFO. */
  public static final int FIFO_DEPTH = 16;

  private static final String DLAB_0 = "DLAB=0";
  private static final String DLAB_1 = "DLAB=1";

  /** Every register, in the order of the datasheet. */
  public static final RegisterTable TABLE =
      new RegisterTable(
          "16550A",
          List.of(
              new Register(
                  "RBR",
                  new Register.Place(RBR, 1, DLAB_0),
                  RegisterAccess.READ_POPS,
                  RegisterRole.DATA,
                  new Register.Contents(0, 0, ReadBack.ONCE),
                  "8.0"),
              new Register(
                  "THR",
                  new Register.Place(THR, 1, DLAB_0),
                  RegisterAccess.WO,
                  RegisterRole.DATA,
                  new Register.Contents(0, 0xff, ReadBack.HIDDEN),
                  "8.0"),
              new Register(
                  "DLL",
                  new Register.Place(DLL, 1, DLAB_1),
                  RegisterAccess.RW,
                  RegisterRole.MODE,
                  new Register.Contents(0, 0xff, ReadBack.BANKED),
                  "8.3"),
              new Register(
                  "IER",
                  new Register.Place(IER, 1, DLAB_0),
                  RegisterAccess.RW,
                  RegisterRole.INTERRUPT,
                  new Register.Contents(0, Ier.ALL, ReadBack.READABLE),
                  "8.7"),
              new Register(
                  "DLM",
                  new Register.Place(DLM, 1, DLAB_1),
                  RegisterAccess.RW,
                  RegisterRole.MODE,
                  new Register.Contents(0, 0xff, ReadBack.BANKED),
                  "8.3"),
              new Register(
                  "IIR",
                  new Register.Place(IIR, 1, ""),
                  RegisterAccess.READ_CLEARS,
                  RegisterRole.INTERRUPT,
                  new Register.Contents(Iir.NONE, 0, ReadBack.ONCE),
                  "8.6"),
              new Register(
                  "FCR",
                  new Register.Place(FCR, 1, ""),
                  RegisterAccess.WO,
                  RegisterRole.MODE,
                  new Register.Contents(0, Fcr.STORED, ReadBack.PARTLY),
                  "8.5"),
              new Register(
                  "LCR",
                  new Register.Place(LCR, 1, ""),
                  RegisterAccess.RW,
                  RegisterRole.MODE,
                  new Register.Contents(0, 0xff, ReadBack.READABLE),
                  "8.1"),
              new Register(
                  "MCR",
                  new Register.Place(MCR, 1, ""),
                  RegisterAccess.RW,
                  RegisterRole.MODE,
                  new Register.Contents(0, Mcr.ALL, ReadBack.READABLE),
                  "8.8"),
              new Register(
                  "LSR",
                  new Register.Place(LSR, 1, ""),
                  RegisterAccess.READ_CLEARS,
                  RegisterRole.STATUS,
                  new Register.Contents(Lsr.THRE | Lsr.TEMT, 0, ReadBack.ONCE),
                  "8.4"),
              new Register(
                  "MSR",
                  new Register.Place(MSR, 1, ""),
                  RegisterAccess.READ_CLEARS,
                  RegisterRole.STATUS,
                  new Register.Contents(0, 0, ReadBack.ONCE),
                  "8.9"),
              new Register(
                  "SCR",
                  new Register.Place(SCR, 1, ""),
                  RegisterAccess.RW,
                  RegisterRole.MODE,
                  new Register.Contents(0, 0xff, ReadBack.READABLE),
                  "8.10")));

  /** State that cannot simply be read, and what a change of custody does about it. */
  public static final List<StateField> HARD_TO_READ =
      List.of(
          new StateField(
              "divisor",
              ReadBack.BANKED,
              "Read it behind DLAB while the guest is not inside a DLAB window of its own.",
              "8.3"),
          new StateField(
              "trigger level",
              ReadBack.HIDDEN,
              "Observe FCR writes; else assume level 1, whose earlier interrupts are harmless.",
              "8.5"),
          new StateField(
              "FIFO enable",
              ReadBack.PARTLY,
              "IIR bits 7:6 show it; write it back without the reset bits.",
              "8.5, 8.6"),
          new StateField(
              "receiver FIFO",
              ReadBack.ONCE,
              "Drain it, with each character's errors, and serve the guest from what was drained.",
              "8.4"),
          new StateField("transmitter FIFO", ReadBack.HIDDEN, "Wait for THRE.", "8.4"),
          new StateField("transmitter shift register", ReadBack.HIDDEN, "Wait for TEMT.", "8.4"),
          new StateField(
              "THRE interrupt latch",
              ReadBack.ONCE,
              "An IIR read that reports THRE clears it and owes the guest one THRE interrupt;"
                  + " setting IER.ETBEI anew raises it again.",
              "8.6, 8.7"),
          new StateField(
              "line errors",
              ReadBack.ONCE,
              "Every LSR read clears OE, PE, FE and BI: accumulate them for the guest.",
              "8.4"),
          new StateField(
              "modem deltas",
              ReadBack.ONCE,
              "Every MSR read clears bits 3:0: accumulate them for the guest.",
              "8.9"),
          new StateField(
              "receiver time-out",
              ReadBack.HIDDEN,
              "The timer restarts with the next character or read; drain the FIFO to end it.",
              "8.11"));

  private Uart16550Registers() {}

  /** Interrupt enable register. Bits 7:4 are always 0. */
  public static final class Ier {
    /** Received data available, and the time-out in FIFO mode. */
    public static final int ERBFI = 0x01;

    /** Transmitter holding register empty. */
    public static final int ETBEI = 0x02;

    /** Receiver line status. */
    public static final int ELSI = 0x04;

    /** Modem status. */
    public static final int EDSSI = 0x08;

    /** The bits that exist. */
    public static final int ALL = 0x0f;

    private Ier() {}
  }

  /** Interrupt identification register: not bits but values, in descending priority. */
  public static final class Iir {
    /** Receiver line status; reset by reading LSR. */
    public static final int LINE_STATUS = 0x06;

    /** Received data available; reset by reading RBR, or below the trigger level. */
    public static final int DATA_AVAILABLE = 0x04;

    /** Character time-out; reset by reading RBR. */
    public static final int TIME_OUT = 0x0c;

    /** Transmitter holding register empty; reset by this read or by writing THR. */
    public static final int THR_EMPTY = 0x02;

    /** Modem status; reset by reading MSR. */
    public static final int MODEM_STATUS = 0x00;

    /** Nothing is pending. */
    public static final int NONE = 0x01;

    /** The bits that hold one of the values above. */
    public static final int SOURCE = 0x0f;

    /** Both set while the FIFOs are enabled. */
    public static final int FIFOS_ENABLED = 0xc0;

    private Iir() {}
  }

  /** FIFO control register. */
  public static final class Fcr {
    /** Enables both FIFOs; a change clears them. Without it the other bits are not taken. */
    public static final int ENABLE = 0x01;

    /** Clears the receiver FIFO, not the shift register; clears itself. */
    public static final int CLEAR_RECEIVER = 0x02;

    /** Clears the transmitter FIFO, not the shift register; clears itself. */
    public static final int CLEAR_TRANSMITTER = 0x04;

    /** RXRDY and TXRDY pins in mode 1. */
    public static final int DMA_MODE = 0x08;

    /** The receiver's trigger level. */
    public static final int TRIGGER = 0xc0;

    /** The bits that the chip keeps. */
    public static final int STORED = ENABLE | DMA_MODE | TRIGGER;

    private Fcr() {}

    /** How many characters {@code fcr} asks for before an interrupt: 1, 4, 8 or 14. */
    public static int triggerLevel(int fcr) {
      return switch (fcr & TRIGGER) {
        case 0x00 -> 1;
        case 0x40 -> 4;
        case 0x80 -> 8;
        default -> 14;
      };
    }
  }

  /** Line control register. */
  public static final class Lcr {
    /** Word length: 5 bits and this. */
    public static final int WLS = 0x03;

    /** Two stop bits, or one and a half with 5-bit characters. */
    public static final int STB = 0x04;

    /** A parity bit. */
    public static final int PEN = 0x08;

    /** Even parity. */
    public static final int EPS = 0x10;

    /** The parity bit is always the complement of EPS. */
    public static final int STICK_PARITY = 0x20;

    /** The bits that describe a character. */
    public static final int FORMAT = 0x3f;

    /** Holds SOUT low; acts on SOUT only and not on the transmitter. */
    public static final int SET_BREAK = 0x40;

    /** Divisor latch access: offsets 0 and 1 reach the divisor. */
    public static final int DLAB = 0x80;

    private Lcr() {}
  }

  /** Modem control register. Bits 7:5 are always 0. */
  public static final class Mcr {
    /** Data terminal ready. */
    public static final int DTR = 0x01;

    /** Request to send. */
    public static final int RTS = 0x02;

    /** Auxiliary output 1. */
    public static final int OUT1 = 0x04;

    /** Auxiliary output 2; gates the interrupt on a PC's card, not in the chip. */
    public static final int OUT2 = 0x08;

    /** Local loopback. */
    public static final int LOOP = 0x10;

    /** The bits that exist. */
    public static final int ALL = 0x1f;

    private Mcr() {}
  }

  /** Line status register. */
  public static final class Lsr {
    /** Data ready. */
    public static final int DR = 0x01;

    /** Overrun error. */
    public static final int OE = 0x02;

    /** Parity error. */
    public static final int PE = 0x04;

    /** Framing error. */
    public static final int FE = 0x08;

    /** Break interrupt. */
    public static final int BI = 0x10;

    /** The errors that belong to a character. */
    public static final int CHARACTER_ERRORS = PE | FE | BI;

    /** The bits that a read clears and that raise the line status interrupt. */
    public static final int ERRORS = OE | CHARACTER_ERRORS;

    /** Transmitter holding register, or transmitter FIFO, empty. */
    public static final int THRE = 0x20;

    /** Transmitter empty: nothing held and nothing being shifted. */
    public static final int TEMT = 0x40;

    /** Some character in the receiver FIFO has an error; 0 without FIFOs. */
    public static final int ERROR_IN_FIFO = 0x80;

    private Lsr() {}
  }

  /** Modem status register. A read clears bits 3:0. */
  public static final class Msr {
    /** CTS has changed. */
    public static final int DCTS = 0x01;

    /** DSR has changed. */
    public static final int DDSR = 0x02;

    /** RI has gone from active to inactive. */
    public static final int TERI = 0x04;

    /** DCD has changed. */
    public static final int DDCD = 0x08;

    /** The bits that a read clears and that raise the modem status interrupt. */
    public static final int DELTAS = 0x0f;

    /** Clear to send is active. */
    public static final int CTS = 0x10;

    /** Data set ready is active. */
    public static final int DSR = 0x20;

    /** Ring indicator is active. */
    public static final int RI = 0x40;

    /** Data carrier detect is active. */
    public static final int DCD = 0x80;

    /** The inputs. */
    public static final int INPUTS = 0xf0;

    private Msr() {}
  }
}
