package dev.sidestep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MemorySizeTest {
  @ParameterizedTest
  @CsvSource({
    "256M, 268435456",
    "256m, 268435456",
    "1G, 1073741824",
    "512MiB, 536870912",
    "512MB, 536870912",
    "65536K, 67108864",
    "16777216, 16777216",
    "16G, 17179869184"
  })
  void parses(String text, long bytes) {
    assertThat(MemorySize.bytes(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"16777216, 16M", "17179869184, 16G", "1, 1", "1536, 1536", "1048576, 1M"})
  void prints(long bytes, String text) {
    assertThat(MemorySize.text(bytes)).isEqualTo(text);
  }
}
