package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.base.MemoryWindow;
import dev.sidestep.platform.DmaBuffer;
import dev.sidestep.platform.DmaWindow;
import dev.sidestep.platform.Owner;
import java.util.ArrayList;
import java.util.List;

/** A bus master's window: the guest's memory, or the monitor's buffers, and never both. */
final class FencedDma implements DmaWindow, MemoryWindow {
  private static final long BUFFERS = 1L << 40;
  private static final long PAGE = 4096;

  private final MemoryWindow guestMemory;
  private final List<Buffer> buffers = new ArrayList<>();
  private Owner owner = Owner.GUEST;
  private long faults;
  private long nextAddress = BUFFERS;

  FencedDma(MemoryWindow guestMemory) {
    this.guestMemory = guestMemory;
  }

  /** A buffer in an array. */
  private record Buffer(long address, int size, RigMemory ram) implements DmaBuffer {
    @Override
    public boolean read(long from, byte[] target, int offset, int length) {
      return ram.read(from, target, offset, length);
    }

    @Override
    public boolean write(long to, byte[] source, int offset, int length) {
      return ram.write(to, source, offset, length);
    }
  }

  @Override
  public void admit(Owner newOwner) {
    owner = newOwner;
  }

  @Override
  public DmaBuffer allocate(int bytes) {
    Buffer buffer = new Buffer(nextAddress, bytes, new RigMemory(nextAddress, bytes));
    nextAddress += (bytes + 2 * PAGE - 1) & -PAGE;
    buffers.add(buffer);
    return buffer;
  }

  /** How often it was asked for memory. */
  int allocations() {
    return buffers.size();
  }

  @Override
  public long faults() {
    return faults;
  }

  @Override
  public boolean read(long address, byte[] target, int offset, int length) {
    boolean done =
        owner == Owner.GUEST
            ? guestMemory.read(address, target, offset, length)
            : buffers.stream().anyMatch(buffer -> buffer.read(address, target, offset, length));
    faults += done ? 0 : 1;
    return done;
  }

  @Override
  public boolean write(long address, byte[] source, int offset, int length) {
    boolean done =
        owner == Owner.GUEST
            ? guestMemory.write(address, source, offset, length)
            : buffers.stream().anyMatch(buffer -> buffer.write(address, source, offset, length));
    faults += done ? 0 : 1;
    return done;
  }
}
