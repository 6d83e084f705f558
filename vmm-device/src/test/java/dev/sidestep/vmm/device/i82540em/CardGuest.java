package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.FlowControl;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Icr;
import dev.sidestep.device.spec.i82540em.Rctl;
import dev.sidestep.device.spec.i82540em.RxDescriptor;
import dev.sidestep.device.spec.i82540em.RxStatus;
import dev.sidestep.device.spec.i82540em.Status;
import dev.sidestep.device.spec.i82540em.Tctl;
import dev.sidestep.device.spec.i82540em.TxCommand;
import dev.sidestep.device.spec.i82540em.TxDescriptor;
import java.util.ArrayList;
import java.util.List;

/** The guest's driver of the card: as simple as it can be, with rings that wrap soon. */
final class CardGuest {
  static final int TX_ENTRIES = 16;
  static final int RX_ENTRIES = 16;
  static final int BUFFER_BYTES = 2048;
  static final long TX_RING = CardRig.RAM + 0x1000;
  static final long RX_RING = CardRig.RAM + 0x2000;
  private static final long TX_BUFFERS = CardRig.RAM + 0x10_0000;
  private static final long RX_BUFFERS = CardRig.RAM + 0x20_0000;
  private static final int TX_SLOT = 0x1_0000;
  static final int CAUSES = Icr.RXT0 | Icr.TXDW | Icr.LSC | Icr.RXDMT0 | Icr.RXO;

  final List<byte[]> received = new ArrayList<>();
  private final CardRig rig;
  private int txTail;
  private int txClean;
  private int rxNext;
  private long descriptors;

  CardGuest(CardRig rig) {
    this.rig = rig;
  }

  /** Link up, rings set up, both halves on, interrupts on (14.4, 14.5). */
  void start() {
    rig.write(I82540emRegisters.CTRL, Ctrl.SLU | Ctrl.FD | Ctrl.ASDE | Ctrl.TFCE | Ctrl.RFCE);
    rig.platform.advance(10_000_000);
    if ((rig.read(I82540emRegisters.STATUS) & Status.LU) == 0) {
      throw new AssertionError("No link");
    }
    rig.write(I82540emRegisters.FCTTV, 0x680);
    rig.write(I82540emRegisters.FCRTL, 0x4000 | FlowControl.XONE);
    rig.write(I82540emRegisters.FCRTH, 0x8000);
    rig.write(I82540emRegisters.FCAL, 0x00c28001);
    rig.write(I82540emRegisters.FCAH, 0x0100);
    rig.write(I82540emRegisters.FCT, 0x8808);
    setUpRings();
    rig.write(I82540emRegisters.RCTL, Rctl.EN | Rctl.UPE | Rctl.BAM | Rctl.SECRC);
    rig.write(I82540emRegisters.TCTL, Tctl.EN | Tctl.PSP);
    rig.write(I82540emRegisters.IMS, CAUSES);
    giveBuffers(RX_ENTRIES - 1);
  }

  void setUpRings() {
    txTail = 0;
    txClean = 0;
    rxNext = 0;
    for (int i = 0; i < RX_ENTRIES; i++) {
      rig.ram.setLong(rxEntry(i), rxBuffer(i));
      rig.ram.setLong(rxEntry(i) + 8, 0);
    }
    setRing(I82540emRegisters.TDBAL, TX_RING, TX_ENTRIES * TxDescriptor.BYTES);
    setRing(I82540emRegisters.RDBAL, RX_RING, RX_ENTRIES * RxDescriptor.BYTES);
  }

  private void setRing(int base, long address, int bytes) {
    rig.write(base, (int) address);
    rig.write(base + 4, (int) (address >>> 32));
    rig.write(base + 8, bytes);
    rig.write(base + 0x10, 0);
    rig.write(base + 0x18, 0);
  }

  static long txEntry(int index) {
    return TX_RING + (long) index * TxDescriptor.BYTES;
  }

  static long rxEntry(int index) {
    return RX_RING + (long) index * RxDescriptor.BYTES;
  }

  private static long rxBuffer(int index) {
    return RX_BUFFERS + (long) index * BUFFER_BYTES;
  }

  /** Lets the chip have {@code count} descriptors from the next one on. */
  void giveBuffers(int count) {
    rig.write(I82540emRegisters.RDT, (rxNext + count) % RX_ENTRIES);
  }

  /** Frees what is done, and tells how many descriptors may be used. */
  int txRoom() {
    for (int entry = txClean; entry != txTail; entry = (entry + 1) % TX_ENTRIES) {
      // A context is not reported; it is done when the descriptor after it is.
      if (isTxDone(entry)) {
        txClean = (entry + 1) % TX_ENTRIES;
      }
    }
    return (txClean - txTail - 1 + TX_ENTRIES) % TX_ENTRIES;
  }

  private boolean isTxDone(int entry) {
    return (rig.ram.getLong(txEntry(entry) + 8) >>> 32 & 1) != 0;
  }

  /** Waits until {@code count} descriptors may be used. */
  void waitForRoom(int count) {
    for (int i = 0; txRoom() < count; i++) {
      if (i > 100_000) {
        throw new AssertionError("The transmitter hangs");
      }
      rig.platform.advance(10_000);
      serveInterrupt();
    }
  }

  /** Posts one plain frame; waits for room. */
  void send(byte[] frame) {
    waitForRoom(1);
    rig.ram.put(txBuffer(), frame);
    put(txBuffer(), frame.length | (long) (TxCommand.EOP | TxCommand.IFCS | TxCommand.RS) << 24);
    ring();
  }

  /** Where the data of the next descriptor may be: 64 KiB. */
  long txBuffer() {
    return TX_BUFFERS + (long) txTail * TX_SLOT;
  }

  /** How many were written until now. */
  long descriptors() {
    return descriptors;
  }

  /** Writes one descriptor, and does not post it. */
  void put(long low, long high) {
    descriptors++;
    rig.ram.setLong(txEntry(txTail), low);
    rig.ram.setLong(txEntry(txTail) + 8, high);
    txTail = (txTail + 1) % TX_ENTRIES;
  }

  /** Puts {@code data} where the next descriptor's buffer is; returns the address. */
  long stage(byte[] data) {
    rig.ram.put(txBuffer(), data);
    return txBuffer();
  }

  void ring() {
    rig.write(I82540emRegisters.TDT, txTail);
  }

  /** Takes what has arrived, and gives the buffers back. */
  void receive() {
    int taken = 0;
    for (long high = rxHigh(); (high >>> 32 & RxStatus.DD) != 0; high = rxHigh()) {
      received.add(rig.ram.copy(rxBuffer(rxNext), (int) high & 0xffff));
      rig.ram.setLong(rxEntry(rxNext) + 8, 0);
      rxNext = (rxNext + 1) % RX_ENTRIES;
      taken++;
    }
    if (taken > 0) {
      giveBuffers(RX_ENTRIES - 1);
    }
  }

  private long rxHigh() {
    return rig.ram.getLong(rxEntry(rxNext) + 8);
  }

  /** Serves an interrupt if there is one; false if there is none. */
  boolean serveInterrupt() {
    if (!rig.device.isInterruptingGuest()) {
      return false;
    }
    rig.platform.claim(rig.device);
    rig.read(I82540emRegisters.ICR);
    receive();
    rig.platform.complete(rig.device);
    return true;
  }

  /** A frame from the card to the far end or back, with a number to know it by. */
  static byte[] frame(int number, int length) {
    byte[] frame = new byte[length];
    for (int i = 0; i < 6; i++) {
      frame[i] = (byte) (CardRig.MAC >>> (40 - 8 * i));
      frame[6 + i] = (byte) (0x02 + i);
    }
    frame[12] = 0x08;
    frame[14] = (byte) (number >>> 24);
    frame[15] = (byte) (number >>> 16);
    frame[16] = (byte) (number >>> 8);
    frame[17] = (byte) number;
    for (int i = 18; i < length; i++) {
      frame[i] = (byte) (number * 31 + i * 7);
    }
    return frame;
  }

  static int number(byte[] frame) {
    return frame[14] << 24 | (frame[15] & 0xff) << 16 | (frame[16] & 0xff) << 8 | frame[17] & 0xff;
  }
}
