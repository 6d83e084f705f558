package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Rctl;
import dev.sidestep.device.spec.i82540em.RxDescriptor;
import dev.sidestep.device.spec.i82540em.RxStatus;
import dev.sidestep.platform.DmaBuffer;
import dev.sidestep.vmm.device.EthernetIo;
import java.util.function.Consumer;

/**
 * The monitor's receive ring, in memory of its own.
 *
 * <p>A buffer has 16 KiB, so that every frame that the chip accepts (16,384 bytes, 3.2.2) is in one
 * descriptor and none is ever half there. No more descriptors are given to the chip than the
 * virtual device has room for frames: the rest stays in the chip's FIFO, where its thresholds,
 * counters and PAUSE frames work as they do for the guest, and nothing is left here at the end.
 * Therefore 64 buffers, 1 MiB, suffice: more only matters if so many frames arrive between two
 * interrupts, and then they are in the FIFO.
 *
 * @datasheet 82540EM 3.2
 */
final class OwnReceiveRing {
  private static final int ENTRIES = 64;
  private static final int RING_BYTES = 4096;
  private static final int BUFFER_BYTES = 16 << 10;

  /** Bytes that a ring needs. */
  static final int MEMORY_BYTES = RING_BYTES + ENTRIES * BUFFER_BYTES;

  private static final int BUFFER_SIZE = Rctl.BSEX | 1 << Rctl.BSIZE_SHIFT;

  private final I82540emChip chip;
  private final DmaBuffer memory;
  private final RingDescriptor descriptor = new RingDescriptor();
  private final byte[] frame = new byte[BUFFER_BYTES];

  /** The next entry that the chip fills or has filled. */
  private int next;

  private int tail;

  /** How many frames the virtual device takes now. */
  private int room;

  private boolean paused;

  /** Inside {@link #serve}: the virtual device tells of room while it takes a frame. */
  private boolean serving;

  OwnReceiveRing(I82540emChip chip, DmaBuffer memory) {
    this.chip = chip;
    this.memory = memory;
  }

  /** RCTL with this ring's size of buffers (13.4.22). */
  static int withOwnBuffers(int rctl) {
    return (rctl & ~(Rctl.BSIZE | Rctl.BSEX)) | BUFFER_SIZE;
  }

  /** Makes it the chip's ring, without descriptors; the receiver is stopped (14.4). */
  void install() {
    next = 0;
    tail = 0;
    room = 0;
    paused = false;
    chip.write(I82540emRegisters.RDBAL, (int) memory.address());
    chip.write(I82540emRegisters.RDBAH, (int) (memory.address() >>> 32));
    chip.write(I82540emRegisters.RDLEN, ENTRIES * RxDescriptor.BYTES);
    chip.write(I82540emRegisters.RDH, 0);
    chip.write(I82540emRegisters.RDT, 0);
    chip.write(I82540emRegisters.RXDCTL, 0);
  }

  /** The virtual device takes so many frames now. */
  void setRoom(int frames) {
    room = frames;
  }

  /** No more descriptors for the chip, or again. */
  void setPaused(boolean nowPaused) {
    paused = nowPaused;
  }

  /**
   * Delivers what has arrived, as far as there is room, and gives the chip descriptors for what
   * there is still room for.
   */
  void serve(Consumer<? super EthernetIo> virtualDevice) {
    if (serving) {
      return;
    }
    serving = true;
    while (room > 0 && hasFrame()) {
      EthernetIo.Received received = take();
      room--;
      virtualDevice.accept(received);
    }
    serving = false;
    post();
  }

  /** True if a frame is here that was not delivered. */
  boolean hasFrame() {
    if (next == tail) {
      return false;
    }
    descriptor.load(memory, addressOf(next));
    return descriptor.isDone();
  }

  /** The frame that {@link #hasFrame} has found. */
  private EthernetIo.Received take() {
    int length = Math.min(descriptor.length(), BUFFER_BYTES);
    memory.read(bufferOf(next), frame, 0, length);
    next = (next + 1) & (ENTRIES - 1);
    return new EthernetIo.Received(
        frame,
        length,
        new EthernetIo.ReceiveResult(
            descriptor.status() & ~(RxStatus.DD | RxStatus.EOP),
            descriptor.options(),
            descriptor.packetChecksum(),
            descriptor.special()));
  }

  /** RDT only ever moves forward (13.4.29). */
  private void post() {
    int wanted = paused ? 0 : Math.min(room, ENTRIES - 1);
    int outstanding = (tail - next) & (ENTRIES - 1);
    if (outstanding >= wanted) {
      return;
    }
    for (; outstanding < wanted; outstanding++) {
      descriptor.set(bufferOf(tail), 0);
      descriptor.store(memory, addressOf(tail));
      tail = (tail + 1) & (ENTRIES - 1);
    }
    chip.write(I82540emRegisters.RDT, tail);
  }

  private long addressOf(int entry) {
    return memory.address() + (long) entry * RxDescriptor.BYTES;
  }

  private long bufferOf(int entry) {
    return memory.address() + RING_BYTES + (long) entry * BUFFER_BYTES;
  }
}
