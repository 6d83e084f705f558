package dev.sidestep.device.spec.i82540em;

/**
 * Offsets of the statistics registers. A read clears; the counters stop at all ones. Of a pair that
 * ends in L and H, the read of H clears both. Datasheet: SDM 13.7.
 */
public final class StatisticsRegisters {
  /** Frames with a bad check sequence. */
  public static final int CRCERRS = 0x4000;

  /** Alignment errors; 10 and 100 Mbit/s. */
  public static final int ALGNERRC = 0x4004;

  /** Symbol errors. */
  public static final int SYMERRS = 0x4008;

  /** Frames with receive errors. */
  public static final int RXERRC = 0x400c;

  /** Frames missed for want of space in the receive FIFO. */
  public static final int MPC = 0x4010;

  /** Single collisions. */
  public static final int SCC = 0x4014;

  /** Excessive collisions. */
  public static final int ECOL = 0x4018;

  /** Multiple collisions. */
  public static final int MCC = 0x401c;

  /** Late collisions. */
  public static final int LATECOL = 0x4020;

  /** Collisions. */
  public static final int COLC = 0x4028;

  /** Deferrals. */
  public static final int DC = 0x4030;

  /** Transmissions without carrier sense. */
  public static final int TNCRS = 0x4034;

  /** Sequence errors. */
  public static final int SEC = 0x4038;

  /** Carrier extension errors. */
  public static final int CEXTERR = 0x403c;

  /** Receive length errors. */
  public static final int RLEC = 0x4040;

  /** XON received. */
  public static final int XONRXC = 0x4048;

  /** XON sent. */
  public static final int XONTXC = 0x404c;

  /** XOFF received. */
  public static final int XOFFRXC = 0x4050;

  /** XOFF sent. */
  public static final int XOFFTXC = 0x4054;

  /** Unsupported flow control frames received. */
  public static final int FCRUC = 0x4058;

  /** Good frames received, 64 bytes. */
  public static final int PRC64 = 0x405c;

  /** Good frames received, 65 to 127 bytes. */
  public static final int PRC127 = 0x4060;

  /** Good frames received, 128 to 255 bytes. */
  public static final int PRC255 = 0x4064;

  /** Good frames received, 256 to 511 bytes. */
  public static final int PRC511 = 0x4068;

  /** Good frames received, 512 to 1023 bytes. */
  public static final int PRC1023 = 0x406c;

  /** Good frames received, 1024 bytes and more. */
  public static final int PRC1522 = 0x4070;

  /** Good frames received. */
  public static final int GPRC = 0x4074;

  /** Broadcasts received. */
  public static final int BPRC = 0x4078;

  /** Multicasts received. */
  public static final int MPRC = 0x407c;

  /** Good frames sent. */
  public static final int GPTC = 0x4080;

  /** Good bytes received, low half. */
  public static final int GORCL = 0x4088;

  /** Good bytes received, high half. */
  public static final int GORCH = 0x408c;

  /** Good bytes sent, low half. */
  public static final int GOTCL = 0x4090;

  /** Good bytes sent, high half. */
  public static final int GOTCH = 0x4094;

  /** Frames that found no free descriptor. */
  public static final int RNBC = 0x40a0;

  /** Frames shorter than 64 bytes with a good check sequence. */
  public static final int RUC = 0x40a4;

  /** Frames shorter than 64 bytes with a bad check sequence. */
  public static final int RFC = 0x40a8;

  /** Frames too long, with a good check sequence. */
  public static final int ROC = 0x40ac;

  /** Frames too long, with a bad check sequence. */
  public static final int RJC = 0x40b0;

  /** Management packets received. */
  public static final int MGTPRC = 0x40b4;

  /** Management packets dropped. */
  public static final int MGTPDC = 0x40b8;

  /** Management packets sent. */
  public static final int MGTPTC = 0x40bc;

  /** Bytes received, low half. */
  public static final int TORL = 0x40c0;

  /** Bytes received, high half. */
  public static final int TORH = 0x40c4;

  /** Bytes sent, low half. */
  public static final int TOTL = 0x40c8;

  /** Bytes sent, high half. */
  public static final int TOTH = 0x40cc;

  /** Frames received. */
  public static final int TPR = 0x40d0;

  /** Frames sent. */
  public static final int TPT = 0x40d4;

  /** Frames sent, 64 bytes. */
  public static final int PTC64 = 0x40d8;

  /** Frames sent, 65 to 127 bytes. */
  public static final int PTC127 = 0x40dc;

  /** Frames sent, 128 to 255 bytes. */
  public static final int PTC255 = 0x40e0;

  /** Frames sent, 256 to 511 bytes. */
  public static final int PTC511 = 0x40e4;

  /** Frames sent, 512 to 1023 bytes. */
  public static final int PTC1023 = 0x40e8;

  /** Frames sent, 1024 bytes and more. */
  public static final int PTC1522 = 0x40ec;

  /** Multicasts sent. */
  public static final int MPTC = 0x40f0;

  /** Broadcasts sent. */
  public static final int BPTC = 0x40f4;

  /** TCP segmentation contexts sent. */
  public static final int TSCTC = 0x40f8;

  /** TCP segmentation contexts that failed. */
  public static final int TSCTFC = 0x40fc;

  /** Where the statistics begin. */
  public static final int FIRST = CRCERRS;

  /** Where they end, exclusive. */
  public static final int END = 0x4100;

  private StatisticsRegisters() {}
}
