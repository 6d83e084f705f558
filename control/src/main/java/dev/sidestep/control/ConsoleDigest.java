package dev.sidestep.control;

import dev.sidestep.platform.SerialPeer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A serial peer that passes everything on to another one and keeps count of what the machine sent.
 * Used by the machine with its lock held, and by whoever wants the result after the machine's end.
 */
public final class ConsoleDigest implements SerialPeer {
  private final SerialPeer next;
  private final MessageDigest digest = sha256();
  private long bytes;

  /** A digest in front of {@code next}. */
  public ConsoleDigest(SerialPeer next) {
    this.next = next;
  }

  @Override
  public void accept(int character) {
    digest.update((byte) character);
    bytes++;
    next.accept(character);
  }

  @Override
  public int next() {
    return next.next();
  }

  /** Characters sent by the machine. */
  public long bytes() {
    return bytes;
  }

  /** The SHA-256 of these characters, in lower-case hexadecimal digits. Starts anew afterwards. */
  public String sha256Hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
