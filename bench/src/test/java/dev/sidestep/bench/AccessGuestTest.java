package dev.sidestep.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.base.Failure;
import dev.sidestep.platform.MachineCounters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AccessGuestTest {
  private static final long TURN = AccessGuest.DEVICE_TURN + 1L;

  private static AccessGuest guest(Custody custody) {
    AccessBenchmark.DeviceLoads guest = new AccessBenchmark.DeviceLoads();
    guest.custody = custody;
    return guest;
  }

  private static MachineCounters counters(long exits, long deviceAccesses) {
    return new MachineCounters(0, 0, exits, deviceAccesses, 0);
  }

  @ParameterizedTest
  @EnumSource
  void everyAccessIsTrappedIfThePortIsEmulatedAndNoneOtherwise(Custody custody)
      throws InterruptedException {
    AccessGuest guest = guest(custody);
    guest.start();
    guest.begin();
    guest.turn();
    MachineCounters counters = guest.powerOff();
    boolean isEmulated = custody == Custody.EMULATED;
    assertThat(isEmulated ? counters.deviceAccesses() : counters.exits()).isZero();
    assertThat(isEmulated ? counters.exits() : counters.deviceAccesses())
        .isGreaterThanOrEqualTo(2 * TURN);
    assertThat(counters.instructions()).isGreaterThan(2 * TURN);
  }

  @ParameterizedTest
  @CsvSource({"DIRECT, 1, 0", "BARE, 1, 0", "EMULATED, 0, 1"})
  void anAccessThatWentTheOtherWayIsAFault(Custody custody, long exits, long deviceAccesses) {
    long there = 3 * TURN;
    MachineCounters wrong =
        custody == Custody.EMULATED ? counters(there, deviceAccesses) : counters(exits, there);
    assertThatThrownBy(() -> guest(custody).check(wrong, 3))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.reason()).isEqualTo(Failure.Reason.BROKEN_PROMISE));
  }

  @Test
  void aTurnThatWasNotHeardIsAFault() {
    AccessGuest guest = guest(Custody.DIRECT);
    assertThatCode(() -> guest.check(counters(0, 3 * TURN), 3)).doesNotThrowAnyException();
    assertThatThrownBy(() -> guest.check(counters(0, 3 * TURN), 0)).isInstanceOf(Failure.class);
    assertThatThrownBy(() -> guest.check(counters(0, 3 * TURN - 1), 3)).isInstanceOf(Failure.class);
  }
}
