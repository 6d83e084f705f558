package dev.sidestep.network.packet;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** DNS messages with one question (RFC 1035 4). Offsets are those of the UDP payload. */
public final class Dns {
  /** UDP and TCP port of servers. */
  public static final int PORT = 53;

  /** Bytes before the question. */
  public static final int HEADER = 12;

  /** Question type: an IPv4 address. */
  public static final int A = 1;

  /** Question type: an IPv6 address. */
  public static final int AAAA = 28;

  /** Question type: everything. */
  public static final int ANY = 255;

  /** Response code: there is such a name. */
  public static final int NO_ERROR = 0;

  /** Response code: the question was not understood. */
  public static final int FORMAT_ERROR = 1;

  /** Response code: this kind of request is not supported. */
  public static final int NOT_IMPLEMENTED = 4;

  /** Response code: there is no such name. */
  public static final int NO_SUCH_NAME = 3;

  /** Response code: this server does not answer for such names. */
  public static final int REFUSED = 5;

  private static final int RESPONSE = 0x8000;
  private static final int OPERATION = 0x7800;
  private static final int AUTHORITATIVE = 0x0400;
  private static final int RECURSION_DESIRED = 0x0100;
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_LABEL = 63;
  private static final int CLASS_INTERNET = 1;
  private static final int SECONDS_TO_LIVE = 60;
  private static final int POINTER_TO_QUESTION = 0xc000 | HEADER;

  private Dns() {}

  /** True if the bytes up to {@code end} hold a header that is not a response. */
  public static boolean isQuery(byte[] bytes, int at, int end) {
    return end - at >= HEADER && (NetBytes.u16(bytes, at + 2) & RESPONSE) == 0;
  }

  /** True if it is a standard query (opcode 0). */
  public static boolean isStandard(byte[] bytes, int at) {
    return (NetBytes.u16(bytes, at + 2) & OPERATION) == 0;
  }

  /** How many questions. */
  public static int questions(byte[] bytes, int at) {
    return NetBytes.u16(bytes, at + 4);
  }

  /**
   * Where the name of the first question ends, or -1 if it is cut off, too long or compressed,
   * which no question needs.
   */
  public static int nameEnd(byte[] bytes, int at, int end) {
    int label = at + HEADER;
    while (label < end && label - at - HEADER < LONGEST_NAME) {
      int length = NetBytes.u8(bytes, label);
      if (length == 0) {
        return label + 5 <= end ? label + 1 : -1;
      }
      if (length > LONGEST_LABEL) {
        return -1;
      }
      label += 1 + length;
    }
    return -1;
  }

  /** The name of the first question in lower case, without the last dot; null if malformed. */
  public static @Nullable String name(byte[] bytes, int at, int end) {
    int nameEnd = nameEnd(bytes, at, end);
    if (nameEnd < 0) {
      return null;
    }
    StringBuilder name = new StringBuilder();
    for (int label = at + HEADER; bytes[label] != 0; label += 1 + bytes[label]) {
      name.append(name.isEmpty() ? "" : ".")
          .append(new String(bytes, label + 1, bytes[label], StandardCharsets.ISO_8859_1));
    }
    return name.toString().toLowerCase(Locale.ROOT);
  }

  /** The type of the first question, whose name ends at {@code nameEnd}. */
  public static int type(byte[] bytes, int nameEnd) {
    return NetBytes.u16(bytes, nameEnd);
  }

  /** True if the first question is about the Internet. */
  public static boolean isInternet(byte[] bytes, int nameEnd) {
    return NetBytes.u16(bytes, nameEnd + 2) == CLASS_INTERNET;
  }

  /** The response code of an answer. */
  public static int responseCode(byte[] bytes, int at) {
    return NetBytes.u16(bytes, at + 2) & 0xf;
  }

  /** How many answers. */
  public static int answers(byte[] bytes, int at) {
    return NetBytes.u16(bytes, at + 6);
  }

  /** A query for one name with recursion desired. */
  public static byte[] query(int id, String name, int type) {
    byte[] text = name.getBytes(StandardCharsets.ISO_8859_1);
    byte[] query = new byte[HEADER + text.length + 6];
    NetBytes.put16(query, 0, id);
    NetBytes.put16(query, 2, RECURSION_DESIRED);
    NetBytes.put16(query, 4, 1);
    int label = HEADER;
    for (int index = 0; index <= text.length; index++) {
      if (index == text.length || text[index] == '.') {
        query[label] = (byte) (HEADER + index - label);
        label = HEADER + index + 1;
      } else {
        query[HEADER + index + 1] = text[index];
      }
    }
    NetBytes.put16(query, query.length - 4, type);
    NetBytes.put16(query, query.length - 2, CLASS_INTERNET);
    return query;
  }

  /**
   * The answer to the query at {@code at}, whose question ends at {@code questionEnd} (or {@code
   * at} + {@link #HEADER} to leave it out), with an address if {@code address} is not null.
   */
  public static byte[] answer(
      byte[] query, int at, int questionEnd, int code, @Nullable Integer address) {
    int question = questionEnd - at;
    byte[] answer = new byte[question + (address == null ? 0 : 16)];
    System.arraycopy(query, at, answer, 0, question);
    int asked = NetBytes.u16(query, at + 2) & (OPERATION | RECURSION_DESIRED);
    NetBytes.put16(answer, 2, RESPONSE | AUTHORITATIVE | asked | code);
    NetBytes.put16(answer, 4, question > HEADER ? 1 : 0);
    NetBytes.put16(answer, 6, address == null ? 0 : 1);
    NetBytes.put32(answer, 8, 0);
    if (address != null) {
      NetBytes.put16(answer, question, POINTER_TO_QUESTION);
      NetBytes.put16(answer, question + 2, A);
      NetBytes.put16(answer, question + 4, CLASS_INTERNET);
      NetBytes.put32(answer, question + 6, SECONDS_TO_LIVE);
      NetBytes.put16(answer, question + 10, 4);
      NetBytes.put32(answer, question + 12, address);
    }
    return answer;
  }
}
