package dev.sidestep.vmm.device.i82540em;

import static dev.sidestep.device.spec.i82540em.I82540emRegisters.*;

import dev.sidestep.device.spec.i82540em.Icr;
import dev.sidestep.device.spec.i82540em.Rctl;
import dev.sidestep.device.spec.i82540em.Tctl;
import dev.sidestep.platform.AddressRange;
import dev.sidestep.platform.PciRegion;
import dev.sidestep.platform.Verdict;
import dev.sidestep.testkit.platform.FakeAccess;
import dev.sidestep.testkit.platform.FakeDevice;
import dev.sidestep.testkit.platform.FakePlatform;
import dev.sidestep.vmm.Provenance;
import dev.sidestep.vmm.device.EthernetIo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A virtual card with a recording driver; the test is the guest. */
final class VirtualRig {
  static final long TX_RING = FlatRam.BASE;
  static final long RX_RING = FlatRam.BASE + 0x1_0000;
  static final long TX_BUFFERS = FlatRam.BASE + 0x2_0000;
  static final long RX_BUFFERS = FlatRam.BASE + 0x8_0000;
  static final int RING = 16;
  static final int BUFFER = 2_048;
  static final int PLAIN = RingDescriptor.EOP | RingDescriptor.IFCS | RingDescriptor.RS;

  final FakePlatform platform = new FakePlatform();
  final FakeDevice device = platform.add("net0", "82540EM", new AddressRange(0x4000_0000L, 4096));
  final FlatRam ram = new FlatRam();
  final VirtualI82540em card;
  final RecordingDriver driver;
  boolean line;

  VirtualRig() {
    platform.setGuestMemory(ram);
    card =
        new VirtualI82540em(
            platform.guestMemory(), platform::newTimer, asserted -> line = asserted);
    driver = new RecordingDriver(card::deliver);
    card.connect(driver);
  }

  /** A card after power-on. */
  static VirtualRig create() {
    VirtualRig rig = new VirtualRig();
    rig.card.begin(powerOn());
    rig.driver.others.clear();
    return rig;
  }

  /** A card with both rings set up and running, and 15 receive buffers given out. */
  static VirtualRig running() {
    VirtualRig rig = create();
    rig.writePair(TDBAL, TX_RING);
    rig.write(TDLEN, RING * 16);
    rig.writePair(RDBAL, RX_RING);
    rig.write(RDLEN, RING * 16);
    for (int i = 0; i < RING; i++) {
      rig.ram.setQuadword(RX_RING + 16L * i, RX_BUFFERS + (long) BUFFER * i);
    }
    rig.write(TCTL, Tctl.EN | Tctl.PSP);
    rig.write(RCTL, Rctl.EN | Rctl.BAM);
    rig.write(RDT, RING - 1);
    rig.driver.others.clear();
    return rig;
  }

  static I82540emHandover powerOn() {
    VirtualRegisters registers = new VirtualRegisters();
    List<Integer> eeprom = new ArrayList<>(Collections.nCopies(64, 0));
    eeprom.set(0, 0x5452);
    eeprom.set(1, 0x1200);
    eeprom.set(2, 0x5634);
    eeprom.set(0x0a, 0x4400);
    return new I82540emHandover(
        registers.mode(),
        new I82540emHandover.Rings(0, 0, 0, 0),
        I82540emHandover.TransmitContexts.NONE,
        new I82540emHandover.Interrupts(0, 0),
        RecordingDriver.LINK_UP,
        eeprom,
        new I82540emHandover.IdleRegisters(0x1000_0000, 0, 0));
  }

  // The guest.

  int read(int offset) {
    return (int) load(offset, 4);
  }

  void write(int offset, int value) {
    store(offset, 4, value);
  }

  private void writePair(int offset, long value) {
    write(offset, (int) value);
    write(offset + 4, (int) (value >>> 32));
  }

  long load(long offset, int width) {
    FakeAccess access = FakeAccess.load(offset, width);
    Verdict verdict = card.access(access, offset);
    return verdict == Verdict.COMPLETED ? access.value() : -1;
  }

  Verdict store(long offset, int width, long value) {
    return card.access(FakeAccess.store(offset, width, value), offset);
  }

  long loadConfiguration(int offset, int width) {
    return load(PciRegion.CONFIGURATION + offset, width);
  }

  void storeConfiguration(int offset, int width, long value) {
    store(PciRegion.CONFIGURATION + offset, width, value);
  }

  /** Writes a transmit descriptor. */
  void describe(int index, long low, long high) {
    ram.setQuadword(TX_RING + 16L * index, low);
    ram.setQuadword(TX_RING + 16L * index + 8, high);
  }

  /** A legacy descriptor for {@code data}, which gets a buffer of its own. */
  void describeLegacy(int index, int command, byte... data) {
    long buffer = TX_BUFFERS + (long) BUFFER * index;
    ram.put(buffer, data);
    describe(index, buffer, data.length | (long) command << 24);
  }

  boolean isDone(int index) {
    return (ram.quadword(TX_RING + 16L * index + 8) >>> 32 & RingDescriptor.DD) != 0;
  }

  /** The upper half of a receive descriptor. */
  long received(int index) {
    return ram.quadword(RX_RING + 16L * index + 8);
  }

  byte[] receivedData(int index, int length) {
    return ram.get(RX_BUFFERS + (long) BUFFER * index, length);
  }

  // The wire.

  void receive(byte... data) {
    receive(EthernetIo.ReceiveResult.PLAIN, data);
  }

  void receive(EthernetIo.ReceiveResult result, byte... data) {
    byte[] reused = data.clone();
    driver.receiveRoom--;
    card.deliver(new EthernetIo.Received(reused, reused.length, result));
    Arrays.fill(reused, (byte) 0xee);
  }

  static byte[] bytes(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  int causes() {
    return read(ICR);
  }

  void enable(int causes) {
    write(IMS, causes & Icr.ALL);
  }

  static I82540emHandover.TransmitContexts contexts(Descriptor checksum, Descriptor segments) {
    return new I82540emHandover.TransmitContexts(checksum, segments, Provenance.INFERRED);
  }
}
