package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.TxDescriptor;
import dev.sidestep.vmm.device.EthernetIo;
import dev.sidestep.vmm.device.Offload;
import dev.sidestep.vmm.device.i82540em.I82540emHandover.Rings;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A virtual card with just enough of it to test the driver alone: rings of {@link CardGuest}, plain
 * frames, no registers but TDT and RDT.
 */
final class PlainTwin implements Consumer<EthernetIo> {
  private final RigMemory ram;
  private final I82540emDriver driver;
  private final RingDescriptor descriptor = new RingDescriptor();
  private final byte[] packet = new byte[16_384];
  private @Nullable I82540emHandover state;
  private int txHead;
  private int txTail;
  private int rxHead;
  private int rxTail;
  private int room;
  int linkChanges;

  PlainTwin(RigMemory ram, I82540emDriver driver) {
    this.ram = ram;
    this.driver = driver;
    driver.connect(this);
  }

  void begin(I82540emHandover found) {
    state = found;
    txHead = found.rings().transmitHead();
    txTail = found.rings().transmitTail();
    rxHead = found.rings().receiveHead();
    rxTail = found.rings().receiveTail();
    driver.perform(EthernetIo.Query.STATUS);
    tellRoom();
    transmit();
  }

  I82540emHandover end() {
    I82540emHandover found = handover();
    return new I82540emHandover(
        found.mode(),
        new Rings(txHead, txTail, rxHead, rxTail),
        found.contexts(),
        found.interrupts(),
        found.status(),
        found.eeprom(),
        found.registers());
  }

  private I82540emHandover handover() {
    if (state == null) {
      throw new IllegalStateException("Not begun");
    }
    return state;
  }

  /** Takes the guest's stores to the two tails. */
  boolean store(int register, int value) {
    switch (register) {
      case I82540emRegisters.TDT -> {
        txTail = value;
        transmit();
      }
      case I82540emRegisters.RDT -> {
        rxTail = value;
        tellRoom();
      }
      default -> throw new AssertionError("Not for this twin: " + register);
    }
    return true;
  }

  /** The guest changes one register of its mode. */
  void configure(int offset, int value) {
    I82540emHandover found = handover();
    I82540emMode mode = found.mode().with(offset, value);
    state =
        new I82540emHandover(
            mode,
            found.rings(),
            found.contexts(),
            found.interrupts(),
            found.status(),
            found.eeprom(),
            found.registers());
    driver.perform(new EthernetIo.Configure(mode));
  }

  private void tellRoom() {
    int free = (rxTail - rxHead + CardGuest.RX_ENTRIES) % CardGuest.RX_ENTRIES;
    driver.perform(new EthernetIo.ReceiveRoom(free));
  }

  private void transmit() {
    while (room > 0 && txHead != txTail) {
      long entry = CardGuest.txEntry(txHead);
      descriptor.load(ram, entry);
      int length = descriptor.length();
      ram.read(descriptor.address(), packet, 0, length);
      room--;
      txHead = (txHead + 1) % CardGuest.TX_ENTRIES;
      driver.perform(new EthernetIo.Transmit(packet, length, Offload.NONE));
      ram.setLong(entry + 8, ram.getLong(entry + 8) | 1L << (TxDescriptor.STATUS - 8) * Byte.SIZE);
    }
  }

  @Override
  public void accept(EthernetIo io) {
    switch (io) {
      case EthernetIo.TransmitRoom(int packets) -> {
        boolean waited = room == 0;
        room = packets;
        if (waited) {
          transmit();
        }
      }
      case EthernetIo.Received received -> receive(received);
      case EthernetIo.LinkChanged _ -> linkChanges++;
      default -> {}
    }
  }

  private void receive(EthernetIo.Received received) {
    if (rxHead == rxTail) {
      throw new AssertionError("More frames than there was room for");
    }
    long entry = CardGuest.rxEntry(rxHead);
    descriptor.load(ram, entry);
    ram.write(descriptor.address(), received.data(), 0, received.length());
    descriptor.setReceived(
        descriptor.address(),
        received.length(),
        received.result().checksum(),
        received.result().status() | 3,
        received.result().errors());
    descriptor.store(ram, entry);
    rxHead = (rxHead + 1) % CardGuest.RX_ENTRIES;
    tellRoom();
  }
}
