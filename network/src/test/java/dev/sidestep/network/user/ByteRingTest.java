package dev.sidestep.network.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ByteRingTest {
  @Test
  void whatGoesInComesOutWhileItGrowsAndWraps() {
    SplittableRandom random = new SplittableRandom(4);
    long start = (1L << 32) - 1000;
    ByteRing ring = new ByteRing(1 << 16, start);
    long end = start;
    for (int round = 0; round < 2000; round++) {
      int add = (int) Math.min(random.nextInt(9000), ring.limit() - end);
      ring.put(end, pattern(end, add), 0, add);
      end += add;
      long taken = ring.head() + random.nextLong(end - ring.head() + 1);
      int first = (int) Math.min(taken - ring.head(), 3000);
      byte[] copy = new byte[first];
      ring.get(ring.head(), copy, 0, first);
      assertThat(copy).isEqualTo(pattern(ring.head(), first));
      ByteBuffer span = ring.span(ring.head(), end);
      byte[] seen = new byte[span.remaining()];
      span.get(seen);
      assertThat(seen).isEqualTo(pattern(ring.head(), seen.length));
      ring.discardTo(taken);
    }
  }

  private static byte[] pattern(long position, int length) {
    byte[] bytes = new byte[length];
    for (int index = 0; index < length; index++) {
      bytes[index] = (byte) ((position + index) * 31 >>> 3);
    }
    return bytes;
  }

  @Test
  void sequenceNumbersStandForTheNearestPosition() {
    assertThat(Sequence.near(0xffff_fff0L, 5)).isEqualTo(0x1_0000_0005L);
    assertThat(Sequence.near(0x1_0000_0005L, -16)).isEqualTo(0xffff_fff0L);
    assertThat(Sequence.near(7, 9)).isEqualTo(9);
  }

  @Test
  void theRetransmissionTimeFollowsTheRoundTripAndBacksOff() {
    RetransmitTimer timer = new RetransmitTimer();
    timer.start(0);
    assertThat(timer.deadline()).isEqualTo(1_000_000_000L);
    timer.sample(400_000_000L);
    timer.start(0);
    assertThat(timer.deadline()).isEqualTo(1_200_000_000L);
    timer.backOff(0);
    assertThat(timer.deadline()).isEqualTo(2_400_000_000L);
    timer.forgive();
    for (int round = 0; round < 50; round++) {
      timer.sample(1_000_000L);
    }
    timer.start(0);
    assertThat(timer.deadline()).isEqualTo(200_000_000L);
  }
}
