package dev.sidestep.control.load;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 that grows. */
final class StreamHash {
  private final MessageDigest digest;

  StreamHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  void add(byte[] bytes) {
    digest.update(bytes);
  }

  /** 64 lower-case hexadecimal digits; starts anew afterwards. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
