package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.base.MemoryWindow;
import dev.sidestep.device.spec.i82540em.DescriptorControl;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Icr;
import dev.sidestep.device.spec.i82540em.Tctl;
import dev.sidestep.vmm.Provenance;
import dev.sidestep.vmm.device.EthernetIo;
import dev.sidestep.vmm.device.GuestTimers;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * From the guest's transmit descriptors to packets for the driver. A descriptor is done when its
 * data is with the monitor, as it is on the chip when its data is in the FIFO; no packet is begun
 * that the driver has no room for, so that what waits, waits in the guest's ring.
 *
 * <p>A refused access is a master abort: the queue stops until TCTL.EN is written 0 and 1, or the
 * chip is reset (SDM 3.3, 3.4).
 */
final class VirtualTransmitter {
  /** Descriptors that are used in one go; the rest follows when the guest has had its turn. */
  private static final int DESCRIPTORS_PER_STEP = 64;

  private static final int LOW_THRESHOLD_UNIT = 8;

  private final VirtualRegisters registers;
  private final MemoryWindow memory;
  private final VirtualInterrupts interrupts;
  private final BooleanSupplier busMaster;
  private final Consumer<EthernetIo> driver;
  private final VirtualRing ring;
  private final VirtualTimer continuation;
  private final RingDescriptor descriptor = new RingDescriptor();
  private final OutgoingPacket packet = new OutgoingPacket();
  private Descriptor checksums = Descriptor.NONE;
  private Descriptor segments = Descriptor.NONE;
  private Provenance provenance = Provenance.INFERRED;
  private int packetHead;
  private int room;
  private boolean active;
  private boolean busy;
  private boolean stopped;
  private boolean running;

  VirtualTransmitter(
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
    ring = new VirtualRing(registers, memory, I82540emRegisters.TDBAL);
    continuation = new VirtualTimer(timers, this::run);
  }

  /** Becomes a transmitter that remembers {@code contexts}; it waits for room. */
  void begin(I82540emHandover.TransmitContexts contexts) {
    reset();
    checksums = contexts.checksum();
    segments = contexts.segmentation();
    provenance = contexts.provenance();
    room = 0;
    busy = false;
    active = true;
  }

  /** A packet that is cut off by force is to be fetched anew, from its beginning. */
  I82540emHandover.TransmitContexts end() {
    active = false;
    continuation.stop();
    if (packet.isOpen()) {
      ring.moveHead(packetHead);
    }
    packet.clear();
    return new I82540emHandover.TransmitContexts(checksums, segments, provenance);
  }

  /** Uses what the guest has posted, as far as it can be used now. */
  void run() {
    if (running) {
      return;
    }
    running = true;
    for (int count = 0; count < DESCRIPTORS_PER_STEP && canRun(); count++) {
      step();
    }
    running = false;
    if (canRun()) {
      continuation.start(0);
    }
  }

  private boolean canRun() {
    return active
        && !stopped
        && room > 0
        && (!busy || packet.isOpen())
        && registers.isSet(I82540emRegisters.TCTL, Tctl.EN)
        && ring.owned() != 0
        && busMaster.getAsBoolean();
  }

  private void step() {
    stopped = !ring.load(descriptor) || !use() || !writeBack();
    if (!stopped) {
      advance();
    }
  }

  private boolean use() {
    if (descriptor.isContext()) {
      remember(descriptor.value());
      return true;
    }
    boolean unknown = descriptor.isExtended() && !descriptor.isData();
    if (unknown) {
      return true;
    }
    if (!packet.isOpen()) {
      packetHead = ring.head();
    }
    boolean fetched = packet.fetch(descriptor, memory, checksums, segments);
    if (packet.isComplete()) {
      transmit();
    }
    return fetched;
  }

  private void remember(Descriptor context) {
    provenance = Provenance.OBSERVED;
    if (descriptor.has(RingDescriptor.TSE)) {
      segments = context;
    } else {
      checksums = context;
    }
  }

  private void transmit() {
    if (packet.isSensible()) {
      room--;
      driver.accept(new EthernetIo.Transmit(packet.data(), packet.length(), packet.offload()));
    }
    packet.clear();
  }

  private boolean writeBack() {
    if (!descriptor.has(RingDescriptor.RS)) {
      return true;
    }
    descriptor.setStatus(descriptor.status() & ~0xf | RingDescriptor.DD);
    return ring.storeStatus(descriptor);
  }

  /** The causes come after the head has moved, as software expects. */
  private void advance() {
    ring.advance();
    int left = ring.owned();
    if (descriptor.has(RingDescriptor.RS)) {
      interrupts.transmitted(descriptor.has(RingDescriptor.IDE));
    }
    int low = registers.get(I82540emRegisters.TXDCTL) >>> DescriptorControl.LWTHRESH_SHIFT;
    if (low != 0 && left == low * LOW_THRESHOLD_UNIT - 1) {
      interrupts.raise(Icr.TXD_LOW);
    }
    if (left == 0) {
      interrupts.raise(Icr.TXQE);
    }
  }

  /** The driver can take so many packets. */
  void setRoom(int packets) {
    room = packets;
    run();
  }

  /** Begins no packet while {@code nowBusy}. */
  void setBusy(boolean nowBusy) {
    busy = nowBusy;
    run();
  }

  boolean isBusy() {
    return busy;
  }

  /** TCTL.EN was 0 and is 1 now. */
  void enabled() {
    stopped = false;
    run();
  }

  /** True if the guest has posted a part of a packet. */
  boolean isInsidePacket() {
    return packet.isOpen();
  }

  /** Forgets packet and contexts; the registers have been reset. */
  void reset() {
    stopped = false;
    packet.clear();
    checksums = Descriptor.NONE;
    segments = Descriptor.NONE;
    provenance = Provenance.OBSERVED;
    continuation.stop();
  }
}
