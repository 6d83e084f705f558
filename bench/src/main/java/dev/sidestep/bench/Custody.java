package dev.sidestep.bench;

import java.util.Locale;

/** Who has the serial port of a machine. */
public enum Custody {
  /** There is no monitor: the same board with plain firmware. */
  BARE,
  /** The guest, beside a monitor that keeps out of the way. */
  DIRECT,
  /** The monitor, from power-on. */
  EMULATED;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Custody of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
