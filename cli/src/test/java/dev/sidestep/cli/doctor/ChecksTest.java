package dev.sidestep.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.cli.doctor.Finding.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChecksTest {
  @TempDir private Path scratch;

  @ParameterizedTest
  @CsvSource({"17.0.15, FAIL", "25, OK", "25.0.3+9-LTS, OK", "26, OK"})
  void java(String version, Level level) {
    assertThat(Checks.java(Runtime.Version.parse(version)).level()).isEqualTo(level);
  }

  @ParameterizedTest
  @CsvSource({"400000, FAIL", "1000000, WARN", "8000000, OK"})
  void memory(long kilobytes, Level level) {
    List<String> meminfo = List.of("MemFree: 1 kB", "MemAvailable:  " + kilobytes + " kB");
    assertThat(Checks.memory(meminfo).level()).isEqualTo(level);
  }

  @Test
  void cores() {
    assertThat(Checks.cores(1).level()).isEqualTo(Level.WARN);
    assertThat(Checks.cores(2).level()).isEqualTo(Level.OK);
  }

  @Test
  void cacheIsMadeAndLeftEmpty() {
    Path cache = scratch.resolve("a/b");
    assertThat(Checks.cache(cache).level()).isNotEqualTo(Level.FAIL);
    assertThat(cache).isEmptyDirectory();
  }

  @Test
  void cacheInTheWayOfAFileFails() throws Exception {
    Path file = Files.writeString(scratch.resolve("file"), "");
    Finding finding = Checks.cache(file.resolve("cache"));
    assertThat(finding.level()).isEqualTo(Level.FAIL);
    assertThat(finding.advice()).contains("SIDESTEP_CACHE");
  }

  @Test
  void mirrorNeedsApt() throws Exception {
    assertThat(Checks.mirror("", scratch.toString()).level()).isEqualTo(Level.WARN);
    Path apt = Files.writeString(scratch.resolve("apt-get"), "");
    assertThat(apt.toFile().setExecutable(true)).isTrue();
    assertThat(Checks.mirror("", "/nonexistent::" + scratch).level()).isEqualTo(Level.OK);
  }

  @Test
  void whatIsMissingComesWithAdvice() {
    assertThat(List.of(Checks.image(List.of()), Checks.memoryAccess(false), Checks.terminal(false)))
        .allSatisfy(finding -> {
          assertThat(finding.level()).isEqualTo(Level.WARN);
          assertThat(finding.advice()).endsWith(".");
        });
  }
}
