package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Status;
import dev.sidestep.device.spec.i82540em.Tctl;
import dev.sidestep.device.spec.i82540em.TxCommand;
import dev.sidestep.device.spec.i82540em.TxDescriptor;
import dev.sidestep.platform.DmaBuffer;
import dev.sidestep.vmm.device.EthernetIo;
import dev.sidestep.vmm.device.Offload;
import java.util.List;

/**
 * The monitor's transmit ring, in memory of its own.
 *
 * <p>Every packet is copied behind the one before, in pieces of 8 KiB: one descriptor each, the
 * last one with RS, so that its DD tells when the chip has fetched all of it. 256 KiB of packets
 * hold three of the longest ones wherever the wrap falls; packets do not wrap, because a
 * segmentation's header must be in one piece (3.5.6).
 *
 * @datasheet 82540EM 3.3, 3.4
 */
final class OwnTransmitRing {
  /** Entries; one stays free, since TDT = TDH means empty (3.4). */
  private static final int ENTRIES = 256;

  private static final int RING_BYTES = ENTRIES * TxDescriptor.BYTES;
  private static final int DATA_BYTES = 256 << 10;
  private static final int PIECE_BYTES = 8 << 10;

  /** What is asked for in advance of a packet: two contexts are never needed at once. */
  private static final int MOST_ENTRIES = 1 + EthernetIo.LONGEST_PACKET / PIECE_BYTES + 1;

  /** More than this waits in the guest's ring and not here: a switch need not wait for it. */
  private static final int MOST_WAITING_BYTES = 32 << 10;

  /** Bytes that a ring needs. */
  static final int MEMORY_BYTES = RING_BYTES + DATA_BYTES;

  private final I82540emChip chip;
  private final DmaBuffer memory;
  private final RingDescriptor descriptor = new RingDescriptor();

  /** For the first entry of each packet: the entry of its last descriptor. */
  private final int[] lastEntry = new int[ENTRIES];

  /** For the first entry of each packet: where the data of the next one begins. */
  private final long[] dataEnd = new long[ENTRIES];

  /** The first entry that is not known to be done. */
  private int head;

  private int tail;

  /** Bytes of packets ever put in and done, gaps at the wrap included. */
  private long dataIn;

  private long dataDone;

  /** A packet was sent after the chip was last seen to fetch a context. */
  private boolean probeDue;

  private final TransmitContextState contexts = new TransmitContextState();

  OwnTransmitRing(I82540emChip chip, DmaBuffer memory) {
    this.chip = chip;
    this.memory = memory;
  }

  /** What the chip's two contexts are, as far as this ring knows. */
  TransmitContextState contexts() {
    return contexts;
  }

  /** Makes it the chip's ring, empty; the transmitter is stopped (14.5). */
  void install() {
    head = 0;
    tail = 0;
    dataIn = 0;
    dataDone = 0;
    probeDue = false;
    chip.write(I82540emRegisters.TDBAL, (int) memory.address());
    chip.write(I82540emRegisters.TDBAH, (int) (memory.address() >>> 32));
    chip.write(I82540emRegisters.TDLEN, RING_BYTES);
    chip.write(I82540emRegisters.TDH, 0);
    chip.write(I82540emRegisters.TDT, 0);
    chip.write(I82540emRegisters.TXDCTL, 0);
  }

  /**
   * True if a packet of any length may be {@link #send}t. While nothing leaves the chip, at most
   * one packet waits here: the others are better off in the guest's ring, if a switch comes.
   */
  boolean hasRoom() {
    collect();
    return head == tail
        || (chip.has(I82540emRegisters.STATUS, Status.LU)
            && dataIn - dataDone < MOST_WAITING_BYTES
            && freeEntries() >= MOST_ENTRIES
            && DATA_BYTES - (dataIn - dataDone) >= 2L * EthernetIo.LONGEST_PACKET);
  }

  private int freeEntries() {
    return (head - tail - 1) & (ENTRIES - 1);
  }

  /**
   * True if the chip has fetched everything, and has room for more: it would fetch the guest's
   * contexts at once. A chip that works at a long packet fetches nothing; whether it does shows
   * when it is given a context that it has already.
   */
  boolean isEmpty() {
    collect();
    if (head != tail || !isFetched()) {
      return false;
    }
    if (probeDue && chip.has(I82540emRegisters.TCTL, Tctl.EN)) {
      probeDue = false;
      contexts.present().ifPresent(context -> sendContexts(List.of(context)));
    }
    return isFetched();
  }

  private boolean isFetched() {
    return chip.read(I82540emRegisters.TDH) == tail;
  }

  /** Notes what is done: DD is the truth, and not TDH (13.4.39). */
  private void collect() {
    while (head != tail && isDone(lastEntry[head])) {
      dataDone = dataEnd[head];
      head = next(lastEntry[head]);
    }
  }

  private boolean isDone(int entry) {
    descriptor.load(memory, addressOf(entry));
    return descriptor.isDone();
  }

  /** Gives one packet to the chip; there must be room. */
  void send(byte[] packet, int length, Offload offload) {
    int first = tail;
    probeDue = true;
    if (contexts.needs(offload)) {
      put(contexts.take(offload));
    }
    long start = placeFor(length);
    memory.write(dataAddress(start), packet, 0, length);
    putData(start, length, offload);
    dataIn = start + length;
    lastEntry[first] = (tail - 1) & (ENTRIES - 1);
    dataEnd[first] = dataIn;
    chip.write(I82540emRegisters.TDT, tail);
  }

  /** Behind the packet before, or at the beginning if it would wrap. */
  private long placeFor(int length) {
    long offset = dataIn % DATA_BYTES;
    return offset + length <= DATA_BYTES ? dataIn : dataIn + DATA_BYTES - offset;
  }

  private long dataAddress(long position) {
    return memory.address() + RING_BYTES + position % DATA_BYTES;
  }

  private long addressOf(int entry) {
    return memory.address() + (long) entry * TxDescriptor.BYTES;
  }

  private static int next(int entry) {
    return (entry + 1) & (ENTRIES - 1);
  }

  /**
   * The packet's descriptors (3.3.7). Which of them the chip takes a field from depends on the
   * field and on TSE, so they all have them.
   */
  private void putData(long start, int length, Offload offload) {
    long fields = OffloadDescriptors.data(offload);
    for (int done = 0; done < length; done += PIECE_BYTES) {
      int piece = Math.min(PIECE_BYTES, length - done);
      int last = done + piece == length ? TxCommand.EOP | TxCommand.RS : 0;
      descriptor.set(dataAddress(start + done), fields | piece | (long) last << 24);
      put();
    }
  }

  private void put(Descriptor value) {
    descriptor.set(value);
    put();
  }

  private void put() {
    descriptor.store(memory, addressOf(tail));
    tail = next(tail);
  }

  /** Gives the chip contexts, which make no frame (3.3.6); the ring is empty. */
  void sendContexts(List<Descriptor> descriptors) {
    descriptors.forEach(this::put);
    head = tail;
    chip.write(I82540emRegisters.TDT, tail);
  }
}
