package dev.sidestep.device.spec.i82540em;

/** Wake-up control, WUC, and the filters of WUFC and WUS. Datasheet: SDM 13.6.1 to 13.6.3. */
public final class Wakeup {
  /** WUC: wakes by magic packet without an operating system. */
  public static final int APME = 0x1;

  /** WUC: drives PME#. */
  public static final int PME_EN = 0x2;

  /** WUC: a wake-up event has come; write 1 to clear. */
  public static final int PME_STATUS = 0x4;

  /** WUC: drives PME# for an APM wake-up. */
  public static final int APMPME = 0x8;

  /** Filters that WUFC enables and WUS reports. */
  public static final int FILTERS = 0xf80ff;

  private Wakeup() {}
}
