package dev.sidestep.device.model.i82540em;

import dev.sidestep.base.MemoryWindow;
import dev.sidestep.device.spec.i82540em.TxCommand;
import java.util.Arrays;

/**
 * The packet that the descriptors' data is collected in, from its first descriptor to the one with
 * EOP.
 *
 * <p>Which descriptor says what: CSS, CSO and POPTS come from the first one with data, and so do
 * TSE, IFCS, VLE and the tag of a segmentation; else IC, IFCS, VLE and the tag come from the last
 * one (SDM 3.3.3.1, 3.3.7.1 to 3.3.7.4).
 */
final class TransmitPacket {
  /** The most bytes of a packet that is not segmented (SDM 3.3.3, "Length"). */
  static final int MAX_LENGTH = 16288;

  /** Room behind the data for a VLAN tag, padding and the check sequence. */
  static final int SLACK = 80;

  private final MemoryWindow memory;
  private byte[] data = new byte[MAX_LENGTH + SLACK];
  private int length;
  private boolean tooLong;
  private Phase phase = Phase.EMPTY;
  private boolean segmented;
  private boolean legacy;
  private TransmitContext context = TransmitContext.NONE;
  private int options;
  private int sumStart;
  private int sumOffset;
  private int command;
  private int tag;

  /** An empty packet whose data comes from {@code memory}. */
  TransmitPacket(MemoryWindow memory) {
    this.memory = memory;
  }

  /** How far a packet is. */
  enum Phase {
    /** No data of it has been fetched. */
    EMPTY,
    /** The descriptor with EOP has not been fetched. */
    OPEN,
    /** All of it is here. */
    COMPLETE
  }

  boolean isComplete() {
    return phase == Phase.COMPLETE;
  }

  /**
   * Fetches what a legacy or data descriptor points at. Bytes beyond the longest packet, or beyond
   * what the context announced, are not fetched.
   *
   * @param checksums the context of packets that are not segmented
   * @param segmentation the context of those that are
   * @return false if memory refused; then the descriptor can be tried again
   */
  boolean fetch(
      TransmitDescriptor descriptor, TransmitContext checksums, TransmitContext segmentation) {
    int bytes = descriptor.dataLength();
    if (bytes != 0) {
      if (phase == Phase.EMPTY) {
        begin(descriptor, isSegmented(descriptor) ? segmentation : checksums);
      }
      if (!append(descriptor.address(), bytes)) {
        return false;
      }
    }
    if (descriptor.has(TxCommand.EOP) && phase == Phase.OPEN) {
      finish(descriptor);
    }
    return true;
  }

  private boolean append(long address, int bytes) {
    int limit = segmented ? context.headerLength() + context.payloadLength() : MAX_LENGTH;
    int wanted = Math.min(bytes, limit - length);
    ensureCapacity(length + wanted);
    if (wanted > 0 && !memory.read(address, data, length, wanted)) {
      phase = length == 0 ? Phase.EMPTY : phase;
      return false;
    }
    length += wanted;
    tooLong |= wanted < bytes;
    return true;
  }

  private static boolean isSegmented(TransmitDescriptor descriptor) {
    return !descriptor.isLegacy() && descriptor.has(TxCommand.TSE);
  }

  private void ensureCapacity(int bytes) {
    if (bytes + SLACK > data.length) {
      data = Arrays.copyOf(data, Math.max(bytes + SLACK, 2 * data.length));
    }
  }

  private void begin(TransmitDescriptor first, TransmitContext applies) {
    phase = Phase.OPEN;
    legacy = first.isLegacy();
    segmented = isSegmented(first);
    context = applies;
    options = legacy ? 0 : first.options();
    sumStart = first.checksumStart();
    sumOffset = first.checksumOffset();
    command = first.command();
    tag = first.tag();
  }

  private void finish(TransmitDescriptor last) {
    phase = Phase.COMPLETE;
    if (!segmented) {
      command = last.command();
      tag = last.tag();
    }
  }

  /** Makes it empty. */
  void clear() {
    phase = Phase.EMPTY;
    length = 0;
    tooLong = false;
  }

  /** The bytes that were fetched, from 0 on; there is {@link #SLACK} behind them. */
  byte[] data() {
    return data;
  }

  int length() {
    return length;
  }

  /** True if the descriptors had more bytes than were fetched. */
  boolean isTooLong() {
    return tooLong;
  }

  boolean isSegmented() {
    return segmented;
  }

  /** The context that applied when the packet began. */
  TransmitContext context() {
    return context;
  }

  /** True if the frame check sequence is to be added. */
  boolean insertsCheck() {
    return (command & TxCommand.IFCS) != 0;
  }

  /** True if a VLAN tag is to be added, where CTRL.VME allows. */
  boolean insertsTag() {
    return (command & TxCommand.VLE) != 0;
  }

  int tag() {
    return tag;
  }

  /** Inserts the checksums that the descriptors ask for into {@code frame[0..frameLength)}. */
  void insertChecksums(byte[] frame, int frameLength) {
    if (!legacy) {
      Segmenter.insertChecksums(context, options, frame, frameLength);
    } else if ((command & TxCommand.IC) != 0) {
      Segmenter.insert(frame, frameLength, sumStart, frameLength, sumOffset, false);
    }
  }

  /** A packet between two accesses. */
  record State(
      FrameBytes data,
      boolean tooLong,
      Phase phase,
      boolean segmented,
      boolean legacy,
      TransmitContext context,
      int options,
      int sumStart,
      int sumOffset,
      int command,
      int tag) {}

  State state() {
    return new State(
        FrameBytes.copyOf(data, length),
        tooLong,
        phase,
        segmented,
        legacy,
        context,
        options,
        sumStart,
        sumOffset,
        command,
        tag);
  }

  void restore(State state) {
    length = state.data.length();
    ensureCapacity(length);
    state.data.copyTo(data);
    tooLong = state.tooLong;
    phase = state.phase;
    segmented = state.segmented;
    legacy = state.legacy;
    context = state.context;
    options = state.options;
    sumStart = state.sumStart;
    sumOffset = state.sumOffset;
    command = state.command;
    tag = state.tag;
  }
}
