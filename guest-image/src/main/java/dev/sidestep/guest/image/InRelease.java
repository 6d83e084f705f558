package dev.sidestep.guest.image;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What we record of an index that apt has verified: its date and who signed it. Nothing is verified
 * here.
 *
 * @param date the Date field
 * @param signers fingerprints, or key ids where a signature has no fingerprint, in order
 */
record InRelease(String date, List<String> signers) {
  private static final String BEGIN = "-----BEGIN PGP SIGNATURE-----";
  private static final String END = "-----END PGP SIGNATURE-----";

  /** Tags and types of RFC 9580: 5.2, 5.2.3.12 and 5.2.3.35. */
  private static final int SIGNATURE_PACKET = 2;

  private static final int ISSUER_KEY_ID = 16;
  private static final int ISSUER_FINGERPRINT = 33;

  InRelease {
    signers = List.copyOf(signers);
  }

  static InRelease parse(String text) {
    String date =
        text.lines()
            .filter(line -> line.startsWith("Date:"))
            .findFirst()
            .map(line -> line.substring("Date:".length()).strip())
            .orElse("unknown");
    return new InRelease(date, signers(text));
  }

  private static List<String> signers(String text) {
    List<String> signers = new ArrayList<>();
    try {
      ByteBuffer in = ByteBuffer.wrap(Base64.getDecoder().decode(armored(text)));
      while (in.hasRemaining()) {
        int header = in.get() & 0xFF;
        boolean current = (header & 0x40) != 0;
        int tag = current ? header & 0x3F : header >> 2 & 0xF;
        ByteBuffer packet = take(in, current ? newLength(in) : oldLength(in, header & 3));
        if (tag == SIGNATURE_PACKET) {
          signers.add(signer(packet));
        }
      }
    } catch (BufferUnderflowException | IllegalArgumentException _) {
      // A form of signature newer than this reader: what was read so far is still true.
      return signers;
    }
    return signers;
  }

  private static String armored(String text) {
    Stream<String> lines =
        text.substring(Math.max(0, text.indexOf(BEGIN))).lines().takeWhile(l -> !l.equals(END));
    // After the blank line that ends the armor headers; a line with '=' in front is a checksum.
    return lines
        .dropWhile(line -> !line.isBlank())
        .filter(line -> !line.startsWith("="))
        .map(String::strip)
        .collect(Collectors.joining());
  }

  private static String signer(ByteBuffer packet) {
    if (packet.get() < 4) {
      return "unknown";
    }
    packet.position(packet.position() + 3); // type, public-key algorithm, hash algorithm
    String found = "unknown";
    for (int area = 0; area < 2; area++) { // hashed, then unhashed subpackets
      ByteBuffer subpackets = take(packet, packet.getShort() & 0xFFFF);
      while (subpackets.hasRemaining()) {
        ByteBuffer one = take(subpackets, newLength(subpackets));
        int type = one.get() & 0x7F;
        if (type == ISSUER_FINGERPRINT) {
          one.get(); // version of the key
          return hex(one);
        }
        found = type == ISSUER_KEY_ID ? hex(one) : found;
      }
    }
    return found;
  }

  private static String hex(ByteBuffer in) {
    byte[] bytes = new byte[in.remaining()];
    in.get(bytes);
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }

  private static ByteBuffer take(ByteBuffer in, int length) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    ByteBuffer part = in.slice(in.position(), length);
    in.position(in.position() + length);
    return part;
  }

  private static int newLength(ByteBuffer in) {
    int first = in.get() & 0xFF;
    if (first < 192) {
      return first;
    }
    return first == 255 ? in.getInt() : (first - 192 << 8) + (in.get() & 0xFF) + 192;
  }

  private static int oldLength(ByteBuffer in, int type) {
    return switch (type) {
      case 0 -> in.get() & 0xFF;
      case 1 -> in.getShort() & 0xFFFF;
      case 2 -> in.getInt();
      default -> in.remaining();
    };
  }
}
