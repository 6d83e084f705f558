package dev.sidestep.device.model.pci;

/**
 * Addresses that a function answers at now.
 *
 * @param bar the base address register that maps them
 * @param address the first one on the PCI bus, 32 bits
 */
public record DecodedRange(BaseAddress bar, long address) {
  /** True if {@code pciAddress} is one of them. */
  public boolean contains(long pciAddress) {
    return pciAddress >= address && pciAddress - address < bar.sizeBytes();
  }
}
