package dev.sidestep.device.model.i82540em;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class FrameCheckTest {
  private final FrameCheck check = new FrameCheck();

  /** The check value that catalogues of CRCs give for CRC-32. */
  @Test
  void appendsTheCheckSequenceLowByteFirst() {
    byte[] frame = Arrays.copyOf("123456789".getBytes(StandardCharsets.US_ASCII), 13);

    check.append(frame, 9);

    assertThat(frame).endsWith(0x26, 0x39, 0xf4, 0xcb);
    assertThat(check.isGood(frame, 13)).isTrue();
  }

  @Test
  void seesAChangedBit() {
    byte[] frame = Rig.withCheck(new byte[60]);
    frame[30] ^= 1;

    assertThat(check.isGood(frame, frame.length)).isFalse();
    assertThat(check.isGood(frame, 3)).isFalse();
  }
}
