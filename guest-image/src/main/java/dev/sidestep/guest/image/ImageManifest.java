package dev.sidestep.guest.image;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What an image consists of and where it comes from; stored as {@code image.json} beside the files.
 *
 * @param name the name to find it by, for example {@code debian-13}
 * @param files what the directory holds, sorted by name
 * @param commandLine the kernel command line to start from
 * @param initSha256 SHA-256 of the {@code init.sh} inside the initial file system
 * @param packages what it was made from
 * @param source the index that vouches for the packages
 */
public record ImageManifest(
    String name,
    List<StoredFile> files,
    String commandLine,
    String initSha256,
    List<SourcePackage> packages,
    PackageIndex source) {

  /** The file name of the kernel. */
  public static final String KERNEL = "kernel";

  /** The file name of the initial file system. */
  public static final String INITRD = "initrd.cpio";

  /** A file of the image: its plain name, size in bytes, and SHA-256 in hexadecimal digits. */
  public record StoredFile(String name, long bytes, String sha256) {}

  /** A package that was unpacked: as the index names it, its size in bytes and SHA-256. */
  public record SourcePackage(
      String name, String version, String architecture, long bytes, String sha256) {}

  /**
   * A signed package index.
   *
   * @param mirror where it was fetched
   * @param suite for example {@code trixie}
   * @param date as the index states it (RFC 2822)
   * @param signers fingerprints or key ids that signed it, in hexadecimal digits
   */
  public record PackageIndex(String mirror, String suite, String date, List<String> signers) {}

  /** Copies the lists. */
  public ImageManifest {
    files = List.copyOf(files);
    packages = List.copyOf(packages);
  }

  /** The name of the image's directory: the SHA-256 over names and hashes of its files. */
  public String id() {
    StringBuilder text = new StringBuilder();
    files.forEach(
        file -> text.append(file.sha256()).append("  ").append(file.name()).append('\n'));
    return HostFiles.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
