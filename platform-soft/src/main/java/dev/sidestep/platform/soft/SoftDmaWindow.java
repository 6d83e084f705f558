package dev.sidestep.platform.soft;

import dev.sidestep.base.MemoryWindow;
import dev.sidestep.platform.DmaBuffer;
import dev.sidestep.platform.DmaWindow;
import dev.sidestep.platform.Owner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What one device reaches when it masters the bus. Both of its windows are exclusive: while the
 * guest's memory is open, no buffer of the monitor's is, and the other way round. Lock held.
 */
final class SoftDmaWindow implements DmaWindow {
  /** Where buffers begin: below memory, and below 4 GiB for chips of 32 bits. */
  static final long FIRST_BUFFER = 0x1000_0000L;

  private static final long PAGE_BYTES = 4096;
  private static final int REMEMBERED_FAULTS = 16;

  private final MemoryWindow guest;
  private final List<MonitorBuffer> buffers = new ArrayList<>();
  private final Deque<Fault> recent = new ArrayDeque<>();
  private long nextBuffer = FIRST_BUFFER;
  private Owner owner = Owner.GUEST;
  private long faults;

  /**
   * An access that was refused.
   *
   * @param address the device's
   * @param length bytes
   * @param write true for a write to memory
   * @param owner whose memory was open
   */
  record Fault(long address, int length, boolean write, Owner owner) {}

  /** A window that is open to the memory of {@code guest}. */
  SoftDmaWindow(MemoryWindow guest) {
    this.guest = guest;
  }

  @Override
  public void admit(Owner newOwner) {
    owner = newOwner;
  }

  /** Between two buffers is a page that nobody has: a device that runs over the end is refused. */
  @Override
  public DmaBuffer allocate(int bytes) {
    MonitorBuffer buffer = new MonitorBuffer(nextBuffer, bytes);
    buffers.add(buffer);
    nextBuffer = (nextBuffer + bytes + 2 * PAGE_BYTES - 1) & -PAGE_BYTES;
    return buffer;
  }

  @Override
  public long faults() {
    return faults;
  }

  /** The last refused accesses, the oldest first. */
  List<Fault> recentFaults() {
    return List.copyOf(recent);
  }

  /** Open to the guest, and no buffers: as when the machine was built. */
  void reset() {
    owner = Owner.GUEST;
    buffers.clear();
    nextBuffer = FIRST_BUFFER;
  }

  /** The device's side. */
  MemoryWindow device() {
    return device;
  }

  private boolean done(boolean done, long address, int length, boolean write) {
    if (!done) {
      faults++;
      if (recent.size() == REMEMBERED_FAULTS) {
        recent.removeFirst();
      }
      recent.addLast(new Fault(address, length, write, owner));
    }
    return done;
  }

  private MemoryWindow at(long address) {
    if (owner == Owner.GUEST) {
      return guest;
    }
    for (int i = 0; i < buffers.size(); i++) {
      MonitorBuffer buffer = buffers.get(i);
      if (address >= buffer.address() && address - buffer.address() < buffer.size()) {
        return buffer;
      }
    }
    return MemoryWindow.NOTHING;
  }

  private final MemoryWindow device =
      new MemoryWindow() {
        @Override
        public boolean read(long address, byte[] target, int offset, int length) {
          return done(at(address).read(address, target, offset, length), address, length, false);
        }

        @Override
        public boolean write(long address, byte[] source, int offset, int length) {
          return done(at(address).write(address, source, offset, length), address, length, true);
        }
      };
}
