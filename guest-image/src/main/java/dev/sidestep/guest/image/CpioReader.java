package dev.sidestep.guest.image;

import dev.sidestep.base.Failure;
import dev.sidestep.base.Failure.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;

/** Takes files out of a cpio archive, of several that follow each other only the first. */
final class CpioReader {
  private static final int FILE_LIMIT_BYTES = 64 << 20;

  private CpioReader() {}

  /**
   * The regular files whose paths are wanted, by their paths, in the archive's order.
   *
   * @param what is read, for messages
   * @throws Failure BAD_INPUT if the archive is damaged
   */
  static Map<String, byte[]> files(String what, InputStream archive, Predicate<String> wanted) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (CpioArchiveInputStream cpio =
        new CpioArchiveInputStream(archive, StandardCharsets.UTF_8.name())) {
      for (CpioArchiveEntry e = cpio.getNextEntry(); e != null; e = cpio.getNextEntry()) {
        if (e.isRegularFile() && wanted.test(e.getName())) {
          files.put(e.getName(), content(cpio, e));
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new Failure(
          Reason.BAD_INPUT,
          "The %s is a damaged cpio archive (%s); pull the image again."
              .formatted(what, e.getMessage()),
          e);
    }
    return files;
  }

  private static byte[] content(CpioArchiveInputStream cpio, CpioArchiveEntry entry)
      throws IOException {
    if (entry.getSize() > FILE_LIMIT_BYTES) {
      throw new IOException(entry.getName() + " has " + entry.getSize() + " bytes");
    }
    byte[] bytes = cpio.readNBytes((int) entry.getSize());
    if (bytes.length != entry.getSize()) {
      throw new IOException("it ends within " + entry.getName());
    }
    return bytes;
  }
}
