package dev.sidestep.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.base.Failure;
import dev.sidestep.bench.GuestKernel.Unit;
import dev.sidestep.control.load.GuestOrders;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelRunTest {
  @Test
  void aKernelsLineIsItsRun() {
    Map<String, String> fields =
        GuestOrders.fields("kernel sort nanos=1500 best=1400 operations=3 sum=beef");
    assertThat(KernelRun.of("sort", fields)).isEqualTo(new KernelRun(1500, 3, "beef"));
  }

  @Test
  void aKernelThatFailedSaysWhy() {
    Map<String, String> fields = GuestOrders.fields("kernel sort error=memory:none");
    assertThatThrownBy(() -> KernelRun.of("sort", fields))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("sort")
        .hasMessageContaining("memory:none");
  }

  @ParameterizedTest
  @CsvSource({"NANOS, 500", "MICROS, 0.5", "PER_SECOND, 2000000", "MEGABYTES, 2"})
  void aUnitTellsTheSpeedOfOperations(Unit unit, double expected) {
    assertThat(unit.of(new KernelRun(1500, 3, "0"))).isEqualTo(expected);
  }
}
