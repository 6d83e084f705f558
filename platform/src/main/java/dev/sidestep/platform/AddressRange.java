package dev.sidestep.platform;

/**
 * A range of guest-physical addresses.
 *
 * @param start first address
 * @param size bytes, 1 or more
 */
public record AddressRange(long start, long size) {
  /** True if {@code address} lies in the range. */
  public boolean contains(long address) {
    return address - start >= 0 && address - start < size;
  }
}
