package dev.sidestep.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.base.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowOptionsTest {
  @Test
  void nothingMeansTheDefaults() {
    assertThat(RowOptions.parse(List.of())).isEqualTo(new RowOptions(3, ReportFormat.TEXT));
  }

  @Test
  void everyOptionCounts() {
    assertThat(RowOptions.parse(List.of("-o", "json", "--runs", "12")))
        .isEqualTo(new RowOptions(12, ReportFormat.JSON));
    assertThat(RowOptions.parse(List.of("-o", "markdown")))
        .isEqualTo(new RowOptions(3, ReportFormat.MARKDOWN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--runs", "--runs 0", "--runs 1000", "-o", "-o xml", "--switches 3", "net"})
  void whatMakesNoSenseIsSaidWithWhatDoes(String words) {
    assertThatThrownBy(() -> RowOptions.parse(List.of(words.split(" "))))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.reason()).isEqualTo(Failure.Reason.USAGE))
        .hasMessageEndingWith(RowOptions.USAGE);
  }
}
