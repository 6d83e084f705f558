package dev.sidestep.riscv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HostPagesTest {
  private static final long BYTES = 5 << 20;
  private static final long LARGE_PAGE = 2 << 20;

  @BeforeEach
  void needsLinux() {
    assumeThat(HostPages.isAvailable()).as("Linux, and native access for this module").isTrue();
  }

  @Test
  void theyAreZeroAlignedAndWritableUpToTheEnd() {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment pages = HostPages.allocate(BYTES, arena);
      assertThat(pages).isNotNull();
      assertThat(pages.byteSize()).isEqualTo(BYTES);
      assertThat(pages.address() % LARGE_PAGE).isZero();
      for (long at = 0; at < BYTES; at += Long.BYTES) {
        assertThat(pages.get(ValueLayout.JAVA_LONG, at)).isZero();
        pages.set(ValueLayout.JAVA_LONG, at, at);
      }
      assertThat(pages.get(ValueLayout.JAVA_LONG, BYTES - Long.BYTES))
          .isEqualTo(BYTES - Long.BYTES);
    }
  }

  @Test
  void theyAreGoneWithTheirArena() {
    Arena arena = Arena.ofShared();
    MemorySegment pages = HostPages.allocate(BYTES, arena);
    assertThat(pages).isNotNull();
    arena.close();
    assertThatThrownBy(() -> pages.get(ValueLayout.JAVA_BYTE, 0))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void tooMuchIsNull() {
    try (Arena arena = Arena.ofShared()) {
      assertThat(HostPages.allocate(1L << 60, arena)).isNull();
    }
  }
}
