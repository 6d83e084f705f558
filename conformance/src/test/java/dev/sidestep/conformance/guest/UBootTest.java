package dev.sidestep.conformance.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.control.GuestSession;
import dev.sidestep.control.GuestSource;
import dev.sidestep.control.NetworkOptions;
import dev.sidestep.control.Progress;
import dev.sidestep.control.RunOptions;
import dev.sidestep.control.Sidestep;
import dev.sidestep.control.SwitchOutcome;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.platform.MachineConfiguration.Timing;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Another driver for the same card: U-Boot's, which polls. Debian's build for supervisor mode
 * reaches its prompt, gets an address and a ping, in either custody.
 */
@Timeout(300)
class UBootTest {
  private static final Path U_BOOT = Path.of("/usr/lib/u-boot/qemu-riscv64_smode/uboot.elf");
  private static final DeviceId CARD = new DeviceId("net0");
  private static final long MEMORY_BYTES = 256L << 20;

  private final Console console = new Console();

  @BeforeEach
  void needsUBoot() {
    Assumptions.assumeTrue(
        Files.isReadable(U_BOOT), "Debian's package u-boot-qemu is not installed");
  }

  @Test
  void itsOwnDriverUsesTheCardInEitherCustody() throws InterruptedException {
    RunOptions options =
        new RunOptions(
                new GuestSource.Files(U_BOOT, null),
                "",
                1,
                MEMORY_BYTES,
                true,
                ClockMode.WALL,
                Timing.REAL,
                7,
                false,
                true,
                Long.MAX_VALUE)
            .withNetwork(NetworkOptions.USER);
    try (GuestSession session = Sidestep.load().prepare(options, console, Progress.NONE)) {
      session.start();
      assertThat(console.awaitSaid("Hit any key")).isTrue();
      type(session, "\r");
      assertThat(console.awaitSaid("\n=> ")).isTrue();
      assertThat(ask(session, "setenv autoload no; dhcp")).contains("bound to address 10.0.2.15");
      assertPing(session);
      for (int i = 0; i < 3; i++) {
        assertDone(session.virtualize(CARD).toCompletableFuture().join());
        assertPing(session);
        assertDone(session.devirtualize(CARD).toCompletableFuture().join());
        assertPing(session);
      }
      session.stop();
      session.awaitEnd();
    }
  }

  private static void assertDone(SwitchOutcome outcome) {
    assertThat(outcome.completed()).as(outcome.toString()).isTrue();
  }

  private void assertPing(GuestSession session) throws InterruptedException {
    assertThat(ask(session, "ping 10.0.2.2")).contains("host 10.0.2.2 is alive");
  }

  /** What U-Boot says from a command to the next prompt. */
  private String ask(GuestSession session, String command) throws InterruptedException {
    int before = console.said().length();
    type(session, command + "\r");
    assertThat(console.awaitSaid("\n=> ", before)).isTrue();
    return console.said().substring(before);
  }

  private void type(GuestSession session, String text) {
    console.type(text);
    session.serialInputAvailable();
  }
}
