package dev.sidestep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.base.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ExitCodeTest {
  @Test
  void documentationAgrees() throws Exception {
    List<String> rows =
        Files.readAllLines(Path.of("..", "docs", "exit-codes.md")).stream()
            .filter(line -> line.matches("\\| \\d.*"))
            .toList();
    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(ExitCode.values())
                .map(code -> "| %d | %s | %s |".formatted(code.code(), code, code.meaning()))
                .toList());
  }

  @Test
  void codesAreDistinct() {
    assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::code)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(Failure.Reason.class)
  void noFailureLooksLikeSuccess(Failure.Reason reason) {
    assertThat(ExitCode.of(reason).code()).isNotZero();
  }
}
