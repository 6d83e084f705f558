package dev.sidestep.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/**
 * The machine that a measurement was made on, as far as figures depend on it.
 *
 * @param when at that time
 * @param processor model and number
 * @param load the load averages of proc(5): runnable threads in 1, 5 and 15 minutes
 * @param java the Java virtual machine
 * @param peer QEMU's version, or that it is missing
 */
record Surroundings(Instant when, String processor, String load, String java, String peer) {
  private static final String UNKNOWN = "unknown";

  static Surroundings now() throws InterruptedException {
    return new Surroundings(
        Instant.now(),
        "%d x %s"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                line(Path.of("/proc/cpuinfo"), "model name").replaceFirst(".*:\\s*", "")),
        line(Path.of("/proc/loadavg"), "").replaceFirst("(\\S+ \\S+ \\S+).*", "$1"),
        "%s %s".formatted(System.getProperty("java.vm.name"), Runtime.version()),
        Qemu.version());
  }

  /** The lines above every report that began here and ended with {@code after}. */
  String heading(Surroundings after) {
    return """
    Measured %s on %s.
    Load averages %s at the start, %s at the end.
    %s; peer: %s.
    """
        .formatted(when.truncatedTo(ChronoUnit.MINUTES), processor, load, after.load, java, peer);
  }

  private static String line(Path file, String beginning) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> line.startsWith(beginning)).findFirst().orElse(UNKNOWN);
    } catch (IOException _) {
      return UNKNOWN;
    }
  }
}
