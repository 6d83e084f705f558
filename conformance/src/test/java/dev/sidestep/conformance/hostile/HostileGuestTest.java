package dev.sidestep.conformance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.platform.StopReason;
import dev.sidestep.testkit.guest.CoreMarkLike;
import dev.sidestep.vmm.SwitchPolicies;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each guest on each kind of machine. None throws, none keeps its machine from being stopped. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileGuestTest {
  private static final int VCPUS = 2;
  private static final long WALL_MILLIS = 20;

  private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();
  private Thread.UncaughtExceptionHandler before;

  @BeforeEach
  void watchThreads() {
    before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
  }

  @AfterEach
  void noThreadDied() {
    Thread.setDefaultUncaughtExceptionHandler(before);
    assertThat(uncaught).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void usesUpItsInstructionsOnABareMachine(HostileGuest guest) {
    try (Rig rig = Rig.deterministic(guest.image(), VCPUS, false)) {
      assertThat(rig.run(50_000)).isEqualTo(expected(guest));
      rig.machine().stop();
      assertThat(rig.run(1)).isEqualTo(StopReason.STOPPED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void usesUpItsInstructionsUnderAMonitorThatSwitches(HostileGuest guest) {
    try (Rig rig = Rig.deterministic(guest.image(), VCPUS, true)) {
      for (int i = 0; i < 50; i++) {
        assertThat(rig.run(1_001)).isEqualTo(expected(guest));
        rig.flip(i % 2 == 0, SwitchPolicies.defaults());
      }
      rig.machine().stop();
      assertThat(rig.run(1)).isEqualTo(StopReason.STOPPED);
    }
  }

  private static StopReason expected(HostileGuest guest) {
    return guest == HostileGuest.SLEEPS_FOR_EVER ? StopReason.IDLE : StopReason.INSTRUCTION_LIMIT;
  }

  @ParameterizedTest
  @EnumSource
  void canBeStoppedOnABareMachineWithThreads(HostileGuest guest) throws InterruptedException {
    try (Rig rig = Rig.wall(guest.image(), VCPUS, false)) {
      rig.machine().start();
      TimeUnit.MILLISECONDS.sleep(WALL_MILLIS);
      rig.machine().stop();
      assertThat(rig.machine().awaitStop()).isEqualTo(StopReason.STOPPED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void canBeStoppedUnderAMonitorWithThreads(HostileGuest guest) throws InterruptedException {
    try (Rig rig = Rig.wall(guest.image(), VCPUS, true)) {
      rig.machine().start();
      long end = System.nanoTime() + WALL_MILLIS * 1_000_000;
      for (int i = 0; System.nanoTime() < end; i++) {
        rig.flip(i % 2 == 0, SwitchPolicies.defaults());
        TimeUnit.MICROSECONDS.sleep(500);
      }
      rig.machine().stop();
      assertThat(rig.machine().awaitStop()).isEqualTo(StopReason.STOPPED);
    }
  }

  @Test
  void anotherMachineIsNotAffected() throws InterruptedException {
    CoreMarkLike work = new CoreMarkLike(20);
    try (Rig hostile = Rig.wall(HostileGuest.STORMS_THE_UART.image(), VCPUS, true);
        Rig bystander = Rig.wall(work.assemble(), 1, true)) {
      hostile.machine().start();
      bystander.machine().start();
      assertThat(bystander.machine().awaitStop()).isEqualTo(StopReason.POWER_OFF);
      assertThat(bystander.sent()).isEqualTo(work.expectedOutput());
    }
  }
}
