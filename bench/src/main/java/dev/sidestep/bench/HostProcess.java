package dev.sidestep.bench;

import dev.sidestep.base.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A program of the host that writes to its output what a guest writes to its console. */
final class HostProcess {
  private static final double KIB_PER_MIB = 1024;

  private HostProcess() {}

  /**
   * What was seen when a text had appeared.
   *
   * @param seconds since the process was started
   * @param cpuSeconds of all of its threads
   * @param peakMib the most memory that it had resident, or NaN where the host does not tell
   */
  record Sighting(double seconds, double cpuSeconds, double peakMib) {}

  /** Starts a program, waits for {@code text} in its output, and ends it. */
  static Sighting until(String text, List<String> command) throws InterruptedException {
    long start = System.nanoTime();
    Process process = start(command);
    try (InputStream output = process.getInputStream()) {
      if (!appears(text, output)) {
        throw ended(command, "without writing \"" + text + "\"");
      }
      double seconds = secondsSince(start);
      return new Sighting(seconds, cpuSeconds(process), peakMib(process));
    } catch (IOException e) {
      throw ended(command, "while its output was read: " + e.getMessage());
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** Runs a program to its end; the seconds that it took. */
  static double toTheEnd(List<String> command) throws InterruptedException {
    long start = System.nanoTime();
    Process process = start(command);
    try (InputStream output = process.getInputStream()) {
      output.transferTo(OutputStream.nullOutputStream());
      int code = process.waitFor();
      if (code != 0) {
        throw ended(command, "with code " + code);
      }
      return secondsSince(start);
    } catch (IOException e) {
      throw ended(command, "while its output was read: " + e.getMessage());
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(List<String> command) {
    return start(
        new ProcessBuilder(command)
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .redirectError(Redirect.INHERIT));
  }

  /**
   * Starts a program.
   *
   * @throws Failure HOST if it does not start
   */
  static Process start(ProcessBuilder program) {
    try {
      return program.start();
    } catch (IOException e) {
      throw new Failure(
          Failure.Reason.HOST,
          "Cannot start %s (%s); install it."
              .formatted(program.command().getFirst(), e.getMessage()),
          e);
    }
  }

  /** Reads as the bytes come: the moment counts. */
  private static boolean appears(String text, InputStream output) throws IOException {
    TextWatch watch = new TextWatch(text);
    byte[] bytes = new byte[4096];
    for (int count = output.read(bytes); count >= 0; count = output.read(bytes)) {
      for (int i = 0; i < count; i++) {
        watch.accept(bytes[i] & 0xff);
      }
      if (watch.hasSeen()) {
        return true;
      }
    }
    return false;
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static double cpuSeconds(Process process) {
    return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / 1e9;
  }

  /** The most memory that a process had resident: {@code VmHWM} of proc(5), in KiB there. */
  static double peakMib(Process process) {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / KIB_PER_MIB)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException | UncheckedIOException _) {
      // Another kind of host, or the process has ended.
      return Double.NaN;
    }
  }

  private static Failure ended(List<String> command, String how) {
    return new Failure(
        Failure.Reason.BROKEN_PROMISE,
        "The program ended %s; run it by hand to see why: %s"
            .formatted(how, String.join(" ", command)));
  }
}
