package dev.sidestep.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.base.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetOptionsTest {
  @Test
  void nothingMeansTheDefaults() {
    assertThat(NetOptions.parse(List.of())).isEqualTo(new NetOptions(3, 300, ReportFormat.TEXT));
  }

  @Test
  void everyOptionCounts() {
    assertThat(NetOptions.parse(List.of("-o", "json", "--runs", "7", "--switches", "1000")))
        .isEqualTo(new NetOptions(7, 1000, ReportFormat.JSON));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--runs", "--runs 0", "--runs x", "-o", "-o xml", "--fast", "net"})
  void whatMakesNoSenseIsSaidWithWhatDoes(String words) {
    assertThatThrownBy(() -> NetOptions.parse(List.of(words.split(" "))))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.reason()).isEqualTo(Failure.Reason.USAGE))
        .hasMessageEndingWith(NetOptions.USAGE);
  }
}
