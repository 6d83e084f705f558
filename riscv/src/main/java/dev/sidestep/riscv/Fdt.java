package dev.sidestep.riscv;

import java.nio.ByteBuffer;

/** Constants of the flattened format; Devicetree Specification 0.4, section 5. All big-endian. */
final class Fdt {
  static final int MAGIC = 0xd00d_feed;

  /** Written, and the newest that is understood; 16 differs only in lacking one header field. */
  static final int VERSION = 17;

  static final int LAST_COMPATIBLE_VERSION = 16;
  static final int HEADER_BYTES = 40;

  // Table 5.1: offsets of the header fields.
  static final int TOTAL_SIZE = 4;
  static final int OFF_STRUCT = 8;
  static final int OFF_STRINGS = 12;
  static final int OFF_RESERVED = 16;
  static final int VERSION_FIELD = 20;
  static final int LAST_COMPATIBLE_FIELD = 24;
  static final int BOOT_CPU = 28;
  static final int SIZE_STRINGS = 32;
  static final int SIZE_STRUCT = 36;

  // Section 5.4.1: tokens of the structure block.
  static final int BEGIN_NODE = 1;
  static final int END_NODE = 2;
  static final int PROP = 3;
  static final int NOP = 4;
  static final int END = 9;

  private Fdt() {}

  static byte[] bigEndian(int cell) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(cell).array();
  }
}
