package dev.sidestep.conformance.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.control.GuestSession;
import dev.sidestep.control.Progress;
import dev.sidestep.control.RunOptions;
import dev.sidestep.control.RunReport;
import dev.sidestep.control.Sidestep;
import dev.sidestep.control.SwitchOutcome;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.platform.StopReason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stock Debian kernel with its own drivers, booted in every way that a user can ask for. */
@Timeout(300)
class DebianBootTest {
  private static final Sidestep SIDESTEP = Sidestep.load();
  private static final int LOAD_NUMBERS = 200_000;

  private final Console console = new Console();

  @BeforeAll
  static void needsDebian() {
    Debian.assumeAvailable(SIDESTEP);
  }

  private RunReport run(RunOptions options) throws InterruptedException {
    try (GuestSession session = SIDESTEP.prepare(options, console, Progress.NONE)) {
      session.start();
      return session.awaitEnd();
    }
  }

  @Test
  void bootsBareAndPowersOff() throws InterruptedException {
    RunReport report = run(Debian.untilPowerOff(1, false, ClockMode.WALL));
    assertThat(report.stop()).isEqualTo(StopReason.POWER_OFF);
    assertThat(console.said()).contains("sidestep: userland up cpus=1", "sidestep: bye");
  }

  @Test
  void bootsOnFourHartsUnderTheMonitor() throws InterruptedException {
    RunReport report = run(Debian.untilPowerOff(4, true, ClockMode.WALL));
    assertThat(report.stop()).isEqualTo(StopReason.POWER_OFF);
    assertThat(console.said()).contains("smp: Brought up 1 node, 4 CPUs", "userland up cpus=4");
    assertThat(report.counters().exits()).isZero();
  }

  private static void assertTheSame(RunReport actual, RunReport expected) {
    assertThat(actual.instructions()).isEqualTo(expected.instructions());
    assertThat(actual.consoleSha256()).isEqualTo(expected.consoleSha256());
    assertThat(actual.guestNanos()).isEqualTo(expected.guestNanos());
  }

  @Test
  void isTheSameTwiceUnderTheDeterministicClock() throws InterruptedException {
    RunOptions options = Debian.untilPowerOff(1, true, ClockMode.DETERMINISTIC);
    assertTheSame(run(options), run(options));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void isTheSameWithAndWithoutTheTranslator(int harts) throws InterruptedException {
    RunOptions options = Debian.untilPowerOff(harts, true, ClockMode.DETERMINISTIC);
    assertTheSame(run(options), run(options.withTranslator(false)));
  }

  @Test
  void aRebootBootsAgain() throws InterruptedException {
    RunOptions options = Debian.withWords(1, "sidestep.mode=reboot");
    try (GuestSession session = SIDESTEP.prepare(options, console, Progress.NONE)) {
      session.start();
      assertThat(console.awaitSaid("sidestep: bye")).isTrue();
      int firstBoot = console.said().length();
      while (console.said().indexOf("Linux version", firstBoot) < 0) {
        Thread.sleep(20);
      }
      session.stop();
      RunReport report = session.awaitEnd();
      assertThat(report.reboots()).isPositive();
    }
  }

  @Test
  void aShellAnswersWhileCustodyChanges() throws InterruptedException {
    try (GuestSession session = SIDESTEP.prepare(Debian.withWords(1, ""), console, Progress.NONE)) {
      session.start();
      assertThat(console.awaitSaid("Type 'poweroff -f'")).isTrue();
      for (int i = 0; i < 5; i++) {
        SwitchOutcome taken = session.virtualize(GuestSession.SERIAL).toCompletableFuture().join();
        assertThat(taken.completed()).as(taken.explanation()).isTrue();
        answer(session, "echo emulated-$((6 * 7))-" + i, "emulated-42-" + i);
        SwitchOutcome given =
            session.devirtualize(GuestSession.SERIAL).toCompletableFuture().join();
        assertThat(given.completed()).as(given.explanation()).isTrue();
        answer(session, "echo direct-$((6 * 7))-" + i, "direct-42-" + i);
      }
      console.type("poweroff -f\n");
      session.serialInputAvailable();
      assertThat(session.awaitEnd().stop()).isEqualTo(StopReason.POWER_OFF);
    }
  }

  /** Four times the same work at once; a hart that computes wrongly has another sum. */
  @Test
  void fourHartsUnderLoadComputeWhatTheyShould() throws Exception {
    try (GuestSession session = SIDESTEP.prepare(Debian.withWords(4, ""), console, Progress.NONE)) {
      session.start();
      assertThat(console.awaitSaid("Type 'poweroff -f'")).isTrue();
      answer(
          session,
          "for i in 1 2 3 4; do (seq 1 %d | gzip | gunzip | sha256sum > /sum$i) & done; wait"
                  .formatted(LOAD_NUMBERS)
              + "; sort -u /sum1 /sum2 /sum3 /sum4 | sed s/^/sum-/; echo done-$((6 * 7))",
          "sum-" + sumOfNumbers());
      assertThat(console.awaitSaid("\ndone-42")).isTrue();
      assertThat(console.said().split("\nsum-", -1)).as("sums that differ").hasSize(2);
      console.type("poweroff -f\n");
      session.serialInputAvailable();
      assertThat(session.awaitEnd().stop()).isEqualTo(StopReason.POWER_OFF);
    }
  }

  /** What {@code seq} writes, by this host's own means. */
  private static String sumOfNumbers() throws NoSuchAlgorithmException {
    String numbers =
        IntStream.rangeClosed(1, LOAD_NUMBERS)
            .mapToObj(number -> number + "\n")
            .collect(Collectors.joining());
    byte[] sum =
        MessageDigest.getInstance("SHA-256").digest(numbers.getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(sum);
  }

  private void answer(GuestSession session, String command, String expected)
      throws InterruptedException {
    console.type(command + "\n");
    session.serialInputAvailable();
    assertThat(console.awaitSaid("\n" + expected)).as(command).isTrue();
  }
}
