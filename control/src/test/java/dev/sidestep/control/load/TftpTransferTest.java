package dev.sidestep.control.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class TftpTransferTest {
  private final byte[] content = new byte[1300];
  private final TftpTransfer transfer = new TftpTransfer(content);

  @Test
  void sendsBlocksOfTheAgreedSizeAndAShortOneAtTheEnd() {
    Arrays.fill(content, (byte) 7);
    assertThat(transfer.answer(request("\0blksize\000650\0")))
        .isEqualTo("\0\6blksize\000650\0".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(transfer.answer(acknowledge(0))).hasSize(654).startsWith(0, 3, 0, 1, 7);
    assertThat(transfer.answer(acknowledge(1))).hasSize(654).startsWith(0, 3, 0, 2);
    assertThat(transfer.answer(acknowledge(2))).containsExactly(0, 3, 0, 3);
    assertThat(transfer.isComplete()).isFalse();
    assertThat(transfer.answer(acknowledge(3))).isNull();
    assertThat(transfer.isComplete()).isTrue();
    assertThat(transfer.repeated()).isZero();
  }

  @Test
  void countsWhatIsAskedForAgain() {
    assertThat(transfer.answer(request(""))).hasSize(516).startsWith(0, 3, 0, 1);
    assertThat(transfer.answer(acknowledge(1))).startsWith(0, 3, 0, 2);
    assertThat(transfer.answer(acknowledge(1))).startsWith(0, 3, 0, 2);
    assertThat(transfer.answer(request(""))).startsWith(0, 3, 0, 1);
    assertThat(transfer.repeated()).isEqualTo(2);
  }

  @Test
  void ignoresWhatIsNoRequest() {
    assertThat(transfer.answer(new byte[3])).isNull();
    assertThat(transfer.answer(new byte[] {0, 5, 0, 0})).isNull();
  }

  @Test
  void numbersGoOnBehind65535() {
    TftpTransfer large = new TftpTransfer(new byte[70_000 * 8]);
    byte[] _ = large.answer(request("\0blksize\0008\0"));
    for (int number = 0; number < 69_999; number++) {
      byte[] answer = large.answer(acknowledge(number));
      assertThat(answer).hasSize(12);
    }
    assertThat(large.answer(acknowledge(69_999))).startsWith(0, 3, (byte) (70_000 >> 8), 112);
    assertThat(large.repeated()).isZero();
  }

  private static byte[] request(String options) {
    return ("\0\1data\0octet" + (options.isEmpty() ? "\0" : options))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] acknowledge(int number) {
    return new byte[] {0, 4, (byte) (number >> 8), (byte) number};
  }
}
