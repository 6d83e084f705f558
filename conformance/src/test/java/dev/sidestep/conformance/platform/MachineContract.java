package dev.sidestep.conformance.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.base.Failure;
import dev.sidestep.platform.BootSource;
import dev.sidestep.platform.Machine;
import dev.sidestep.platform.MachineConfiguration;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.platform.MachineConfiguration.Timing;
import dev.sidestep.platform.MachineCounters;
import dev.sidestep.platform.MachineProvider;
import dev.sidestep.platform.SerialPeer;
import dev.sidestep.platform.StopReason;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The clauses of {@link Machine} and {@link MachineProvider}. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class MachineContract {
  static final long RAM_BYTES = 4L << 20;

  abstract MachineProvider provider();

  abstract ContractGuests guests();

  final Machine create(BootSource boot, int vcpus, ClockMode clock, boolean monitored) {
    return create(boot, vcpus, RAM_BYTES, clock, monitored);
  }

  private Machine create(
      BootSource boot, int vcpus, long ramBytes, ClockMode clock, boolean monitored) {
    return provider()
        .create(
            new MachineConfiguration(
                vcpus, ramBytes, clock, Timing.REAL, 1, monitored, boot, new Silent()));
  }

  /** A cable to nobody. */
  private static final class Silent implements SerialPeer {
    @Override
    public void accept(int character) {}

    @Override
    public int next() {
      return -1;
    }
  }

  private Machine bare(BootSource boot) {
    return create(boot, 1, ClockMode.DETERMINISTIC, false);
  }

  @Test
  void theProviderIsFoundByItsName() {
    assertThat(ServiceLoader.load(MachineProvider.class))
        .extracting(MachineProvider::name)
        .contains(provider().name());
  }

  @ParameterizedTest
  @CsvSource({"0, 4194304", "9, 4194304", "1, 4194305", "1, 0", "1, -2097152"})
  void whatCannotBeBuiltIsAFailure(int vcpus, long ramBytes) {
    BootSource boot = guests().sleeping();
    assertThatThrownBy(() -> create(boot, vcpus, ramBytes, ClockMode.DETERMINISTIC, false))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.reason()).isEqualTo(Failure.Reason.USAGE));
  }

  @Test
  void onlyAMonitoredMachineHasAPort() {
    try (Machine bare = bare(guests().sleeping());
        Machine monitored = create(guests().sleeping(), 1, ClockMode.DETERMINISTIC, true)) {
      assertThatThrownBy(bare::platform).isInstanceOf(IllegalStateException.class);
      assertThat(monitored.platform().vcpus()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theGuestSaysHowItEnds(ContractGuests.Ending how) throws InterruptedException {
    StopReason expected =
        switch (how) {
          case POWER_OFF -> StopReason.POWER_OFF;
          case REBOOT -> StopReason.REBOOT;
          case FAILURE -> StopReason.GUEST_FAILURE;
        };
    try (Machine run = bare(guests().ending(how));
        Machine started = create(guests().ending(how), 2, ClockMode.WALL, false)) {
      assertThat(run.run(1_000_000)).isEqualTo(expected);
      started.start();
      assertThat(started.awaitStop()).isEqualTo(expected);
    }
  }

  @Test
  void aMachineWhoseVcpusAllWaitIsIdle() {
    try (Machine machine = bare(guests().sleeping())) {
      assertThat(machine.run(1_000)).isEqualTo(StopReason.IDLE);
      assertThat(machine.run(1_000)).isEqualTo(StopReason.IDLE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aRunExecutesNoMoreThanItMayAndCanGoOn(int vcpus) {
    try (Machine machine =
        create(guests().touching(vcpus), vcpus, ClockMode.DETERMINISTIC, false)) {
      long before = 0;
      for (long limit : new long[] {5_000, 1, 10, 777}) {
        assertThat(machine.run(limit)).isEqualTo(StopReason.INSTRUCTION_LIMIT);
        long now = machine.counters().instructions();
        assertThat(now - before).isBetween(1L, limit);
        before = now;
      }
    }
  }

  @Test
  void theClockDecidesWhetherAMachineIsRunOrStarted() {
    try (Machine run = bare(guests().sleeping());
        Machine started = create(guests().sleeping(), 1, ClockMode.WALL, false)) {
      assertThatThrownBy(run::start).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> started.run(1)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void stopStopsAndMayBeCalledAgain() throws InterruptedException {
    try (Machine machine = create(guests().touching(2), 2, ClockMode.WALL, false)) {
      machine.start();
      machine.stop();
      machine.stop();
      assertThat(machine.awaitStop()).isEqualTo(StopReason.STOPPED);
      machine.stop();
    }
  }

  @Test
  void aStoppedMachineDoesNotRun() {
    try (Machine machine = bare(guests().touching(1))) {
      machine.stop();
      assertThat(machine.run(100)).isEqualTo(StopReason.STOPPED);
      assertThat(machine.counters().instructions()).isZero();
    }
  }

  @Test
  void countersCountWhatIsDone() {
    try (Machine machine = bare(guests().touching(1))) {
      assertThat(machine.counters()).isEqualTo(new MachineCounters(0, 0, 0, 0, 0));
      machine.run(4_000);
      MachineCounters counters = machine.counters();
      assertThat(counters.instructions()).isBetween(3_900L, 4_000L);
      assertThat(counters.deviceAccesses()).isBetween(1_900L, 2_000L);
      assertThat(counters.tlbFills()).isBetween(1L, 20L);
      assertThat(counters.exits()).isZero();
    }
  }

  @Test
  void everyRunRepeatsExactly() {
    try (Machine one = create(guests().touching(2), 2, ClockMode.DETERMINISTIC, false);
        Machine two = create(guests().touching(2), 2, ClockMode.DETERMINISTIC, false)) {
      one.run(50_000);
      two.run(50_000);
      assertThat(two.counters()).isEqualTo(one.counters());
    }
  }

  @Test
  void restoreGoesBackToTheSnapshot() {
    try (Machine machine = bare(guests().touching(1))) {
      machine.run(1_000);
      MachineCounters at = machine.counters();
      Object snapshot = machine.snapshot();
      machine.run(1_000);
      machine.stop();
      machine.restore(snapshot);
      assertThat(machine.counters().instructions()).isEqualTo(at.instructions());
      assertThat(machine.run(1_000)).isEqualTo(StopReason.INSTRUCTION_LIMIT);
    }
  }

  @Test
  void closeStopsAndMayBeCalledAgain() {
    Machine machine = create(guests().touching(2), 2, ClockMode.WALL, false);
    machine.start();
    machine.serialInputAvailable();
    machine.close();
    machine.close();
  }
}
