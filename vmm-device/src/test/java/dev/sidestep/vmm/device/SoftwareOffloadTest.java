package dev.sidestep.vmm.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoftwareOffloadTest {
  private static final SoftwareOffload.Mac MAC = new SoftwareOffload.Mac(true, 0x8100, true);
  private static final int IP = 14;
  private static final int TCP = 34;
  private static final int HEADERS = 54;

  private static List<byte[]> cut(byte[] packet, Offload offload) {
    List<byte[]> frames = new ArrayList<>();
    SoftwareOffload.cut(packet, packet.length, offload, MAC, frames::add);
    return frames;
  }

  private static int word(byte[] frame, int at) {
    return (frame[at] & 0xff) << 8 | frame[at + 1] & 0xff;
  }

  private static int sum(byte[] frame, int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i += 2) {
      sum += (frame[i] & 0xff) << 8 | (i + 1 < to ? frame[i + 1] & 0xff : 0);
    }
    return (sum & 0xffff) + (sum >>> 16);
  }

  private static byte[] packet(int length) {
    byte[] packet = new byte[length];
    for (int i = 0; i < length; i++) {
      packet[i] = (byte) (i * 11);
    }
    return packet;
  }

  @Test
  void aPlainPacketIsPaddedAndElseAsItIs() {
    byte[] packet = packet(20);
    assertThat(cut(packet, Offload.NONE)).containsExactly(Arrays.copyOf(packet, 60));
    assertThat(cut(packet(100), Offload.NONE)).containsExactly(packet(100));
  }

  @Test
  void aTagGoesBehindTheAddresses() {
    Offload offload =
        new Offload(true, 0x2005, false, false, Offload.Layout.NONE, Offload.Segmentation.NONE);
    byte[] frame = cut(packet(100), offload).getFirst();
    assertThat(frame).hasSize(104);
    assertThat(word(frame, 12)).isEqualTo(0x8100);
    assertThat(word(frame, 14)).isEqualTo(0x2005);
    assertThat(Arrays.copyOfRange(frame, 16, 104))
        .isEqualTo(Arrays.copyOfRange(packet(100), 12, 100));
  }

  @Test
  void checksumsMakeTheirRangesAddUp() {
    byte[] packet = packet(101);
    packet[24] = 0;
    packet[25] = 0;
    packet[50] = 0;
    packet[51] = 0;
    Offload.Layout layout =
        new Offload.Layout(new Offload.Checksum(IP, 24, 33), new Offload.Checksum(TCP, 50, 0));
    Offload offload =
        new Offload(true, Offload.UNTAGGED, true, true, layout, Offload.Segmentation.NONE);
    byte[] frame = cut(packet, offload).getFirst();
    assertThat(sum(frame, IP, 34)).isEqualTo(0xffff);
    assertThat(sum(frame, TCP, 101) % 0xffff).isZero();
  }

  @Test
  void aPacketIsCutIntoSegments() {
    byte[] packet = packet(HEADERS + 250);
    packet[TCP + 13] = 0x19; // FIN, PSH, ACK
    Offload offload =
        new Offload(
            true,
            Offload.UNTAGGED,
            false,
            false,
            new Offload.Layout(new Offload.Checksum(IP, 24, 33), new Offload.Checksum(TCP, 50, 0)),
            new Offload.Segmentation(100, HEADERS, 250, true, true));
    List<byte[]> frames = cut(packet, offload);
    assertThat(frames).extracting(frame -> frame.length).containsExactly(154, 154, 104);
    int identification = word(packet, IP + 4);
    for (int i = 0; i < 3; i++) {
      byte[] frame = frames.get(i);
      assertThat(word(frame, IP + 2)).isEqualTo(frame.length - IP);
      assertThat(word(frame, IP + 4)).isEqualTo(identification + i & 0xffff);
      assertThat(frame[TCP + 13]).isEqualTo((byte) (i == 2 ? 0x19 : 0x10));
    }
    int first = word(packet, TCP + 4) << 16 | word(packet, TCP + 6);
    int last = word(frames.get(2), TCP + 4) << 16 | word(frames.get(2), TCP + 6);
    assertThat(last - first).isEqualTo(200);
  }
}
