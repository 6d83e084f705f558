package dev.sidestep.guest.image;

import dev.sidestep.base.Failure;
import dev.sidestep.base.Failure.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.LongConsumer;

/** Reading files, and saying in a sentence why the host refused something. */
final class HostFiles {
  private HostFiles() {}

  /**
   * A file that the user named.
   *
   * @param what "kernel" or another word for messages
   * @param limit bytes above which the file cannot be right
   */
  static byte[] read(String what, Path path, long limit) {
    try {
      requireReadable(what, path, limit);
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw failure("read the " + what + " file", path, e);
    }
  }

  /**
   * As {@link #read}, without a copy: the file's own pages, read-only.
   *
   * @param limit at most 2 GiB
   */
  static ByteBuffer map(String what, Path path, long limit) {
    try {
      requireReadable(what, path, limit);
      try (FileChannel file = FileChannel.open(path)) {
        return file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
      }
    } catch (IOException e) {
      throw failure("read the " + what + " file", path, e);
    }
  }

  private static void requireReadable(String what, Path path, long limit) throws IOException {
    if (!Files.exists(path)) {
      throw new Failure(
          Reason.NOT_FOUND, "There is no " + what + " file " + path + "; check the path.");
    }
    if (!Files.isRegularFile(path)) {
      throw new Failure(
          Reason.BAD_INPUT, "The " + what + " " + path + " is not a regular file; name a file.");
    }
    long size = Files.size(path);
    if (size == 0) {
      throw new Failure(
          Reason.BAD_INPUT,
          "The " + what + " file " + path + " is empty; copy or download it again.");
    }
    if (size > limit) {
      throw new Failure(
          Reason.BAD_INPUT,
          String.format(
              "The %s file %s has %,d bytes, more than the %,d that can be right; check the path.",
              what, path, size, limit));
    }
  }

  /** The failure that {@code e} means while the program tried to {@code action} {@code path}. */
  static Failure failure(String action, Path path, IOException e) {
    Reason reason = e instanceof NoSuchFileException ? Reason.NOT_FOUND : Reason.HOST;
    return new Failure(reason, "Could not " + action + " " + path + ": " + why(e), e);
  }

  private static String why(IOException e) {
    String text =
        (e instanceof FileSystemException f && f.getReason() != null)
            ? f.getReason()
            : String.valueOf(e.getMessage());
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("no space left") || lower.contains("quota exceeded")) {
      return "the disk is full; free some space or point SIDESTEP_CACHE at another disk.";
    }
    if (lower.contains("read-only file system")) {
      return "the file system is read-only; point SIDESTEP_CACHE at a writable directory.";
    }
    return switch (e) {
      case AccessDeniedException _ -> "no permission; change it or choose another path.";
      case NoSuchFileException _ -> "it does not exist.";
      case FileAlreadyExistsException _, NotDirectoryException _ ->
          "a file is where a directory is needed; remove it or point SIDESTEP_CACHE elsewhere.";
      default ->
          lower.contains("not a directory")
              ? "a file is where a directory is needed; remove it or point SIDESTEP_CACHE elsewhere."
              : text + ".";
    };
  }

  /** The SHA-256 of a file as 64 hexadecimal digits. {@code progress} gets the bytes read. */
  static String sha256(Path path, LongConsumer progress) throws IOException {
    MessageDigest digest = newSha256();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(path)) {
      long done = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
        done += n;
        progress.accept(done);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The SHA-256 of bytes as 64 hexadecimal digits. */
  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(newSha256().digest(bytes));
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
