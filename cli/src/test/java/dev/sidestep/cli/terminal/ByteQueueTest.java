package dev.sidestep.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ByteQueueTest {
  private static final int LIMIT = 1 << 13;

  @Test
  void behavesLikeAQueueAcrossGrowth() throws InterruptedException {
    ByteQueue queue = new ByteQueue(LIMIT);
    Deque<Byte> model = new ArrayDeque<>();
    SplittableRandom random = new SplittableRandom(1);
    byte[] some = new byte[64];
    for (int step = 0; step < 100_000; step++) {
      if (random.nextInt(3) > 0) {
        byte value = (byte) random.nextInt();
        boolean room = model.size() < LIMIT;
        assertThat(queue.offer(value)).isEqualTo(room);
        if (room) {
          model.add(value);
        }
      } else if (random.nextInt(200) == 0 && !model.isEmpty()) {
        int count = queue.take(some);
        for (int i = 0; i < count; i++) {
          assertThat(some[i]).isEqualTo(model.remove());
        }
      } else {
        Byte expected = model.poll();
        assertThat(queue.poll()).isEqualTo(expected == null ? -1 : expected & 0xFF);
      }
    }
    assertThat(queue.dropped()).isPositive();
  }

  @Test
  void closeWakesAndLeavesTheRest() throws InterruptedException {
    ByteQueue queue = new ByteQueue(LIMIT);
    assertThat(queue.offer((byte) 7)).isTrue();
    queue.close();
    byte[] some = new byte[4];
    assertThat(queue.take(some)).isEqualTo(1);
    assertThat(queue.take(some)).isZero();
  }

  @Test
  void putGivesUpWhenClosed() throws InterruptedException {
    ByteQueue queue = new ByteQueue(LIMIT);
    for (int i = 0; i < LIMIT; i++) {
      queue.put((byte) i);
    }
    queue.close();
    queue.put((byte) 1);
    assertThat(queue.offer((byte) 1)).isFalse();
  }
}
