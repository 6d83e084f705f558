package dev.sidestep.device.model.pci;

import dev.sidestep.device.spec.pci.PciHeader;

/**
 * A base address register that a function has.
 *
 * @param index 0..5
 * @param space what it maps
 * @param sizeBytes how much, a power of two: 16 or more of memory, 4..256 of I/O
 * @datasheet PCI Local Bus 3.0 6.2.5.1
 */
public record BaseAddress(int index, Space space, int sizeBytes) {
  private static final int LEAST_MEMORY = 16;
  private static final int LEAST_IO = 4;
  private static final int MOST_IO = 256;

  /** What is mapped. */
  public enum Space {
    MEMORY,
    IO
  }

  /** Checks the ranges. */
  public BaseAddress {
    boolean fits =
        switch (space) {
          case MEMORY -> sizeBytes >= LEAST_MEMORY;
          case IO -> sizeBytes >= LEAST_IO && sizeBytes <= MOST_IO;
        };
    if (index < 0 || index >= PciHeader.BARS || !fits || Integer.bitCount(sizeBytes) != 1) {
      throw new IllegalArgumentException(
          "No base address register %d of %d bytes".formatted(index, sizeBytes));
    }
  }

  /** Bits that always read the same: what kind of address it is. */
  int flags() {
    return space == Space.IO ? PciHeader.Bar.IO : 0;
  }

  /** Bits that can be written; the others say how large it is. */
  int writableMask() {
    int noAddress = space == Space.IO ? PciHeader.Bar.IO_FLAGS : PciHeader.Bar.MEMORY_FLAGS;
    return -sizeBytes & ~noAddress;
  }
}
