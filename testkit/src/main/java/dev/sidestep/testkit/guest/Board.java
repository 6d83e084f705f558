package dev.sidestep.testkit.guest;

/** Guest-physical addresses and register bits that the guests use. */
public final class Board {
  /** Where images are loaded and entered. */
  public static final long IMAGE = 0x8020_0000L;

  /** Work memory behind the image: page tables, rings, stack. */
  static final long WORK = 0x8021_0000L;

  /** The 16550A. */
  public static final int UART = 0x1000_0000;

  /** The 16550A's source number at the PLIC. */
  public static final int UART_SOURCE = 10;

  /** Divisor for 115200 baud at the board's 3.6864 MHz. */
  public static final int DIVISOR = 2;

  /** The PLIC. */
  public static final int PLIC = 0x0c00_0000;

  /** Configuration space of function 00:01.0, where the first network card is. */
  static final int CARD_CONFIGURATION = 0x3000_8000;

  /** The source number of its interrupt pin at the PLIC. */
  static final int CARD_SOURCE = 33;

  static final int PLIC_CARD_PRIORITY = PLIC + 4 * CARD_SOURCE;
  static final int PLIC_UART_PRIORITY = PLIC + 4 * UART_SOURCE;
  static final int PLIC_ENABLE_S = PLIC + 0x2080;
  static final int PLIC_THRESHOLD_S = PLIC + 0x20_1000;
  static final int PLIC_CLAIM_S = PLIC + 0x20_1004;

  /** {@code sie.SEIE}. */
  static final int SEIE = 1 << 9;

  /** {@code sstatus.SIE}. */
  static final int SIE = 1 << 1;

  /** {@code scause} of an external interrupt at S level. */
  static final long SUPERVISOR_EXTERNAL = Long.MIN_VALUE + 9;

  private Board() {}

  /** Offsets of the 16550A's registers. */
  static final class Uart {
    static final int RBR = 0;
    static final int THR = 0;
    static final int DLL = 0;
    static final int IER = 1;
    static final int DLM = 1;
    static final int IIR = 2;
    static final int FCR = 2;
    static final int LCR = 3;
    static final int MCR = 4;
    static final int LSR = 5;
    static final int MSR = 6;
    static final int SCR = 7;

    private Uart() {}
  }

  /** Interrupt enable bits. */
  static final class Ier {
    static final int ERBFI = 1;
    static final int ETBEI = 2;

    private Ier() {}
  }

  /** Interrupt identification, the low four bits. */
  static final class Iir {
    static final int MODEM_STATUS = 0x0;
    static final int THR_EMPTY = 0x2;
    static final int LINE_STATUS = 0x6;

    private Iir() {}
  }

  /** FIFO control. */
  static final class Fcr {
    static final int FIFO_ENABLE = 1;
    static final int CLEAR_RECEIVE = 2;
    static final int CLEAR_TRANSMIT = 4;
    static final int TRIGGER_8 = 0x80;

    private Fcr() {}
  }

  /** Line control. */
  static final class Lcr {
    static final int EIGHT_BITS = 3;
    static final int DLAB = 0x80;

    private Lcr() {}
  }

  /** Modem control. */
  static final class Mcr {
    static final int DTR = 1;
    static final int RTS = 2;
    static final int OUT2 = 8;

    private Mcr() {}
  }

  /** Line status. */
  static final class Lsr {
    static final int DR = 1;
    static final int OE = 2;
    static final int THRE = 0x20;
    static final int TEMT = 0x40;

    private Lsr() {}
  }
}
