package dev.sidestep.vmm.device.am79c970a;

import dev.sidestep.device.spec.am79c970a.DescriptorFlags;
import java.util.ArrayDeque;

/**
 * The monitor's transmit ring, and the frames of a cut packet that wait for it. While there is no
 * link they all wait: the chip would lose them.
 */
final class OwnTransmitRing {
  private static final int STP = DescriptorFlags.STP;
  private static final int MOST_PIECES = 16_384 / OwnMemory.BUFFER_BYTES + 1;

  private final Am79c970aChip chip;
  private final OwnMemory memory;
  private final ArrayDeque<Outgoing> queue = new ArrayDeque<>();
  private int head;
  private int used;

  /** A frame; its check sequence is the hardware's affair or inside. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Outgoing(byte[] frame, boolean insertFcs) {}

  OwnTransmitRing(Am79c970aChip chip, OwnMemory memory) {
    this.chip = chip;
    this.memory = memory;
  }

  /** Empties ring and queue; the chip is stopped. */
  void install() {
    queue.clear();
    rewind();
  }

  /** Empties the ring; the chip is stopped. */
  void rewind() {
    head = 0;
    used = 0;
    for (int entry = 0; entry < OwnMemory.ENTRIES; entry++) {
      memory.post(OwnMemory.transmitDescriptor(entry), OwnMemory.transmitBuffer(entry), 1, 0);
    }
  }

  /** Behind everything else. */
  void send(byte[] frame, boolean insertFcs) {
    queue.add(new Outgoing(frame, insertFcs));
  }

  /** Before everything that the chip does not have yet. */
  void sendFirst(byte[] frame) {
    queue.addFirst(new Outgoing(frame, true));
  }

  /** Gives the chip what there is room for; true if all of it has left. */
  boolean pump() {
    collect();
    boolean posted = false;
    while (!queue.isEmpty() && OwnMemory.ENTRIES - used > MOST_PIECES && chip.isLinkUp()) {
      post(queue.remove());
      posted = true;
    }
    if (posted) {
      chip.demandTransmission();
      collect();
    }
    return isEmpty();
  }

  private void collect() {
    while (used > 0
        && (memory.flags(OwnMemory.transmitDescriptor(head)) & DescriptorFlags.OWN) == 0) {
      head = (head + 1) % OwnMemory.ENTRIES;
      used--;
    }
  }

  boolean isEmpty() {
    return used == 0 && queue.isEmpty();
  }

  /** True if a packet of any length may come. */
  boolean hasRoom() {
    return queue.isEmpty();
  }

  /** The first descriptor is given last, so that the chip finds all of them. */
  private void post(Outgoing outgoing) {
    byte[] frame = outgoing.frame();
    int pieces = (frame.length + OwnMemory.BUFFER_BYTES - 1) / OwnMemory.BUFFER_BYTES;
    for (int piece = pieces - 1; piece >= 0; piece--) {
      int entry = (head + used + piece) % OwnMemory.ENTRIES;
      int from = piece * OwnMemory.BUFFER_BYTES;
      int bytes = Math.min(OwnMemory.BUFFER_BYTES, frame.length - from);
      int begin = outgoing.insertFcs() ? STP | DescriptorFlags.ADD_FCS : STP;
      int flags = (piece == 0 ? begin : 0) | (piece == pieces - 1 ? DescriptorFlags.ENP : 0);
      memory.write(OwnMemory.transmitBuffer(entry), frame, from, bytes);
      memory.post(
          OwnMemory.transmitDescriptor(entry),
          OwnMemory.transmitBuffer(entry),
          bytes,
          flags | DescriptorFlags.OWN);
    }
    used += pieces;
  }
}
