package dev.sidestep.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.base.Failure;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CacheDirectoryTest {
  @Test
  void ownVariableWins() {
    var environment = Map.of("SIDESTEP_CACHE", "/c d", "XDG_CACHE_HOME", "/x", "HOME", "/h");
    assertThat(CacheDirectory.of(environment)).hasToString("/c d");
  }

  @Test
  void xdgComesBeforeHome() {
    assertThat(CacheDirectory.of(Map.of("XDG_CACHE_HOME", "/x", "HOME", "/h")))
        .hasToString("/x/sidestep");
  }

  @Test
  void relativeXdgIsIgnored() {
    assertThat(CacheDirectory.of(Map.of("XDG_CACHE_HOME", "x", "HOME", "/h")))
        .hasToString("/h/.cache/sidestep");
  }

  @Test
  void noHomeSaysWhatToDo() {
    assertThatThrownBy(() -> CacheDirectory.of(Map.of("SIDESTEP_CACHE", "")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("SIDESTEP_CACHE");
  }
}
