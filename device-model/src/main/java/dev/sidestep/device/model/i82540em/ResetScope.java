package dev.sidestep.device.model.i82540em;

import dev.sidestep.device.spec.i82540em.I82540emRegisters;

/** How far a reset of the MAC reaches. Datasheet: SDM 13.4.1, 14.7. */
enum ResetScope {
  /** LAN_PWR_GOOD: everything. */
  POWER_ON,
  /** From D3hot to D0: all but wake-up. */
  D3_TO_D0,
  /** CTRL.RST: all but wake-up and the allocation of the packet buffer. */
  SOFTWARE;

  /** True if the register at {@code offset} stays as it is. */
  boolean keeps(int offset) {
    return switch (this) {
      case POWER_ON -> false;
      case D3_TO_D0 -> isWakeup(offset);
      case SOFTWARE -> isWakeup(offset) || offset == I82540emRegisters.PBA;
    };
  }

  /** WUC to WUPM, MANC with them, and the flexible filters. */
  private static boolean isWakeup(int offset) {
    return offset >= I82540emRegisters.WUC && offset != I82540emRegisters.SWSM;
  }
}
