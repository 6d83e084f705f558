package dev.sidestep.platform.soft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class UninterruptedJoinTest {
  @Test
  void anInterruptDoesNotEndTheWaitAndIsNotLost() {
    CountDownLatch waiting = new CountDownLatch(1);
    Thread caller = Thread.currentThread();
    Thread busy =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              while (caller.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
              }
              caller.interrupt();
              while (caller.isInterrupted() || caller.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
              }
              waiting.countDown();
            });
    UninterruptedJoin.await(List.of(busy));
    assertThat(busy.isAlive()).isFalse();
    assertThat(waiting.getCount()).isZero();
    assertThat(Thread.interrupted()).isTrue();
  }
}
