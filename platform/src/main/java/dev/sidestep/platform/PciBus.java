package dev.sidestep.platform;

/**
 * Where vCPUs find the two spaces of the PCI bus.
 *
 * @param memory guest-physical addresses of memory space
 * @param memoryBase the address on the bus that the first of them is
 * @param io guest-physical addresses of I/O space
 * @param ioBase the address on the bus that the first of them is
 */
public record PciBus(AddressRange memory, long memoryBase, AddressRange io, long ioBase) {
  /** The guest-physical address of {@code busAddress}, or -1 if none leads there. */
  public long memoryAddress(long busAddress, long bytes) {
    return translate(memory, busAddress - memoryBase, bytes);
  }

  /** The guest-physical address of {@code busAddress} in I/O space, or -1 if none leads there. */
  public long ioAddress(long busAddress, long bytes) {
    return translate(io, busAddress - ioBase, bytes);
  }

  private static long translate(AddressRange aperture, long offset, long bytes) {
    boolean inside = offset >= 0 && offset + bytes <= aperture.size();
    return inside ? aperture.start() + offset : -1;
  }
}
