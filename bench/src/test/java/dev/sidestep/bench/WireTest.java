package dev.sidestep.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.platform.EthernetPeer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WireTest {
  private final List<byte[]> arrived = new ArrayList<>();
  private final Wire wire =
      new Wire(
          new EthernetPeer() {
            @Override
            public void accept(byte[] frame) {
              arrived.add(frame);
            }

            @Override
            public byte @Nullable [] next() {
              return arrived.isEmpty() ? null : arrived.removeFirst();
            }
          });

  private static byte[] frame(int protocol, int type) {
    byte[] frame = new byte[60];
    frame[12] = 8;
    frame[14] = 0x45;
    frame[23] = (byte) protocol;
    frame[34] = (byte) type;
    return frame;
  }

  @Test
  void framesPassAndAreCountedInBothDirections() {
    wire.accept(frame(6, 0));
    assertThat(wire.next()).isEqualTo(frame(6, 0));
    assertThat(wire.next()).isNull();
    assertThat(wire.frames()).isEqualTo(2);
  }

  @Test
  void onlyAnswersToEchoRequestsAreAnswers() {
    wire.accept(frame(1, 0));
    wire.accept(frame(1, 8));
    wire.accept(frame(6, 0));
    wire.accept(new byte[20]);
    assertThat(wire.replies()).isEqualTo(1);
  }

  @Test
  void aSilenceIsFoundFromEitherOfItsEnds() throws InterruptedException {
    long before = System.nanoTime();
    wire.accept(frame(1, 0));
    long within = System.nanoTime();
    Thread.sleep(5);
    wire.accept(frame(1, 0));
    double silence = wire.longestSilenceMicros(within, within);
    assertThat(silence).isGreaterThanOrEqualTo(5_000);
    assertThat(wire.longestSilenceMicros(before, System.nanoTime())).isEqualTo(silence);
    assertThat(wire.longestSilenceMicros(System.nanoTime(), System.nanoTime())).isZero();
  }

  @Test
  void anAnswerIsAfterWhatWasBeforeIt() {
    long before = System.nanoTime();
    assertThat(wire.hasReplyAfter(before)).isFalse();
    wire.accept(frame(1, 0));
    assertThat(wire.hasReplyAfter(before - 1)).isTrue();
    assertThat(wire.hasReplyAfter(System.nanoTime() + 1)).isFalse();
  }
}
