package dev.sidestep.guest.image;

import dev.sidestep.base.Failure;
import dev.sidestep.base.Failure.Reason;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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
    String text = new String(read("control.tar", "/control").getFirst(), StandardCharsets.UTF_8);
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
    return files(suffix).getFirst();
  }

  /**
   * As {@link #file}, for several suffixes; one pass over a package that takes seconds to unpack.
   */
  public List<byte[]> files(String... suffixes) {
    return read("data.tar", suffixes);
  }

  private List<byte[]> read(String member, String... suffixes) {
    try (ArArchiveInputStream ar =
        new ArArchiveInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
      for (ArArchiveEntry e = ar.getNextEntry(); e != null; e = ar.getNextEntry()) {
        if (e.getName().startsWith(member)) {
          return fromTar(new TarArchiveInputStream(unpacker(e.getName(), ar)), suffixes);
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
              "The package "
                  + path
                  + " has the member "
                  + name
                  + ", and only xz and gzip are known"
                  + "; pass the kernel with --kernel.");
    };
  }

  private List<byte[]> fromTar(TarArchiveInputStream tar, String... suffixes) throws IOException {
    Map<String, byte[]> found = new HashMap<>();
    for (TarArchiveEntry e = tar.getNextEntry();
        e != null && found.size() < suffixes.length;
        e = tar.getNextEntry()) {
      for (String suffix : suffixes) {
        if (e.isFile() && !found.containsKey(suffix) && ("/" + e.getName()).endsWith(suffix)) {
          found.put(suffix, content(tar, e));
        }
      }
    }
    return Arrays.stream(suffixes).map(suffix -> require(found, suffix)).toList();
  }

  private static byte[] content(TarArchiveInputStream tar, TarArchiveEntry entry)
      throws IOException {
    byte[] bytes = tar.readNBytes((int) Math.min(entry.getSize(), FILE_LIMIT_BYTES));
    if (bytes.length != entry.getSize()) {
      throw new IOException("it ends within " + entry.getName());
    }
    return bytes;
  }

  private byte[] require(Map<String, byte[]> found, String suffix) {
    byte[] bytes = found.get(suffix);
    if (bytes == null) {
      throw new Failure(
          Reason.BAD_INPUT,
          "The package " + path + " has no file ..." + suffix + "; pass the kernel with --kernel.");
    }
    return bytes;
  }
}
