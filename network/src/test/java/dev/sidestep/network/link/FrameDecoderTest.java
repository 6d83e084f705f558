package dev.sidestep.network.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {
  private final List<byte[]> frames = new ArrayList<>();
  private int malformed;
  private final FrameDecoder decoder = new FrameDecoder(frames::add, () -> malformed++);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void framesSurviveAnyCutting(long seed) throws ProtocolException {
    Random random = new Random(seed);
    ByteBuffer stream = ByteBuffer.allocate(1 << 20);
    List<byte[]> sent = new ArrayList<>();
    while (stream.remaining() > 20_000) {
      byte[] frame = new byte[1 + random.nextInt(FrameDecoder.MAXIMUM_FRAME_BYTES)];
      random.nextBytes(frame);
      stream.putInt(frame.length).put(frame);
      sent.add(frame);
    }
    stream.flip();
    while (stream.hasRemaining()) {
      int count = Math.min(stream.remaining(), 1 + random.nextInt(random.nextBoolean() ? 6 : 9000));
      decoder.decode(stream.slice(stream.position(), count));
      stream.position(stream.position() + count);
    }
    assertThat(frames).containsExactlyElementsOf(sent);
    assertThat(malformed).isZero();
  }

  @Test
  void emptyAndOverlongFramesAreSkipped() throws ProtocolException {
    ByteBuffer stream = ByteBuffer.allocate(100_000);
    stream.putInt(0);
    stream.putInt(16_385).put(new byte[16_385]);
    stream.putInt(FrameDecoder.MAXIMUM_LENGTH).put(new byte[FrameDecoder.MAXIMUM_LENGTH]);
    stream.putInt(2).put(new byte[] {1, 2});
    decoder.decode(stream.flip());
    assertThat(malformed).isEqualTo(3);
    assertThat(frames).containsExactly(new byte[] {1, 2});
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, FrameDecoder.MAXIMUM_LENGTH + 1, 0x4745_5420})
  void aLengthThatCannotBeEndsTheStream(int length) {
    ByteBuffer stream = ByteBuffer.allocate(4).putInt(length).flip();
    assertThatThrownBy(() -> decoder.decode(stream))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining(Integer.toString(length));
  }
}
