package dev.sidestep.conformance.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.control.Progress;
import dev.sidestep.control.Sidestep;
import dev.sidestep.control.SweepOptions;
import dev.sidestep.control.SweepReport;
import java.util.EnumSet;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The switch-point sweep at every seventh instruction. {@code sidestep prove sweep} does them all.
 */
@Timeout(300)
class SerialSweepTest {
  @Test
  void noSwitchPointChangesWhatComesOut() throws InterruptedException {
    SweepOptions options =
        new SweepOptions(
            SweepOptions.Device.SERIAL,
            EnumSet.allOf(SweepOptions.Path.class),
            EnumSet.allOf(SweepOptions.Direction.class),
            1,
            7,
            OptionalLong.empty());
    SweepReport report = Sidestep.load().sweep(options, Progress.NONE);
    assertThat(report.differences()).isEmpty();
    assertThat(report.failed()).isZero();
    assertThat(report.points()).isGreaterThanOrEqualTo(2000);
  }
}
