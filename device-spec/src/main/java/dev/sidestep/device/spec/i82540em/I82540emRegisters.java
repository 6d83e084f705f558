package dev.sidestep.device.spec.i82540em;

import dev.sidestep.device.spec.RegisterTable;
import dev.sidestep.device.spec.StateField;
import java.util.List;

/**
 * Where the registers of the 82540EM are: offsets in BAR 0, and through IOADDR and IODATA. The
 * statistics have a class of their own.
 *
 * @see StatisticsRegisters
 */
public final class I82540emRegisters {
  /** Device control; {@link Ctrl}. */
  public static final int CTRL = 0x0000;

  /** Device status; {@link Status}. */
  public static final int STATUS = 0x0008;

  /** EEPROM and flash control; {@link Eecd}. */
  public static final int EECD = 0x0010;

  /** EEPROM read; {@link Eerd}. */
  public static final int EERD = 0x0014;

  /** Extended device control; {@link CtrlExt}. */
  public static final int CTRL_EXT = 0x0018;

  /** Flash access; this card has no flash memory. */
  public static final int FLA = 0x001c;

  /** Access to the PHY; {@link Mdic}. */
  public static final int MDIC = 0x0020;

  /** Flow control address, low half. */
  public static final int FCAL = 0x0028;

  /** Flow control address, high half. */
  public static final int FCAH = 0x002c;

  /** Flow control type. */
  public static final int FCT = 0x0030;

  /** VLAN type. */
  public static final int VET = 0x0038;

  /** Interrupt causes; {@link Icr}. A written one clears its bit, too. */
  public static final int ICR = 0x00c0;

  /** Least time between interrupts; {@link Delay}. */
  public static final int ITR = 0x00c4;

  /** Sets causes; {@link Icr}. */
  public static final int ICS = 0x00c8;

  /** Enables causes, and reads the mask; {@link Icr}. */
  public static final int IMS = 0x00d0;

  /** Disables causes; {@link Icr}. */
  public static final int IMC = 0x00d8;

  /** Receive control; {@link Rctl}. */
  public static final int RCTL = 0x0100;

  /** Time in PAUSE frames; {@link FlowControl}. */
  public static final int FCTTV = 0x0170;

  /** Transmit configuration word; fibre only, kept as written. */
  public static final int TXCW = 0x0178;

  /** Receive configuration word; fibre only. */
  public static final int RXCW = 0x0180;

  /** Transmit control; {@link Tctl}. */
  public static final int TCTL = 0x0400;

  /** Gap between frames. */
  public static final int TIPG = 0x0410;

  /** Adaptive gap between frames. */
  public static final int AIT = 0x0458;

  /** LED control. */
  public static final int LEDCTL = 0x0e00;

  /** Share of the receiver in the packet buffer, in KB; the rest is the transmitter's. */
  public static final int PBA = 0x1000;

  /** Low threshold of flow control; {@link FlowControl}. */
  public static final int FCRTL = 0x2160;

  /** High threshold of flow control; {@link FlowControl}. */
  public static final int FCRTH = 0x2168;

  /** Head of the receive FIFO, in units of 8 bytes. */
  public static final int RDFH = 0x2410;

  /** Tail of the receive FIFO, in units of 8 bytes. */
  public static final int RDFT = 0x2418;

  /** Saved head of the receive FIFO. */
  public static final int RDFHS = 0x2420;

  /** Saved tail of the receive FIFO. */
  public static final int RDFTS = 0x2428;

  /** Packets in the receive FIFO. */
  public static final int RDFPC = 0x2430;

  /** Receive ring, low half of the address. */
  public static final int RDBAL = 0x2800;

  /** Receive ring, high half of the address. */
  public static final int RDBAH = 0x2804;

  /** Receive ring, bytes. */
  public static final int RDLEN = 0x2808;

  /** Receive ring, head. */
  public static final int RDH = 0x2810;

  /** Receive ring, tail. */
  public static final int RDT = 0x2818;

  /** Receive delay timer; {@link Delay}. */
  public static final int RDTR = 0x2820;

  /** Receive descriptor control; {@link DescriptorControl}. */
  public static final int RXDCTL = 0x2828;

  /** Absolute receive delay timer; {@link Delay}. */
  public static final int RADV = 0x282c;

  /** Size below which a packet is small, in bytes. */
  public static final int RSRPD = 0x2c00;

  /** Transmit DMA control. */
  public static final int TXDMAC = 0x3000;

  /** Head of the transmit FIFO, in units of 8 bytes. */
  public static final int TDFH = 0x3410;

  /** Tail of the transmit FIFO, in units of 8 bytes. */
  public static final int TDFT = 0x3418;

  /** Saved head of the transmit FIFO. */
  public static final int TDFHS = 0x3420;

  /** Saved tail of the transmit FIFO. */
  public static final int TDFTS = 0x3428;

  /** Packets in the transmit FIFO. */
  public static final int TDFPC = 0x3430;

  /** Transmit ring, low half of the address. */
  public static final int TDBAL = 0x3800;

  /** Transmit ring, high half of the address. */
  public static final int TDBAH = 0x3804;

  /** Transmit ring, bytes. */
  public static final int TDLEN = 0x3808;

  /** Transmit ring, head. */
  public static final int TDH = 0x3810;

  /** Transmit ring, tail. */
  public static final int TDT = 0x3818;

  /** Transmit delay timer; {@link Delay}. */
  public static final int TIDV = 0x3820;

  /** Transmit descriptor control; {@link DescriptorControl}. */
  public static final int TXDCTL = 0x3828;

  /** Absolute transmit delay timer; {@link Delay}. */
  public static final int TADV = 0x382c;

  /** Padding and minimum threshold of TCP segmentation. */
  public static final int TSPMT = 0x3830;

  /** Receive checksum control; {@link Rxcsum}. */
  public static final int RXCSUM = 0x5000;

  /** Wake-up control; {@link Wakeup}. */
  public static final int WUC = 0x5800;

  /** Wake-up filters; {@link Wakeup}. */
  public static final int WUFC = 0x5808;

  /** Wake-up status; {@link Wakeup}. */
  public static final int WUS = 0x5810;

  /** Management control; there is no management controller on this card. */
  public static final int MANC = 0x5820;

  /** Which IP addresses for wake-up are valid. */
  public static final int IPAV = 0x5838;

  /** Length of the packet that woke. */
  public static final int WUPL = 0x5900;

  /**
   * Software semaphore. Not in SDM: later members of the family have it, and U-Boot's driver, which
   * serves them all, uses none of them without it.
   */
  public static final int SWSM = 0x5b50;

  /** Multicast table, 128 words. */
  public static final int MTA = 0x5200;

  /** Receive addresses, low halves; 16, every 8 bytes. */
  public static final int RAL = 0x5400;

  /** Receive addresses, high halves; 16, every 8 bytes; {@link Rah}. */
  public static final int RAH = 0x5404;

  /** VLAN table, 128 words. */
  public static final int VFTA = 0x5600;

  /** IPv4 addresses for wake-up; 4, every 8 bytes. */
  public static final int IP4AT = 0x5840;

  /** IPv6 address for wake-up, 4 words. */
  public static final int IP6AT = 0x5880;

  /** Beginning of the packet that woke, 32 words. */
  public static final int WUPM = 0x5a00;

  /** Lengths of flexible filters; 4, every 8 bytes. */
  public static final int FFLT = 0x5f00;

  /** Masks of flexible filters; 128, every 8 bytes. */
  public static final int FFMT = 0x9000;

  /** Values of flexible filters; 128, every 8 bytes. */
  public static final int FFVT = 0x9800;

  /** Words of the multicast table, and of the VLAN table. */
  public static final int TABLE_WORDS = 128;

  /** Receive addresses. */
  public static final int RECEIVE_ADDRESSES = 16;

  /** From one receive address to the next, in bytes. */
  public static final int RECEIVE_ADDRESS_STRIDE = 8;

  /** Packet buffer memory, for diagnostics. Not in the table, being memory. SDM 13.8.11. */
  public static final int PBM = 0x10000;

  /** Bytes of packet buffer. */
  public static final int PACKET_BUFFER_BYTES = 0x10000;

  /** Bytes that BAR 0 spans. */
  public static final int SIZE_BYTES = 0x20000;

  /** BAR 2: selects the register that {@link #IODATA} reaches. SDM 13.2.2.1. */
  public static final int IOADDR = 0;

  /** BAR 2: the register that {@link #IOADDR} selects. SDM 13.2.2.2. */
  public static final int IODATA = 4;

  /** Bytes that BAR 2 spans. */
  public static final int IO_BYTES = 64;

  /** Every register, in the order of its offset. */
  public static final RegisterTable TABLE = I82540emTable.create();

  /** State that cannot simply be read, and what a change of custody does about it. */
  public static final List<StateField> HARD_TO_READ = I82540emHiddenState.create();

  private I82540emRegisters() {}
}
