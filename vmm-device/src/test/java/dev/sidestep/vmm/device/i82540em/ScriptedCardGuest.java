package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Mdic;
import dev.sidestep.device.spec.i82540em.TxCommand;
import dev.sidestep.device.spec.i82540em.TxDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A guest that does what a seed says: the same packets, of every kind, whatever the custody of its
 * card; and that notes what it reads where that must not depend on custody or time.
 */
final class ScriptedCardGuest {
  private static final int HEADERS = 54;
  private final CardRig rig;
  private final CardGuest guest;
  private final Random script;
  private final Random arrivals;

  /** What the far end has sent. */
  final List<byte[]> arrived = new ArrayList<>();

  /** What was read. */
  final List<Long> reads = new ArrayList<>();

  private int number;

  ScriptedCardGuest(CardRig rig, CardGuest guest, long seed) {
    this.rig = rig;
    this.guest = guest;
    script = new Random(seed);
    arrivals = new Random(~seed);
  }

  void act() {
    switch (script.nextInt(12)) {
      case 0, 1, 2 -> plain();
      case 3, 4 -> checksummed(script.nextBoolean());
      case 5 -> segmented(script.nextBoolean());
      case 6 -> inPieces();
      case 7 -> setMode();
      case 8 -> readRegisters();
      case 9 -> readPhy();
      default -> rig.platform.advance(script.nextInt(30_000));
    }
    for (int i = arrivals.nextInt(3); i > 0; i--) {
      byte[] frame = CardGuest.frame(arrived.size(), 60 + arrivals.nextInt(1450));
      arrived.add(frame);
      rig.arrive(frame);
    }
    guest.serveInterrupt();
  }

  private void plain() {
    for (int i = 1 + script.nextInt(6); i > 0; i--) {
      guest.send(CardGuest.frame(number++, 60 + script.nextInt(1450)));
    }
  }

  /** TCP over IPv4 without options, checksums to be filled in. */
  private byte[] tcp(int payload) {
    byte[] packet = CardGuest.frame(number++, HEADERS + payload);
    packet[14] = 0x45;
    packet[15] = 0;
    packet[16] = (byte) (40 + payload >>> 8);
    packet[17] = (byte) (40 + payload);
    packet[23] = 6;
    packet[24] = 0;
    packet[25] = 0;
    packet[46] = 0x50;
    packet[47] = 0x18;
    packet[50] = (byte) number;
    packet[51] = (byte) payload;
    return packet;
  }

  private static long layout() {
    return 14 | 24L << 8 | 33L << 16 | 34L << 32 | 50L << 40;
  }

  /** The card remembers the last context: a guest need not repeat it. */
  private void checksummed(boolean withContext) {
    byte[] packet = tcp(1 + script.nextInt(1400));
    guest.waitForRoom(2);
    if (withContext || number < 20) {
      guest.put(layout(), (long) (TxCommand.DEXT | TxCommand.IP | TxCommand.TCP) << 24);
    }
    data(packet, 0, packet.length, TxCommand.EOP | TxCommand.RS);
    guest.ring();
  }

  /** Relies on a context only while its descriptor is in the ring, where it can be read. */
  private void segmented(boolean wantsContext) {
    boolean withContext = wantsContext || guest.descriptors() - contextAt > 6;
    int payload = 1 + script.nextInt(9_000);
    byte[] packet = tcp(withContext ? payload : lastPayload);
    guest.waitForRoom(2);
    if (withContext) {
      lastPayload = payload;
      contextAt = guest.descriptors();
      int command = TxCommand.DEXT | TxCommand.TSE | TxCommand.IP | TxCommand.TCP;
      guest.put(layout(), payload | (long) command << 24 | (long) HEADERS << 40 | 1_448L << 48);
    }
    data(packet, 0, packet.length, TxCommand.EOP | TxCommand.RS | TxCommand.TSE);
    guest.ring();
  }

  private int lastPayload;
  private long contextAt = -CardGuest.TX_ENTRIES;

  private void data(byte[] packet, int from, int length, int command) {
    rig.ram.put(guest.txBuffer(), java.util.Arrays.copyOfRange(packet, from, from + length));
    guest.put(
        guest.txBuffer(),
        length
            | TxDescriptor.DTYP_DATA
            | (long) (command | TxCommand.DEXT | TxCommand.IFCS) << 24
            | (long) (TxDescriptor.IXSM | TxDescriptor.TXSM) << 40);
  }

  /** Posts a packet a descriptor at a time: no switch may come in between. */
  private void inPieces() {
    byte[] frame = CardGuest.frame(number++, 200 + script.nextInt(1200));
    guest.waitForRoom(3);
    int cut = 50 + script.nextInt(100);
    legacy(frame, 0, cut, 0);
    guest.ring();
    rig.platform.advance(script.nextInt(2_000));
    legacy(frame, cut, frame.length - cut, TxCommand.EOP | TxCommand.IFCS | TxCommand.RS);
    guest.ring();
  }

  private void legacy(byte[] frame, int from, int length, int command) {
    rig.ram.put(guest.txBuffer(), java.util.Arrays.copyOfRange(frame, from, from + length));
    guest.put(guest.txBuffer(), length | (long) (command | TxCommand.RS) << 24);
  }

  private void setMode() {
    switch (script.nextInt(4)) {
      case 0 -> rig.write(I82540emRegisters.MTA + 4 * script.nextInt(128), script.nextInt());
      case 1 -> rig.write(I82540emRegisters.ITR, script.nextInt(200));
      case 2 -> rig.write(I82540emRegisters.RDTR, script.nextInt(30));
      default -> rig.write(I82540emRegisters.VFTA + 4 * script.nextInt(128), script.nextInt());
    }
  }

  private void readRegisters() {
    int word = 4 * script.nextInt(128);
    note(rig.read(I82540emRegisters.MTA + word));
    note(rig.read(I82540emRegisters.VFTA + word));
    note(rig.read(I82540emRegisters.ITR));
    note(rig.read(I82540emRegisters.RCTL));
    note(rig.read(I82540emRegisters.IMS));
    note(rig.read(I82540emRegisters.FCTTV));
    note(rig.read(I82540emRegisters.TDT));
  }

  private void readPhy() {
    rig.write(
        I82540emRegisters.MDIC,
        Mdic.OP_READ | 1 << Mdic.PHYADD_SHIFT | script.nextInt(10) << Mdic.REGADD_SHIFT);
    int mdic = rig.read(I82540emRegisters.MDIC);
    for (int i = 0; (mdic & Mdic.R) == 0; i++) {
      if (i > 1_000) {
        throw new AssertionError("MDIC hangs");
      }
      rig.platform.advance(5_000);
      mdic = rig.read(I82540emRegisters.MDIC);
    }
    note(mdic);
  }

  private void note(long value) {
    reads.add(value);
  }

  /** Waits until nothing is under way. */
  void drain() {
    for (int i = 0; i < 3_000; i++) {
      rig.platform.advance(100_000);
      guest.serveInterrupt();
    }
    guest.waitForRoom(CardGuest.TX_ENTRIES - 1);
  }
}
