package dev.sidestep.bench;

import java.util.Locale;

/** A column of the comparison: whose machine, and who has its network card. */
enum Side {
  /** Ours without a monitor. */
  BARE,
  /** Ours with a monitor; the card is the guest's. */
  DIRECT,
  /** Ours with a monitor, which has the card. */
  EMULATED,
  /** QEMU, which always emulates. */
  PEER;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
