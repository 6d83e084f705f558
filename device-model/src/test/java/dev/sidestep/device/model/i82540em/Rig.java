package dev.sidestep.device.model.i82540em;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.base.MemoryWindow;
import dev.sidestep.device.model.EthernetOutlet;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Rah;
import dev.sidestep.device.spec.i82540em.Rctl;
import dev.sidestep.device.spec.i82540em.RxDescriptor;
import dev.sidestep.device.spec.i82540em.Tctl;
import dev.sidestep.device.spec.i82540em.TxCommand;
import dev.sidestep.device.spec.i82540em.TxDescriptor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A data path with everything around it: 1 MiB of memory from {@link #MEMORY} on, a clock that only
 * tests move, a wire that is free again when a test says so.
 */
final class Rig implements Causes, Statistics, Link, EthernetOutlet {
  static final long MEMORY = 0x8000_0000L;
  static final int MEMORY_BYTES = 1 << 20;
  static final long TX_RING = MEMORY;
  static final long RX_RING = MEMORY + 0x1000;
  static final long BUFFERS = MEMORY + 0x1_0000;
  static final int RING_SIZE = 8;
  static final byte[] STATION = {0x52, 0x54, 0, 0x12, 0x34, 0x56};

  final byte[] memory = new byte[MEMORY_BYTES];
  final RegisterFile registers = new RegisterFile();
  long now;
  final EventScheduler scheduler = new EventScheduler(() -> now);
  final List<byte[]> sent = new ArrayList<>();
  final List<String> events = new ArrayList<>();
  final Map<Integer, Integer> counters = new HashMap<>();
  int raised;
  int transmitted;
  int transmittedDelayed;
  int received;
  int goodReceived;
  int goodSent;
  boolean wireBusy;
  boolean busMaster = true;
  boolean up = true;
  boolean loopback;
  int memoryAccesses;
  final DataPath path;

  Rig() {
    registers.set(I82540emRegisters.VET, 0x8100);
    registers.set(I82540emRegisters.FCAL, 0x00c28001);
    registers.set(I82540emRegisters.FCAH, 0x0100);
    registers.set(I82540emRegisters.FCT, 0x8808);
    registers.set(I82540emRegisters.PBA, 48);
    registers.set(I82540emRegisters.RAL, Bytes.intLittle(STATION, 0));
    registers.set(I82540emRegisters.RAH, 0x5634 | Rah.AV);
    path =
        new DataPath(
            new Parts(
                registers,
                this,
                this,
                new BusMaster(new Window(), () -> busMaster),
                scheduler,
                this,
                this));
    path.reset();
  }

  /** A rig whose rings are set up and whose transmitter and receiver run. */
  static Rig running() {
    Rig rig = new Rig();
    rig.registers.set(I82540emRegisters.TDBAL, (int) TX_RING);
    rig.registers.set(I82540emRegisters.TDLEN, RING_SIZE * TxDescriptor.BYTES);
    rig.registers.set(I82540emRegisters.RDBAL, (int) RX_RING);
    rig.registers.set(I82540emRegisters.RDLEN, RING_SIZE * RxDescriptor.BYTES);
    rig.control(I82540emRegisters.TCTL, Tctl.EN | Tctl.PSP);
    rig.control(I82540emRegisters.RCTL, Rctl.EN | Rctl.BAM);
    return rig;
  }

  private final class Window implements MemoryWindow {
    @Override
    public boolean read(long address, byte[] target, int offset, int length) {
      memoryAccesses++;
      boolean inside = isInside(address, length);
      if (inside) {
        System.arraycopy(memory, (int) (address - MEMORY), target, offset, length);
      }
      return inside;
    }

    @Override
    public boolean write(long address, byte[] source, int offset, int length) {
      memoryAccesses++;
      boolean inside = isInside(address, length);
      if (inside) {
        System.arraycopy(source, offset, memory, (int) (address - MEMORY), length);
      }
      return inside;
    }

    private boolean isInside(long address, int length) {
      return address >= MEMORY && address - MEMORY <= MEMORY_BYTES - length;
    }
  }

  /** Writes one of CTRL, RCTL and TCTL. */
  void control(int register, int value) {
    registers.set(register, value);
    path.controlChanged();
  }

  void setControlBits(int register, int mask, boolean set) {
    control(register, set ? registers.get(register) | mask : registers.get(register) & ~mask);
  }

  void put(long address, byte[] bytes) {
    System.arraycopy(bytes, 0, memory, (int) (address - MEMORY), bytes.length);
  }

  byte[] get(long address, int length) {
    int from = (int) (address - MEMORY);
    return Arrays.copyOfRange(memory, from, from + length);
  }

  void putDescriptor(long ring, int index, long low, long high) {
    int at = (int) (ring - MEMORY) + index * TxDescriptor.BYTES;
    Bytes.setLongLittle(memory, at, low);
    Bytes.setLongLittle(memory, at + Long.BYTES, high);
  }

  /** A legacy descriptor with EOP, IFCS and RS for data at {@code address}. */
  void putLegacy(int index, long address, int length) {
    putDescriptor(
        TX_RING,
        index,
        address,
        length | (long) (TxCommand.EOP | TxCommand.IFCS | TxCommand.RS) << 24);
  }

  void tail(int tail) {
    registers.set(I82540emRegisters.TDT, tail);
    path.transmitDoorbell();
  }

  int transmitHead() {
    return registers.get(I82540emRegisters.TDH);
  }

  int receiveHead() {
    return registers.get(I82540emRegisters.RDH);
  }

  /** Gives {@code count} receive buffers of 2048 bytes at {@link #buffer}. */
  void giveBuffers(int count) {
    for (int index = 0; index < RING_SIZE; index++) {
      putDescriptor(RX_RING, index, buffer(index), 0);
    }
    registers.set(I82540emRegisters.RDT, count);
    path.receiveDoorbell();
  }

  static long buffer(int index) {
    return BUFFERS + index * 0x4000L;
  }

  /** A field of a descriptor. */
  int field(long ring, int index, int offset, int bytes) {
    int at = (int) (ring - MEMORY) + index * TxDescriptor.BYTES + offset;
    int value = memory[at] & 0xff;
    return bytes == 1 ? value : value | (memory[at + 1] & 0xff) << Byte.SIZE;
  }

  int transmitStatus(int index) {
    return field(TX_RING, index, TxDescriptor.STATUS, 1);
  }

  int receiveStatus(int index) {
    return field(RX_RING, index, RxDescriptor.STATUS, 1);
  }

  /** Everything that is due at once, but the wire. */
  void settle() {
    scheduler.runDue(now);
  }

  /** The frame on the wire has left. */
  void finishWire() {
    wireBusy = false;
    path.sent();
  }

  /** Lets the wire take everything that is to be sent. */
  void drain() {
    settle();
    while (wireBusy) {
      finishWire();
      settle();
    }
  }

  void advance(long nanos) {
    now += nanos;
    settle();
  }

  /** A frame with check sequence arrives. */
  void arrive(byte[] data) {
    byte[] frame = withCheck(data);
    path.receive(frame, frame.length);
  }

  static byte[] withCheck(byte[] data) {
    byte[] frame = Arrays.copyOf(data, data.length + FrameCheck.LENGTH);
    new FrameCheck().append(frame, data.length);
    return frame;
  }

  /** {@code length} bytes from the station itself to itself, numbered after the header. */
  static byte[] frameTo(byte[] destination, int length) {
    byte[] frame = new byte[length];
    for (int index = 0; index < length; index++) {
      frame[index] = (byte) index;
    }
    System.arraycopy(destination, 0, frame, 0, 6);
    frame[6] = 2;
    frame[12] = 0x12;
    frame[13] = 0x34;
    return frame;
  }

  int counter(int counter) {
    return counters.getOrDefault(counter, 0);
  }

  @Override
  public void raise(int causes) {
    raised |= causes;
    events.add("raise " + Integer.toHexString(causes));
  }

  @Override
  public void transmitted(boolean delayed) {
    transmitted++;
    transmittedDelayed += delayed ? 1 : 0;
    events.add("transmitted");
  }

  @Override
  public void received() {
    received++;
    events.add("received");
  }

  @Override
  public void arrived(int length) {
    events.add("arrived " + length);
  }

  @Override
  public void received(int length, FrameKind kind) {
    goodReceived++;
    events.add("received " + length + kind);
  }

  @Override
  public void sent(int length, FrameKind kind) {
    goodSent++;
    events.add("sent " + length + kind);
  }

  @Override
  public void pauseSent(int length, boolean xon) {
    events.add("pause " + (xon ? "on" : "off"));
  }

  @Override
  public void count(int offset) {
    counters.merge(offset, 1, Integer::sum);
  }

  @Override
  public boolean isUp() {
    return up;
  }

  @Override
  public long bitsPerSecond() {
    return 1_000_000_000;
  }

  @Override
  public boolean isLoopback() {
    return loopback;
  }

  @Override
  public void send(byte[] frame, int length) {
    if (wireBusy) {
      throw new AssertionError("A frame was begun before the last one had left.");
    }
    wireBusy = true;
    sent.add(Arrays.copyOf(frame, length));
  }

  @Override
  public LinkPartner partner() {
    return new LinkPartner(true, bitsPerSecond(), true);
  }
}
