package dev.sidestep.riscv.jit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * Which random programs a test runs: those that once failed, as {@code kept-seeds.txt} lists them,
 * and the first ones; {@code -Dsidestep.seeds=N} says how many of those.
 */
final class Seeds {
  private static final String PROPERTY = "sidestep.seeds";
  private static final String KEPT = "kept-seeds.txt";

  private Seeds() {}

  /** The seeds of one {@code family} of programs. */
  static LongStream of(String family, int usually) {
    int count = Integer.getInteger(PROPERTY, usually);
    return LongStream.concat(kept(family), LongStream.rangeClosed(1, count));
  }

  private static LongStream kept(String family) {
    return lines().stream()
        .filter(line -> line.startsWith(family + " "))
        .mapToLong(line -> Long.parseLong(line.substring(family.length() + 1).strip()));
  }

  private static List<String> lines() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Seeds.class.getResourceAsStream(KEPT)),
                StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
