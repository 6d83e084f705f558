package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.base.MemoryWindow;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Icr;
import dev.sidestep.device.spec.i82540em.Rctl;
import dev.sidestep.device.spec.i82540em.RxStatus;
import dev.sidestep.vmm.device.EthernetIo;
import dev.sidestep.vmm.device.EthernetIo.ReceiveResult;
import dev.sidestep.vmm.device.GuestTimers;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * From the driver's frames to the guest's receive buffers. Frames that find no descriptor, or
 * RCTL.EN = 0, wait here as on the chip they wait in the FIFO; {@link EthernetIo.ReceiveRoom} keeps
 * them few.
 *
 * <p>A refused access is a master abort: the queue stops until RCTL.EN is written 0 and 1, or the
 * chip is reset (SDM 3.2.3 to 3.2.7).
 */
final class VirtualReceiveQueue {
  /** Descriptors that are used in one go; the rest follows when the guest has had its turn. */
  private static final int DESCRIPTORS_PER_STEP = 64;

  private static final int UNKNOWN = -1;
  private static final int NORMAL_FRAME = 1_522;
  private static final int LONG_FRAME = 16_384;
  private static final int SMALL_PACKET = 0xfff;

  private final VirtualRegisters registers;
  private final MemoryWindow memory;
  private final VirtualInterrupts interrupts;
  private final BooleanSupplier busMaster;
  private final Consumer<EthernetIo> driver;
  private final VirtualRing ring;
  private final VirtualTimer continuation;
  private final RingDescriptor descriptor = new RingDescriptor();
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private byte[] data = new byte[0];
  private int length;
  private int position;
  private ReceiveResult result = ReceiveResult.PLAIN;
  private boolean open;
  private int announced = UNKNOWN;
  private boolean active;
  private boolean stopped;

  /** A frame behind the one that is being stored. */
  private static final class Waiting {
    final byte[] data;
    final ReceiveResult result;

    Waiting(EthernetIo.Received frame) {
      data = Arrays.copyOf(frame.data(), frame.length());
      result = frame.result();
    }
  }

  VirtualReceiveQueue(
      VirtualRegisters registers,
      MemoryWindow memory,
      VirtualInterrupts interrupts,
      BooleanSupplier busMaster,
      Consumer<EthernetIo> driver,
      GuestTimers timers) {
    this.registers = registers;
    this.memory = memory;
    this.interrupts = interrupts;
    this.busMaster = busMaster;
    this.driver = driver;
    ring = new VirtualRing(registers, memory, I82540emRegisters.RDBAL);
    continuation = new VirtualTimer(timers, this::run);
  }

  /** Begins empty; the registers are set. Says how much room there is. */
  void begin() {
    reset();
    active = true;
    announceRoom();
  }

  void end() {
    active = false;
    reset();
  }

  /** A frame from the driver; its array is the driver's. */
  void receive(EthernetIo.Received frame) {
    announced--;
    if (open) {
      waiting.add(new Waiting(frame));
      return;
    }
    open(frame.data(), frame.length(), frame.result());
    store();
    if (open) {
      data = Arrays.copyOf(data, length);
    }
    if (open || announced <= 0) {
      announceRoom();
    }
  }

  private void open(byte[] frame, int bytes, ReceiveResult describedBy) {
    data = frame;
    length = bytes;
    position = 0;
    result = describedBy;
    open = true;
  }

  /** Stores what waits, as far as it can be stored now, and says how much room there is. */
  void run() {
    store();
    announceRoom();
  }

  private void store() {
    int count = 0;
    while (count < DESCRIPTORS_PER_STEP && canRun()) {
      step();
      count++;
    }
    if (canRun()) {
      continuation.start(0);
    }
  }

  private boolean canRun() {
    return active && open && hasDescriptors();
  }

  private boolean hasDescriptors() {
    return !stopped
        && registers.isSet(I82540emRegisters.RCTL, Rctl.EN)
        && ring.owned() != 0
        && busMaster.getAsBoolean();
  }

  private void step() {
    if (!ring.load(descriptor)) {
      stopped = true;
    } else if (descriptor.address() == 0) {
      skip();
    } else {
      fill();
    }
  }

  /** A null address: nothing is stored, and DD is all that changes (SDM 3.2.4). */
  private void skip() {
    descriptor.setStatus(descriptor.status() | RxStatus.DD);
    if (ring.storeStatus(descriptor)) {
      advance();
    } else {
      stopped = true;
    }
  }

  private void fill() {
    int bytes = Math.min(length - position, bufferBytes());
    boolean last = bytes == length - position;
    boolean stored = memory.write(descriptor.address(), data, position, bytes);
    describe(bytes, last);
    if (!stored || !ring.store(descriptor)) {
      stopped = true;
      return;
    }
    position += bytes;
    advance();
    if (last) {
      complete();
    }
  }

  /** The fields of the last descriptor hold for the frame; before it only length and DD do. */
  private void describe(int bytes, boolean last) {
    long address = descriptor.address();
    if (last) {
      int status = result.status() | RxStatus.EOP | RxStatus.DD;
      descriptor.setReceived(address, bytes, result.checksum(), status, result.errors());
      descriptor.setSpecial(result.special());
    } else {
      descriptor.setReceived(address, bytes, 0, RxStatus.DD, 0);
    }
  }

  private int bufferBytes() {
    return Rctl.bufferBytes(registers.get(I82540emRegisters.RCTL));
  }

  private void advance() {
    ring.advance();
    int rdmts = (registers.get(I82540emRegisters.RCTL) & Rctl.RDMTS) >>> Rctl.RDMTS_SHIFT;
    if (ring.owned() == ring.size() >>> (1 + rdmts)) {
      interrupts.raise(Icr.RXDMT0);
    }
  }

  private void complete() {
    open = false;
    if (length <= (registers.get(I82540emRegisters.RSRPD) & SMALL_PACKET)) {
      interrupts.raise(Icr.SRPD);
    }
    interrupts.received();
    Waiting next = waiting.poll();
    if (next != null) {
      open(next.data, next.data.length, next.result);
    }
  }

  /** RDT, RCTL or the ring has changed, or frames were stored. */
  private void announceRoom() {
    int room = room();
    if (active && room != announced) {
      announced = room;
      driver.accept(new EthernetIo.ReceiveRoom(room));
    }
  }

  /**
   * Frames that are sure to find descriptors; at least one if there is any descriptor, since a long
   * frame can wait for the rest of its own.
   */
  private int room() {
    if (open || !active || !hasDescriptors()) {
      return 0;
    }
    boolean longFrames = registers.isSet(I82540emRegisters.RCTL, Rctl.LPE);
    int longest = longFrames ? LONG_FRAME : NORMAL_FRAME;
    int buffers = (longest + bufferBytes() - 1) / bufferBytes();
    return Math.max(1, ring.owned() / buffers);
  }

  /** RCTL.EN was 0 and is 1 now. */
  void enabled() {
    stopped = false;
    run();
  }

  /** Frames that the guest has not been given. */
  int waitingFrames() {
    return waiting.size() + (open ? 1 : 0);
  }

  /** True if frames may come and the guest has given out no buffer for one. */
  boolean isStarved() {
    return registers.isSet(I82540emRegisters.RCTL, Rctl.EN) && room() == 0;
  }

  /** Drops what waits; the registers have been reset. */
  void reset() {
    stopped = false;
    open = false;
    announced = UNKNOWN;
    waiting.clear();
    continuation.stop();
  }
}
