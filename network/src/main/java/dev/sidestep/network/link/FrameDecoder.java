package dev.sidestep.network.link;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Frames out of a stream of bytes: each after its length, 4 bytes in network order, as QEMU's
 * {@code -netdev stream} and passt send them.
 */
final class FrameDecoder {
  /** The longest frame that is taken, without check sequence, in bytes. */
  static final int MAXIMUM_FRAME_BYTES = 16_384;

  /** More than any sender of this protocol means: the stream is out of step, or something else. */
  static final int MAXIMUM_LENGTH = 4096 + 65_536;

  static final int LENGTH_BYTES = 4;

  private final Consumer<byte[]> frames;
  private final Runnable malformed;
  private final byte[] header = new byte[LENGTH_BYTES];
  private int headerBytes;
  private byte[] frame = new byte[0];
  private int frameBytes;
  private int length;

  /** A decoder that is at the start of a length. */
  FrameDecoder(Consumer<byte[]> frames, Runnable malformed) {
    this.frames = frames;
    this.malformed = malformed;
  }

  /**
   * Takes all bytes out of {@code input}.
   *
   * @throws ProtocolException if a length cannot be one; the stream is of no use any more
   */
  void decode(ByteBuffer input) throws ProtocolException {
    while (input.hasRemaining()) {
      if (headerBytes < LENGTH_BYTES) {
        readLength(input);
      } else {
        readFrame(input);
      }
    }
  }

  private void readLength(ByteBuffer input) throws ProtocolException {
    header[headerBytes++] = input.get();
    if (headerBytes < LENGTH_BYTES) {
      return;
    }
    length = ByteBuffer.wrap(header).getInt();
    if (length < 0 || length > MAXIMUM_LENGTH) {
      throw new ProtocolException("It announced a frame of " + length + " bytes");
    }
    frameBytes = 0;
    frame = new byte[isWanted() ? length : 0];
    if (length == 0) {
      finish();
    }
  }

  private boolean isWanted() {
    return length > 0 && length <= MAXIMUM_FRAME_BYTES;
  }

  private void readFrame(ByteBuffer input) {
    int count = Math.min(input.remaining(), length - frameBytes);
    if (isWanted()) {
      input.get(frame, frameBytes, count);
    } else {
      input.position(input.position() + count);
    }
    frameBytes += count;
    if (frameBytes == length) {
      finish();
    }
  }

  private void finish() {
    headerBytes = 0;
    if (isWanted()) {
      frames.accept(frame);
    } else {
      malformed.run();
    }
  }
}
