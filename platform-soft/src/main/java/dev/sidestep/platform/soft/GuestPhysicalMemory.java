package dev.sidestep.platform.soft;

import dev.sidestep.riscv.PageWalker;
import dev.sidestep.riscv.Ram;

/** The guest's memory under the addresses that the guest uses. */
final class GuestPhysicalMemory implements PageWalker.PageTableMemory {
  private final Ram ram;
  private final long size;
  private final long toHost;

  GuestPhysicalMemory(Board board) {
    ram = board.ram();
    size = ram.size();
    toHost = ram.hostAddress(board.map().onBus(AddressMap.RAM)) - AddressMap.RAM;
  }

  /** True if {@code address} is in RAM. */
  boolean isRam(long address) {
    return Long.compareUnsigned(address - AddressMap.RAM, size) < 0;
  }

  /** True if all {@code length} bytes at {@code address} are in RAM. */
  boolean isRam(long address, long length) {
    return length == 0 || (isRam(address) && length <= AddressMap.RAM + size - address);
  }

  /** A copy of {@code length} bytes at {@code address}, which are in RAM. */
  byte[] read(long address, int length) {
    byte[] copy = new byte[length];
    ram.read(ram.base() + (address - AddressMap.RAM), copy, 0, length);
    return copy;
  }

  @Override
  public long locate(long address, boolean update) {
    return isRam(address, Long.BYTES) ? address + toHost : 0;
  }
}
