package dev.sidestep.bench;

import dev.sidestep.base.Failure;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the time of a monitored Debian boot goes: samples of the hart's thread by Java Flight
 * Recorder, classified by {@link Activity}. Waiting is not sampled.
 */
final class BootProfile {
  /** Frames that are inlined between two safepoints are told apart only with these. */
  private static final List<String> PRECISE =
      List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints");

  private static final Duration PERIOD = Duration.ofMillis(2);
  private static final int BOOTS = 4;
  private static final String HART = "hart-0";

  /**
   * The samples of one boot.
   *
   * @param seconds how long it took, power-off included
   * @param compilerSeconds what the just-in-time compilers worked meanwhile, on their own threads
   * @param samples how many samples of each activity
   */
  private record Profile(double seconds, double compilerSeconds, Map<Activity, Integer> samples) {
    String share(Activity activity) {
      int all = samples.values().stream().mapToInt(Integer::intValue).sum();
      return String.format(
          Locale.ROOT, "%.0f%%", 100.0 * samples.getOrDefault(activity, 0) / Math.max(1, all));
    }
  }

  private BootProfile() {}

  /** Rows of a Markdown table: activity, first boot, last boot. */
  static List<String> inAProcessOfItsOwn() throws InterruptedException {
    List<String> command = GuestMain.command(PRECISE, BootProfile.class);
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new Failure(
            Failure.Reason.BROKEN_PROMISE,
            "The profile failed; run it by hand to see why: " + String.join(" ", command));
      }
      return text.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Prints the rows. */
  public static void main(String[] arguments) throws InterruptedException, IOException {
    List<Profile> boots = new ArrayList<>();
    for (int i = 0; i < BOOTS; i++) {
      boots.add(boot());
    }
    Profile first = boots.getFirst();
    Profile last = boots.getLast();
    for (Activity activity : Activity.values()) {
      print(activity.description(), first.share(activity), last.share(activity));
    }
    print("Seconds, power-off included", text(first.seconds()), text(last.seconds()));
    print(
        "Seconds of just-in-time compilation on other threads meanwhile",
        text(first.compilerSeconds()),
        text(last.compilerSeconds()));
  }

  private static String text(double value) {
    return Figure.text(value);
  }

  private static void print(String what, String first, String last) {
    System.out.println("| %s | %s | %s |".formatted(what, first, last));
  }

  private static Profile boot() throws InterruptedException, IOException {
    DebianGuest guest = DebianGuest.cached();
    var source = guest.boot(CommandLine.IMAGE.words(guest));
    Path file = Files.createTempFile("sidestep-bench", ".jfr");
    try (Recording recording = new Recording();
        SoftMachine machine =
            new SoftMachine(
                source, Custody.DIRECT, ClockMode.WALL, new TextWatch(DebianGuest.FIRST_LINE))) {
      recording.enable("jdk.ExecutionSample").withPeriod(PERIOD);
      recording.start();
      long compiled = compilerMillis();
      double seconds = machine.runToPowerOff();
      double compilerSeconds = (compilerMillis() - compiled) / 1e3;
      recording.stop();
      recording.dump(file);
      return new Profile(seconds, compilerSeconds, samples(file));
    } finally {
      Files.delete(file);
    }
  }

  private static long compilerMillis() {
    return ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
  }

  private static Map<Activity, Integer> samples(Path file) throws IOException {
    Map<Activity, Integer> samples = new EnumMap<>(Activity.class);
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        RecordedStackTrace stack = event.getStackTrace();
        if (stack != null && event.getThread("sampledThread").getJavaName().equals(HART)) {
          samples.merge(Activity.of(stack.getFrames()), 1, Integer::sum);
        }
      }
    }
    return samples;
  }
}
