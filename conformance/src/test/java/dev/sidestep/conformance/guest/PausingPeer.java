package dev.sidestep.conformance.guest;

import dev.sidestep.platform.EthernetPeer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A network whose last switch can do two things to a guest at any time: ask it for silence, and
 * flood it with frames that it has no use for.
 */
final class PausingPeer implements EthernetPeer {
  private static final long MAC_CONTROL_ADDRESS = 0x0180_c200_0001L;
  private static final long BROADCAST = 0xffff_ffff_ffffL;
  private static final long SOURCE = 0x0253_5444_00ffL;
  private static final int MAC_CONTROL = 0x8808;
  private static final int PAUSE = 1;
  private static final int LONGEST = 0xffff;

  /** For local experiments (IEEE 802 9.2.4); no driver of the guest's takes it. */
  private static final int EXPERIMENT = 0x88b5;

  private static final int SHORTEST_FRAME = 60;
  private static final int ADDRESS_BYTES = 6;

  private final EthernetPeer network;
  private final Queue<byte[]> urgent = new ConcurrentLinkedQueue<>();

  PausingPeer(EthernetPeer network) {
    this.network = network;
  }

  @Override
  public void accept(byte[] frame) {
    network.accept(frame);
  }

  @Override
  public byte @Nullable [] next() {
    byte[] frame = urgent.poll();
    return frame == null ? network.next() : frame;
  }

  /** Asks for silence, 33 ms of it on a gigabit link; the caller tells the machine. */
  void pause() {
    urgent.add(frame(MAC_CONTROL_ADDRESS, MAC_CONTROL, PAUSE, LONGEST));
  }

  /** Ends the silence; the caller tells the machine. */
  void resume() {
    urgent.add(frame(MAC_CONTROL_ADDRESS, MAC_CONTROL, PAUSE, 0));
  }

  /** Sends so many frames; the caller tells the machine. */
  void flood(int frames) {
    byte[] frame = frame(BROADCAST, EXPERIMENT, 0, 0);
    for (int i = 0; i < frames; i++) {
      urgent.add(frame);
    }
  }

  private static byte[] frame(long destination, int type, int first, int second) {
    byte[] frame = new byte[SHORTEST_FRAME];
    putAddress(frame, 0, destination);
    putAddress(frame, ADDRESS_BYTES, SOURCE);
    putWord(frame, 12, type);
    putWord(frame, 14, first);
    putWord(frame, 16, second);
    return frame;
  }

  private static void putAddress(byte[] frame, int at, long address) {
    putWord(frame, at, (int) (address >>> 32));
    putWord(frame, at + 2, (int) (address >>> 16));
    putWord(frame, at + 4, (int) address);
  }

  private static void putWord(byte[] frame, int at, int word) {
    frame[at] = (byte) (word >>> 8);
    frame[at + 1] = (byte) word;
  }
}
