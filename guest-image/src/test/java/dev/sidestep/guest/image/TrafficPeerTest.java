package dev.sidestep.guest.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.guest.image.TrafficPeer.Phase;
import dev.sidestep.guest.image.TrafficRecords.Stream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TrafficPeerTest {
  private static final int SENT = 1024;
  private static final int ECHOED = 4096;

  private final TrafficPeer peer = new TrafficPeer(5, SENT, ECHOED);
  private final byte[] data = TrafficRecords.generate(Stream.SENT, 5, SENT);

  @Test
  void acceptsInterleavedStreamsWithinTheWindow() {
    start();
    int next = 0;
    byte[] pending = new byte[256];
    for (int record = 0; record < ECHOED / 256; record++) {
      for (int i = 0; i < 256; i++) {
        pending[i] = (byte) peer.poll();
      }
      if (next < SENT) {
        receive(Arrays.copyOfRange(data, next, next + 256));
        next += 256;
      }
      receive(pending);
    }
    assertThat(peer.phase()).isEqualTo(Phase.REPORTING);
    assertThat(peer.poll()).isEqualTo(-1);
    line("sidestep: traffic done send=0 receive=0");
    line("sidestep: bye");
    assertThat(peer.phase()).isEqualTo(Phase.BYE);
    assertThat(peer.deviations()).isEmpty();
    assertThat(peer.markers()).contains("bye");
  }

  @Test
  void sendsNothingBeforeTheStartAndNoMoreThanTheWindow() {
    assertThat(peer.poll()).isEqualTo(-1);
    start();
    int pulled = 0;
    while (peer.poll() >= 0) {
      pulled++;
    }
    assertThat(pulled).isEqualTo(TrafficPeer.WINDOW_BYTES);
  }

  @Test
  void namesAWrongByte() {
    start();
    receive(TestPackages.with(data, 300, data[300] ^ 1));
    assertThat(peer.deviations()).singleElement().asString().contains("byte 300 of stream SENT");
  }

  @Test
  void noticesALostRecordARepeatedOneAndAStrangeOne() {
    start();
    receive(Arrays.copyOfRange(data, 256, 512));
    assertThat(peer.deviations()).isNotEmpty();
    TrafficPeer strange = new TrafficPeer(5, SENT, 0);
    "sidestep: traffic start x\n?".chars().forEach(c -> strange.receive((byte) c));
    assertThat(strange.deviations().getFirst()).contains("names no stream");
  }

  @Test
  void judgesTheReport() {
    line("sidestep: error no data");
    line("sidestep: traffic done send=0 receive=1");
    line("sidestep: uart after 0: uart:16550A tx:5 rx:6 oe:1 RTS");
    line("sidestep: kernel: [ 1.0] ttyS0: 1 input overrun(s)");
    line("sidestep: bye");
    assertThat(peer.deviations()).hasSize(5);
  }

  private void start() {
    line("[    0.1] noise");
    line("sidestep: traffic start baud=115200 send=1024 receive=4096 seed=5");
    assertThat(peer.phase()).isEqualTo(Phase.TRAFFIC);
  }

  private void line(String text) {
    receive(TestPackages.ascii(text + "\r\n"));
  }

  private void receive(byte[] bytes) {
    for (byte value : bytes) {
      peer.receive(value);
    }
  }
}
