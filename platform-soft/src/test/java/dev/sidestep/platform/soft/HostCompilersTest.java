package dev.sidestep.platform.soft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HostCompilersTest {
  private static final long MILLI = 1_000_000;

  private final AtomicLong now = new AtomicLong();
  private final AtomicLong spent = new AtomicLong();
  private final HostCompilers compilers = new HostCompilers(now::get, spent::get);

  private boolean isBusyAfter(long millis, long ofCompiling) {
    now.addAndGet(millis * MILLI);
    spent.addAndGet(ofCompiling);
    return compilers.getAsBoolean();
  }

  @Test
  void theyAreBusyWhileAMachineStarts() {
    assertThat(isBusyAfter(1, 0)).isTrue();
  }

  @Test
  void whatCountsIsTheTimeSinceTheLastWindow() {
    assertThat(isBusyAfter(100, 10)).isFalse();
    assertThat(isBusyAfter(100, 90)).isTrue();
    assertThat(isBusyAfter(1, 0)).isTrue();
    assertThat(isBusyAfter(100, 0)).isFalse();
  }
}
