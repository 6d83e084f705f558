package dev.sidestep.network.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.platform.EthernetPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapturingPeerTest implements EthernetPeer {
  private final Deque<byte[]> frames = new ArrayDeque<>();
  private String custody = "direct";
  private long now;

  @Override
  public void accept(byte[] frame) {
    frames.add(frame);
  }

  @Override
  public byte[] next() {
    return frames.poll();
  }

  @Test
  void theInterfaceCarriesTheCustody(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("net.pcapng");
    byte[] frame = {1};
    try (PcapngFile file = PcapngFile.create(path)) {
      CapturingPeer peer = new CapturingPeer(this, file, "net0", () -> custody, () -> now++);
      assertThat(peer.next()).isNull();
      peer.accept(frame);
      assertThat(peer.next()).isSameAs(frame);
      custody = "emulated";
      peer.accept(frame);
      custody = "direct";
      peer.next();
    }
    assertThat(PcapngReader.read(Files.readAllBytes(path)))
        .containsSubsequence(
            "interface type 1 2=net0:direct 9=09 13=00",
            "packet 0 at 0: 01 2=02000000",
            "packet 0 at 1: 01 2=01000000",
            "interface type 1 2=net0:emulated 9=09 13=00",
            "packet 1 at 2: 01 2=02000000 1=net0: direct -> emulated",
            "packet 0 at 3: 01 2=01000000 1=net0: emulated -> direct");
  }
}
