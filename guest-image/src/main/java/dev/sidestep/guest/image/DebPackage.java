package dev.sidestep.guest.image;

import dev.sidestep.base.Failure;
import dev.sidestep.base.Failure.Reason;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** A Debian binary package: an ar archive of two tar archives, deb(5). Read anew at each call. */
public final class DebPackage {
  private static final int FILE_LIMIT_BYTES = 512 << 20;

  private final Path path;

  /** A package in the file {@code path}; nothing is read yet. */
  public DebPackage(Path path) {
    this.path = path;
  }

  /**
   * The fields of the control file, for example {@code Package} and {@code Version}. Continued
   * lines are left out.
   *
   * @throws Failure BAD_INPUT if the package is damaged
   */
  public Map<String, String> control() {
    String text = new String(read("control.tar", "/control"), StandardCharsets.UTF_8);
    Map<String, String> fields = new LinkedHashMap<>();
    for (String line : text.split("\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0 && !Character.isWhitespace(line.charAt(0))) {
        fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    return fields;
  }

  /**
   * The first regular file of the package whose path ends with {@code suffix}, for example {@code
   * /bin/busybox}.
   *
   * @throws Failure BAD_INPUT if the package is damaged or has no such file
   */
  public byte[] file(String suffix) {
    return read("data.tar", suffix);
  }

  private byte[] read(String member, String suffix) {
    try (ArArchiveInputStream ar =
        new ArArchiveInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
      for (ArArchiveEntry e = ar.getNextEntry(); e != null; e = ar.getNextEntry()) {
        if (e.getName().startsWith(member)) {
          return fromTar(new TarArchiveInputStream(unpacker(e.getName(), ar)), suffix);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new Failure(
          Reason.BAD_INPUT,
          "The package " + path + " is damaged (" + e.getMessage() + "); download it again.",
          e);
    }
    throw new Failure(
        Reason.BAD_INPUT,
        "The file " + path + " is not a Debian package: it has no " + member + "; check the path.");
  }

  private InputStream unpacker(String name, InputStream in) throws IOException {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "xz" -> new XZInputStream(in);
      case "gz" -> new GZIPInputStream(in);
      case "tar" -> in;
      default ->
          throw new Failure(
              Reason.BAD_INPUT,
              "The package " + path + " has the member " + name + ", and only xz and gzip are known"
                  + "; pass the kernel with --kernel.");
    };
  }

  private byte[] fromTar(TarArchiveInputStream tar, String suffix) throws IOException {
    for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
      if (e.isFile() && ("/" + e.getName()).endsWith(suffix)) {
        byte[] bytes = tar.readNBytes((int) Math.min(e.getSize(), FILE_LIMIT_BYTES));
        if (bytes.length != e.getSize()) {
          throw new IOException("it ends within " + e.getName());
        }
        return bytes;
      }
    }
    throw new Failure(
        Reason.BAD_INPUT,
        "The package " + path + " has no file ..." + suffix + "; pass the kernel with --kernel.");
  }
}
