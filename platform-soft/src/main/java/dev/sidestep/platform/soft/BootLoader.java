package dev.sidestep.platform.soft;

import dev.sidestep.base.Failure;
import dev.sidestep.platform.BootSource;
import dev.sidestep.platform.MachineConfiguration;
import dev.sidestep.riscv.Ram;
import java.nio.ByteBuffer;

/**
 * Puts the guest into memory as firmware does: the kernel where it wants to be, the initial RAM
 * disk and the device tree at the top.
 */
final class BootLoader {
  private static final long TREE_SPACE = 0x10_0000;
  private static final long ALIGNMENT = 0x1000;

  private final MachineConfiguration configuration;
  private final Board board;

  BootLoader(MachineConfiguration configuration, Board board) {
    this.configuration = configuration;
    this.board = board;
  }

  /** Loads everything; the guest-physical address of the device tree. */
  long load() {
    long top = AddressMap.RAM + configuration.ramBytes();
    long treeAddress = top - TREE_SPACE;
    byte[] initrd = configuration.boot().initrd();
    long initrdAddress = (treeAddress - initrd.length) & -ALIGNMENT;
    long kernelEnd = AddressMap.RAM;
    for (BootSource.Segment segment : configuration.boot().segments()) {
      store("kernel", segment.address(), segment.bytes(), segment.sizeBytes());
      kernelEnd = Math.max(kernelEnd, segment.address() + segment.sizeBytes());
    }
    if (initrdAddress < kernelEnd) {
      throw tooSmall("kernel and initial RAM disk");
    }
    store("initial RAM disk", initrdAddress, ByteBuffer.wrap(initrd), initrd.length);
    byte[] tree = GuestTree.of(configuration, board, initrdAddress);
    store("device tree", treeAddress, ByteBuffer.wrap(tree), tree.length);
    return treeAddress;
  }

  private void store(String what, long guestPhysical, ByteBuffer bytes, long sizeBytes) {
    Ram ram = board.ram();
    long address = board.map().onBus(guestPhysical);
    if (!ram.contains(address, Math.max(sizeBytes, bytes.remaining()))) {
      throw tooSmall(what);
    }
    ram.write(address, bytes);
  }

  private Failure tooSmall(String what) {
    return new Failure(
        Failure.Reason.BAD_INPUT,
        "The %s does not fit into %d MiB of guest memory at %#x; give the guest more with --memory."
            .formatted(what, configuration.ramBytes() >> 20, AddressMap.RAM));
  }
}
