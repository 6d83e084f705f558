package dev.sidestep.network.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes the blocks of a pcapng file (draft-ietf-opsawg-pcapng 4) into a buffer, little-endian. A
 * block is its type, its length, its body and its length again, in units of 4 bytes.
 */
final class PcapngBlocks {
  /** More than any block here has besides a frame and its comment. */
  static final int OVERHEAD_BYTES = 128;

  private static final int SECTION_HEADER = 0x0a0d_0d0a;
  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int INTERFACE_STATISTICS = 5;
  private static final int ENHANCED_PACKET = 6;

  private static final int BYTE_ORDER_MAGIC = 0x1a2b_3c4d;
  private static final short LINKTYPE_ETHERNET = 1;
  private static final int NO_SNAP_LENGTH = 0;
  private static final long UNKNOWN_SECTION_LENGTH = -1;

  private static final int OPTION_END = 0;
  private static final int OPTION_COMMENT = 1;
  private static final int SHB_USER_APPLICATION = 4;
  private static final int IF_NAME = 2;
  private static final int IF_TIMESTAMP_RESOLUTION = 9;
  private static final int IF_CHECK_SEQUENCE_BITS = 13;
  private static final int EPB_FLAGS = 2;
  private static final int ISB_RECEIVED = 4;
  private static final int ISB_DROPPED = 5;

  /** 10 to the power of -9 seconds. */
  private static final byte NANOSECONDS = 9;

  private final ByteBuffer buffer;

  PcapngBlocks(ByteBuffer buffer) {
    this.buffer = buffer.order(ByteOrder.LITTLE_ENDIAN);
  }

  void sectionHeader(String application, String comment) {
    int start = begin(SECTION_HEADER);
    buffer.putInt(BYTE_ORDER_MAGIC).putShort((short) 1).putShort((short) 0);
    buffer.putLong(UNKNOWN_SECTION_LENGTH);
    textOption(OPTION_COMMENT, comment);
    textOption(SHB_USER_APPLICATION, application);
    end(start);
  }

  /** Interfaces are numbered in the order of these blocks, from 0 on. */
  void interfaceDescription(String name) {
    int start = begin(INTERFACE_DESCRIPTION);
    buffer.putShort(LINKTYPE_ETHERNET).putShort((short) 0).putInt(NO_SNAP_LENGTH);
    textOption(IF_NAME, name);
    option(IF_TIMESTAMP_RESOLUTION, NANOSECONDS);
    option(IF_CHECK_SEQUENCE_BITS, (byte) 0);
    end(start);
  }

  /** A frame without check sequence; an empty {@code comment} is left out. */
  void packet(int interfaceId, long nanos, byte[] frame, int flags, String comment) {
    int start = begin(ENHANCED_PACKET);
    buffer.putInt(interfaceId);
    timestamp(nanos);
    buffer.putInt(frame.length).putInt(frame.length).put(frame);
    pad();
    optionHeader(EPB_FLAGS, Integer.BYTES).putInt(flags);
    textOption(OPTION_COMMENT, comment);
    end(start);
  }

  /** How many frames went over an interface, and how many of them are not in the file. */
  void statistics(int interfaceId, long nanos, long frames, long dropped) {
    int start = begin(INTERFACE_STATISTICS);
    buffer.putInt(interfaceId);
    timestamp(nanos);
    optionHeader(ISB_RECEIVED, Long.BYTES).putLong(frames);
    optionHeader(ISB_DROPPED, Long.BYTES).putLong(dropped);
    end(start);
  }

  private int begin(int type) {
    int start = buffer.position();
    buffer.putInt(type).putInt(0);
    return start;
  }

  private void end(int start) {
    buffer.putShort((short) OPTION_END).putShort((short) 0);
    int length = buffer.position() + Integer.BYTES - start;
    buffer.putInt(length).putInt(start + Integer.BYTES, length);
  }

  /** The high half comes first, whatever the byte order. */
  private void timestamp(long nanos) {
    buffer.putInt((int) (nanos >>> Integer.SIZE)).putInt((int) nanos);
  }

  private ByteBuffer optionHeader(int code, int length) {
    return buffer.putShort((short) code).putShort((short) length);
  }

  private void option(int code, byte value) {
    optionHeader(code, 1).put(value);
    pad();
  }

  private void textOption(int code, String text) {
    if (!text.isEmpty()) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      optionHeader(code, bytes.length).put(bytes);
      pad();
    }
  }

  private void pad() {
    while (buffer.position() % Integer.BYTES != 0) {
      buffer.put((byte) 0);
    }
  }
}
