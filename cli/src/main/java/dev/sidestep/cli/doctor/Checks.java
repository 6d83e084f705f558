package dev.sidestep.cli.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The judgements of the doctor; each is told what is there. */
public final class Checks {
  private static final int JAVA = 25;
  private static final long MIB = 1L << 20;
  private static final long NEEDED_MEMORY = 512 * MIB;
  private static final long GOOD_MEMORY = 2048 * MIB;
  private static final long IMAGE_SPACE = 500 * MIB;

  private Checks() {}

  /** The Java that runs this. */
  public static Finding java(Runtime.Version version) {
    return version.feature() >= JAVA
        ? Finding.ok("java", version.toString())
        : Finding.fail("java", version.toString(), "Install a JDK 25 and set SIDESTEP_JAVA.");
  }

  /** Memory that a guest could get, from the text of /proc/meminfo. */
  public static Finding memory(List<String> meminfo) {
    long available = availableBytes(meminfo);
    String detail = String.format(Locale.ROOT, "%,d MiB available", available / MIB);
    if (available < NEEDED_MEMORY) {
      return Finding.fail("memory", detail, "A guest needs 512 MiB; end other programs.");
    }
    return available < GOOD_MEMORY
        ? Finding.warn("memory", detail, "2 GiB are better; give guests less with --memory.")
        : Finding.ok("memory", detail);
  }

  /** Processors that Java may use. */
  public static Finding cores(int cores) {
    return cores >= 2
        ? Finding.ok("cores", Integer.toString(cores))
        : Finding.warn("cores", Integer.toString(cores), "The demo takes longer with one core.");
  }

  /** The cache: can it be written, and is there room for an image. */
  public static Finding cache(Path cache) {
    try {
      Files.createDirectories(cache);
      Files.delete(Files.createTempFile(cache, "doctor", ""));
      FileStore store = Files.getFileStore(cache);
      String detail =
          String.format(Locale.ROOT, "%s, %,d MiB free", cache, store.getUsableSpace() / MIB);
      return store.getUsableSpace() < IMAGE_SPACE
          ? Finding.warn("cache", detail, "An image needs 500 MiB; name a place in SIDESTEP_CACHE.")
          : Finding.ok("cache", detail);
    } catch (IOException e) {
      return Finding.fail(
          "cache",
          "cannot be written: " + e.getMessage(),
          "Name a directory of yours in SIDESTEP_CACHE.");
    }
  }

  /**
   * Where Debian could be fetched from.
   *
   * @param mirror SIDESTEP_DEBIAN_MIRROR, or empty
   * @param searchPath PATH
   */
  public static Finding mirror(String mirror, String searchPath) {
    boolean apt =
        Arrays.stream(searchPath.split(":"))
            .filter(directory -> !directory.isEmpty())
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "apt-get")));
    if (!apt) {
      return Finding.warn(
          "mirror", "no apt-get here", "Boot a kernel of yours with 'sidestep run --kernel FILE'.");
    }
    return Finding.ok("mirror", mirror.isEmpty() ? "as apt is configured" : mirror);
  }

  /** The cached images, by name. */
  public static Finding image(List<String> names) {
    return names.isEmpty()
        ? Finding.warn("image", "none cached", "'sidestep image pull' fetches Debian (63 MB).")
        : Finding.ok("image", String.join(", ", names));
  }

  /** Whether guest memory is reached the fast way. */
  public static Finding memoryAccess(boolean exported) {
    return exported
        ? Finding.ok("memory access", "the JDK's internal Unsafe")
        : Finding.warn(
            "memory access",
            "MemorySegment, which is slower",
            "Start Sidestep by its launcher, ./sidestep.");
  }

  /** Whether keys can be read one by one. */
  public static Finding terminal(boolean terminal) {
    return terminal
        ? Finding.ok("terminal", "standard input is one")
        : Finding.warn(
            "terminal", "standard input is none", "The keys of 'sidestep run' need a terminal.");
  }

  /** For information: nothing needs it yet. */
  public static Finding kvm(Path device) {
    return Finding.ok(
        "kvm", Files.isReadable(device) ? "present, not used yet" : "absent, not needed");
  }

  private static long availableBytes(List<String> meminfo) {
    return meminfo.stream()
        .filter(line -> line.startsWith("MemAvailable:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElse(0);
  }
}
