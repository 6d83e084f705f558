package dev.sidestep.device.spec.am79c970a;

/**
 * How structures in memory are laid out. Datasheet: BCR20, Initialization Block, Receive
 * Descriptors, Transmit Descriptors.
 */
public enum SoftwareStyle {
  /** That of the LANCE: 16-bit structures, addresses of 24 bits. */
  LANCE(0, 8, 24),
  /** That of the PCnet-PCI: 32 bits. */
  PCNET_PCI(2, 16, 28),
  /** That of the PCnet-PCI II in burst mode: 32 bits, the buffer's address in the third word. */
  PCNET_PCI_II(3, 16, 28);

  private final int code;
  private final int descriptorBytes;
  private final int blockBytes;

  SoftwareStyle(int code, int descriptorBytes, int blockBytes) {
    this.code = code;
    this.descriptorBytes = descriptorBytes;
    this.blockBytes = blockBytes;
  }

  /** Its number in BCR20. */
  public int code() {
    return code;
  }

  /** Bytes of a descriptor; also what a ring is aligned to. */
  public int descriptorBytes() {
    return descriptorBytes;
  }

  /** Bytes of the initialization block. */
  public int blockBytes() {
    return blockBytes;
  }

  /** True if structures are of 32 bits. */
  public boolean isWide() {
    return this != LANCE;
  }

  /**
   * The style with that number. Style 1, of the ILACC, is left out, and other numbers are reserved:
   * they count as {@link #LANCE}.
   */
  public static SoftwareStyle of(int code) {
    for (SoftwareStyle style : values()) {
      if (style.code == code) {
        return style;
      }
    }
    return LANCE;
  }
}
