package dev.sidestep.platform;

/**
 * How the register window of a PCI function is laid out: base address register 0 from offset 0, the
 * others and configuration space each at a place of its own, so that one offset names a register
 * wherever the guest maps it.
 */
public interface PciRegion {
  /** Offset of configuration space, 4096 bytes. */
  long CONFIGURATION = 7L << 32;

  /** Offset of what base address register {@code index}, 0..5, maps. */
  static long bar(int index) {
    return (long) index << 32;
  }
}
