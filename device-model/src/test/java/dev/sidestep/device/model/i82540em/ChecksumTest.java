package dev.sidestep.device.model.i82540em;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ChecksumTest {
  /** The example of RFC 1071, section 3. */
  @Test
  void sumsTheExampleOfTheRfc() {
    byte[] data = {
      0x00, 0x01, (byte) 0xf2, 0x03, (byte) 0xf4, (byte) 0xf5, (byte) 0xf6, (byte) 0xf7
    };

    assertThat(Checksum.sum(data, 0, data.length)).isEqualTo(0xddf2);
    assertThat(Checksum.complement(0xddf2)).isEqualTo(0x220d);
  }

  @Test
  void sumsAnyRangeAsWordByWord() {
    Random random = new Random(5);
    byte[] data = new byte[200];
    random.nextBytes(data);
    for (int from = 0; from < 20; from++) {
      for (int to = from; to < data.length; to++) {
        assertThat(Checksum.sum(data, from, to)).isEqualTo(slow(data, from, to));
      }
    }
  }

  @Test
  void carriesAllTheWay() {
    byte[] data = new byte[16384];
    Arrays.fill(data, (byte) 0xff);

    assertThat(Checksum.sum(data, 0, data.length)).isEqualTo(0xffff);
    assertThat(Checksum.add(0xffff, 0xffff)).isEqualTo(0xffff);
    assertThat(Checksum.sum(data, 8, 8)).isZero();
  }

  static int slow(byte[] data, int from, int to) {
    int sum = 0;
    for (int at = from; at < to; at += 2) {
      sum += (data[at] & 0xff) << 8 | (at + 1 < to ? data[at + 1] & 0xff : 0);
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return sum;
  }
}
