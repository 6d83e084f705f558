package dev.sidestep.device.model.am79c970a;

import dev.sidestep.device.spec.am79c970a.Csr;
import dev.sidestep.device.spec.am79c970a.Csr0;
import dev.sidestep.device.spec.am79c970a.Csr4;
import dev.sidestep.device.spec.am79c970a.DescriptorFlags;
import dev.sidestep.device.spec.am79c970a.Mode;
import java.util.function.BooleanSupplier;

/**
 * From the cable to the receive ring. A frame that finds no descriptor is missed: the FIFO is for
 * the latency of the bus, not for frames.
 *
 * <p>Datasheet: Receive Operation, Receive Descriptors.
 */
final class Receiver {
  private static final int SHORTEST = 64;
  private static final int HEADER = 14;
  private static final int LONGEST_802_3 = 1_500;
  private static final int PADDED_TO = 46;

  /** MCNT has twelve bits. */
  private static final int LONGEST = DescriptorFlags.MCNT;

  private final Registers registers;
  private final Bus bus;
  private final Interrupts interrupts;
  private final BooleanSupplier mayBegin;
  private final AddressFilter filter;
  private final Ring ring;
  private final Descriptor current;
  private final Descriptor next;
  private final CheckSequence check = new CheckSequence();
  private long dropped;

  Receiver(Registers registers, Bus bus, Interrupts interrupts, BooleanSupplier mayBegin) {
    this.registers = registers;
    this.bus = bus;
    this.interrupts = interrupts;
    this.mayBegin = mayBegin;
    this.filter = new AddressFilter(registers);
    this.ring = Ring.receive(registers);
    this.current = new Descriptor(bus);
    this.next = new Descriptor(bus);
  }

  /** Frames that came while the receiver was off, or longer than a descriptor can tell. */
  long dropped() {
    return dropped;
  }

  void restoreDropped(long count) {
    dropped = count;
  }

  /** A frame from the cable; in loopback there is none. */
  void receive(byte[] frame, int length) {
    if (!registers.hasCsr(Csr.MODE, Mode.LOOP)) {
      loop(frame, length);
    }
  }

  /** A frame, check sequence included, wherever it comes from. */
  void loop(byte[] frame, int length) {
    if (!registers.hasCsr(Csr.STATUS, Csr0.RXON) || !mayBegin.getAsBoolean() || length > LONGEST) {
      dropped++;
      return;
    }
    boolean runt = length < SHORTEST && !registers.hasCsr(Csr.TEST, Csr.RPA);
    if (runt || length < HEADER + CheckSequence.BYTES) {
      return;
    }
    int match = filter.judge(frame);
    if (match != AddressFilter.REJECTED) {
      accept(frame, length, match);
    }
  }

  private void accept(byte[] frame, int length, int match) {
    boolean good = check.isGood(frame, length);
    int flags = match | (good ? 0 : DescriptorFlags.CRC | DescriptorFlags.ERR);
    if (!bus.isGranted()) {
      miss();
    } else if (load(current, 0)) {
      if (current.has(DescriptorFlags.OWN)) {
        store(frame, good ? storedLength(frame, length) : length, flags);
      } else {
        miss();
      }
    }
  }

  private boolean load(Descriptor descriptor, int ahead) {
    long address = ring.address(ahead, ring.entries());
    return descriptor.load(address, registers.style(), registers.csr(Csr.IADR + 1) << Short.SIZE);
  }

  /** Automatic pad stripping: what an IEEE 802.3 length field shorter than the pad says. */
  private int storedLength(byte[] frame, int length) {
    int field = (frame[HEADER - 2] & 0xff) << Byte.SIZE | frame[HEADER - 1] & 0xff;
    boolean strips =
        registers.hasCsr(Csr.FEATURES, Csr4.ASTRP_RCV)
            && field <= LONGEST_802_3
            && field < PADDED_TO
            && length == SHORTEST;
    return strips ? HEADER + field : length;
  }

  private void miss() {
    int missed = registers.csr(Csr.MFC) + 1;
    registers.setCsr(Csr.MFC, missed);
    interrupts.raise(Csr0.MISS);
    if (missed > 0xffff) {
      interrupts.raiseFeature(Csr4.MFCO);
    }
  }

  private void store(byte[] frame, int length, int flags) {
    int position = 0;
    boolean goesOn = true;
    while (goesOn) {
      int bytes = Math.min(current.count(), length - position);
      boolean last = position + bytes == length;
      current.clear(~DescriptorFlags.OWN);
      current.set(position == 0 ? DescriptorFlags.STP : 0);
      if (!bus.write(current.buffer(), frame, position, bytes)) {
        return;
      }
      position += bytes;
      goesOn = last ? finish(length, flags) : continueBehind();
    }
  }

  private boolean finish(int length, int flags) {
    current.set(flags | DescriptorFlags.ENP);
    if (current.storeReceived(length) && release()) {
      interrupts.raise(Csr0.RINT);
    }
    return false;
  }

  private boolean continueBehind() {
    if (!load(next, 1)) {
      return false;
    }
    if (ring.entries() == 1 || !next.has(DescriptorFlags.OWN)) {
      current.set(DescriptorFlags.ERR | DescriptorFlags.BUFF | DescriptorFlags.OFLO);
      if (release()) {
        interrupts.raise(Csr0.RINT);
      }
      return false;
    }
    return release() && load(current, 0);
  }

  private boolean release() {
    boolean given = current.giveBack();
    ring.advance();
    return given;
  }

  /** Begins anew at the first descriptor. */
  void begin(int address, int entries) {
    ring.begin(address, entries);
  }
}
