package dev.sidestep.conformance.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.control.Progress;
import dev.sidestep.control.Sidestep;
import dev.sidestep.control.SweepOptions;
import dev.sidestep.control.SweepReport;
import java.util.EnumSet;
import java.util.OptionalLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The switch-point sweep, for the serial port at every seventh instruction: {@code sidestep prove
 * sweep} does them all. Some points are too near to the end of the run for a change of custody.
 */
@Timeout(300)
class SweepTest {
  @ParameterizedTest
  @CsvSource({"SERIAL, 7, 2000", "NETWORK, 1, 5000"})
  void noSwitchPointChangesWhatComesOut(SweepOptions.Device device, int every, int atLeast)
      throws InterruptedException {
    SweepOptions options =
        new SweepOptions(
            device,
            EnumSet.allOf(SweepOptions.Path.class),
            EnumSet.allOf(SweepOptions.Direction.class),
            1,
            every,
            OptionalLong.empty());
    SweepReport report = Sidestep.load().sweep(options, Progress.NONE);
    assertThat(report.differences()).isEmpty();
    assertThat(report.failed()).isZero();
    assertThat(report.points()).isGreaterThanOrEqualTo(atLeast);
    assertThat(report.completed()).isGreaterThan(report.points() / 2);
  }
}
