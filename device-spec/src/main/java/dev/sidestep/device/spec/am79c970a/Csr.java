package dev.sidestep.device.spec.am79c970a;

/**
 * Numbers of control and status registers. Of a pair the first is the low half. Datasheet: Control
 * and Status Registers.
 */
public final class Csr {
  /** Controller status, {@link Csr0}. */
  public static final int STATUS = 0;

  /** Address of the initialization block. */
  public static final int IADR = 1;

  /** Interrupt masks and deferral control, {@link Csr3}. */
  public static final int MASKS = 3;

  /** Test and features control, {@link Csr4}. */
  public static final int FEATURES = 4;

  /** Extended control and interrupt, {@link Csr5}. */
  public static final int EXTENDED = 5;

  /** TLEN and RLEN of the initialization block. */
  public static final int LENGTHS = 6;

  /** The first of four of the logical address filter. */
  public static final int LADRF = 8;

  /** The first of three of the physical address, the first byte on the wire lowest. */
  public static final int PADR = 12;

  /** Mode, {@link Mode}. */
  public static final int MODE = 15;

  /** The same as {@link #IADR}. */
  public static final int IADR_ALIAS = 16;

  /** Base of the receive ring. */
  public static final int BADR = 24;

  /** Address of the current receive descriptor. */
  public static final int CRDA = 28;

  /** Base of the transmit ring. */
  public static final int BADX = 30;

  /** Address of the current transmit descriptor. */
  public static final int CXDA = 34;

  /** Polling interval: two's complement, in periods of the bus clock. */
  public static final int POLLINT = 47;

  /** The same as {@link Bcr#SOFTWARE_STYLE}. */
  public static final int SOFTWARE_STYLE = 58;

  /** Receive descriptors to the end of the ring: two's complement. */
  public static final int RCVRC = 72;

  /** Transmit descriptors to the end of the ring: two's complement. */
  public static final int XMTRC = 74;

  /** Length of the receive ring: two's complement. */
  public static final int RCVRL = 76;

  /** Length of the transmit ring: two's complement. */
  public static final int XMTRL = 78;

  /** DMA transfer counter and FIFO thresholds. */
  public static final int FIFO_THRESHOLDS = 80;

  /** Bus activity timer. */
  public static final int BUS_ACTIVITY = 82;

  /** Low half of {@link Am79c970aRegisters#CHIP_ID}. */
  public static final int CHIP_ID_LOWER = 88;

  /** High half of {@link Am79c970aRegisters#CHIP_ID}. */
  public static final int CHIP_ID_UPPER = 89;

  /** Bus time-out. */
  public static final int BUS_TIMEOUT = 100;

  /** Missed frame count. */
  public static final int MFC = 112;

  /** Receive collision count. */
  public static final int RCC = 114;

  /** Receive frame align, {@link #RCVALGN}. */
  public static final int ADVANCED = 122;

  /** Test register; {@link #RPA} in it. */
  public static final int TEST = 124;

  /** In {@link #ADVANCED}: data begins two bytes into the first buffer. */
  public static final int RCVALGN = 0x0001;

  /** In {@link #TEST}: frames of less than 64 bytes are taken. */
  public static final int RPA = 0x0008;

  /** Numbers that there are. */
  public static final int COUNT = 128;

  private Csr() {}
}
