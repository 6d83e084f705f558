package dev.sidestep.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is measured is what the guest's program offers. */
class GuestKernelTest {
  private static final Pattern DEFINITION =
      Pattern.compile("const struct kernel \\w+ =\\s*\\{\\s*\"([^\"]+)\"");

  private static List<String> offered(String source) {
    try (InputStream text = GuestKernel.class.getResourceAsStream("guest/" + source)) {
      String content =
          new String(Objects.requireNonNull(text, source).readAllBytes(), StandardCharsets.UTF_8);
      return DEFINITION
          .matcher(content)
          .results()
          .map((MatchResult match) -> match.group(1))
          .toList();
    } catch (IOException e) {
      throw new AssertionError(source, e);
    }
  }

  @Test
  void everyKernelOfTheSourcesIsMeasuredAndNoOther() {
    List<String> offered =
        CrossCompiler.SOURCES.stream().flatMap(source -> offered(source).stream()).toList();
    assertThat(offered)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(GuestKernel.values()).map(GuestKernel::word).toList());
  }
}
