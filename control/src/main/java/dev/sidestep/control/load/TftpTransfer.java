package dev.sidestep.control.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The sending side of a transfer by TFTP (RFC 1350) with the option "blksize" (RFC 2348). It has no
 * timer: a client that misses a block asks for it again, and that is counted.
 */
final class TftpTransfer {
  private static final short READ_REQUEST = 1;
  private static final short DATA = 3;
  private static final short ACKNOWLEDGEMENT = 4;
  private static final short OPTIONS_ACKNOWLEDGED = 6;
  private static final int HEADER_BYTES = 4;
  private static final int DEFAULT_BLOCK_BYTES = 512;
  private static final int LARGEST_BLOCK_BYTES = 1428;
  private static final String BLOCK_SIZE = "blksize";

  private final byte[] content;
  private int blockBytes = DEFAULT_BLOCK_BYTES;
  private long acknowledged = -1;
  private long repeated;

  TftpTransfer(byte[] content) {
    this.content = content;
  }

  /** The answer to a datagram of the client, or null for none. */
  byte @Nullable [] answer(byte[] datagram) {
    if (datagram.length < HEADER_BYTES) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(datagram);
    return switch (in.getShort()) {
      case READ_REQUEST -> open(new String(datagram, StandardCharsets.ISO_8859_1));
      case ACKNOWLEDGEMENT -> acknowledge(in.getShort() & 0xffff);
      default -> null;
    };
  }

  private byte[] open(String request) {
    repeated += acknowledged < 0 ? 0 : 1;
    acknowledged = 0;
    String[] words = request.split("\0", -1);
    for (int i = 0; i + 1 < words.length; i++) {
      if (words[i].toLowerCase(Locale.ROOT).equals(BLOCK_SIZE)) {
        blockBytes = Math.clamp(NumberEcho.number(words[i + 1]), 8, LARGEST_BLOCK_BYTES);
        return optionsAcknowledged();
      }
    }
    blockBytes = DEFAULT_BLOCK_BYTES;
    return block(1);
  }

  private byte[] optionsAcknowledged() {
    byte[] option = (BLOCK_SIZE + "\0" + blockBytes + "\0").getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(2 + option.length)
        .putShort(OPTIONS_ACKNOWLEDGED)
        .put(option)
        .array();
  }

  /** Block numbers have 16 bits and start again; only the one before can be repeated. */
  private byte @Nullable [] acknowledge(int low) {
    long number = acknowledged + (short) (low - (int) acknowledged);
    if (number == acknowledged && number > 0) {
      repeated++;
    }
    acknowledged = Math.max(acknowledged, number);
    return isComplete() ? null : block(number + 1);
  }

  private byte[] block(long number) {
    int from = (int) Math.min((number - 1) * blockBytes, content.length);
    int size = Math.min(blockBytes, content.length - from);
    return ByteBuffer.allocate(HEADER_BYTES + size)
        .putShort(DATA)
        .putShort((short) number)
        .put(content, from, size)
        .array();
  }

  /** True if the client has acknowledged the last block, which is shorter than the others. */
  boolean isComplete() {
    return acknowledged * blockBytes > content.length;
  }

  /** Requests and acknowledgements that came again, because something had been lost. */
  long repeated() {
    return repeated;
  }
}
