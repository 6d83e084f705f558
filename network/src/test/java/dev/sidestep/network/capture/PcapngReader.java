package dev.sidestep.network.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads captures back: each block as one line of text. */
final class PcapngReader {
  private PcapngReader() {}

  static List<String> read(byte[] file) {
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<String> blocks = new ArrayList<>();
    while (buffer.hasRemaining()) {
      int start = buffer.position();
      int type = buffer.getInt();
      int length = buffer.getInt();
      assertThat(length).isPositive().matches(value -> value % 4 == 0);
      assertThat(buffer.getInt(start + length - 4)).isEqualTo(length);
      ByteBuffer body = buffer.slice(start + 8, length - 12).order(ByteOrder.LITTLE_ENDIAN);
      blocks.add(block(type, body));
      buffer.position(start + length);
    }
    return blocks;
  }

  private static String block(int type, ByteBuffer body) {
    return switch (type) {
      case 0x0a0d0d0a -> "section " + Integer.toHexString(body.getInt()) + options(body, 16);
      case 1 -> "interface type " + body.getShort() + options(body, 8);
      case 5 -> "statistics " + body.getInt() + options(body, 12);
      case 6 -> packet(body);
      default -> throw new AssertionError("Block type " + type);
    };
  }

  private static String packet(ByteBuffer body) {
    int id = body.getInt();
    long nanos = (long) body.getInt() << 32 | body.getInt() & 0xffff_ffffL;
    int length = body.getInt();
    assertThat(body.getInt()).isEqualTo(length);
    byte[] frame = new byte[length];
    body.get(frame);
    int padded = body.position() + 3 & ~3;
    String hex = HexFormat.of().formatHex(frame);
    return "packet " + id + " at " + nanos + ": " + hex + options(body, padded);
  }

  private static String options(ByteBuffer body, int start) {
    StringBuilder text = new StringBuilder();
    body.position(start);
    while (body.hasRemaining()) {
      int code = body.getShort();
      byte[] value = new byte[body.getShort()];
      body.get(value);
      body.position(body.position() + 3 & ~3);
      if (code != 0) {
        text.append(' ').append(code).append('=').append(value(value));
      }
    }
    return text.toString();
  }

  private static String value(byte[] value) {
    boolean isText = value.length > 0;
    for (byte one : value) {
      isText &= one >= ' ';
    }
    return isText ? new String(value, StandardCharsets.UTF_8) : HexFormat.of().formatHex(value);
  }
}
