package dev.sidestep.control.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class NetworkLoadTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private final NetworkLoad load = new NetworkLoad(3);

  @AfterEach
  void close() {
    load.close();
  }

  @Test
  void comparesEachByteOfThePattern() throws IOException {
    send(load.pattern());
    assertThat(load.damagedBytes()).isZero();
    assertThat(load.troubles()).isEmpty();
    byte[] wrong = load.pattern().clone();
    wrong[100_000] ^= 1;
    send(wrong);
    assertThat(load.sentBytes()).isEqualTo(2L * NetworkLoad.PATTERN_BYTES);
    assertThat(load.damagedBytes()).isEqualTo(1);
    assertThat(load.troubles()).singleElement().asString().contains("100,000");
  }

  private void send(byte[] bytes) throws IOException {
    try (Socket socket = new Socket(HERE, load.sinkPort())) {
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void theHashIsThatOfWhatWasSent() throws IOException {
    StreamHash hash = new StreamHash();
    try (Socket socket = new Socket(HERE, load.sourcePort())) {
      InputStream in = socket.getInputStream();
      hash.add(in.readNBytes(1000));
      load.endSource();
      hash.add(in.readAllBytes());
    }
    assertThat(load.sourceHashes()).containsExactly(hash.hex());
    assertThat(load.receivedBytes()).isPositive();
  }

  @Test
  void echoesNumbersAndCountsThem() throws IOException {
    for (int number : new int[] {1, 2, 2}) {
      try (Socket socket = new Socket(HERE, load.echoPort())) {
        String line = number + "\n";
        socket.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
            .isEqualTo(line);
      }
    }
    assertThat(load.connections(3)).isEqualTo(new SequenceLedger.Tally(2, 1, 1, 0, 0));
  }

  @Test
  void countsDatagramsByTheNumberAtTheirEnd() throws Exception {
    try (DatagramSocket socket = new DatagramSocket()) {
      for (String text : new String[] {"<13>Nov 22 23:44:06 0: 1\n", "<13>x: 3\n"}) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        socket.send(new DatagramPacket(bytes, bytes.length, HERE, load.datagramPort()));
      }
    }
    while (load.datagrams(3).received() < 2) {
      Thread.sleep(1);
    }
    assertThat(load.datagrams(3)).isEqualTo(new SequenceLedger.Tally(2, 1, 0, 0, 0));
  }

  @Test
  void readsTheNumberAtTheEndOfAText() {
    assertThat(NumberEcho.number("a 17")).isEqualTo(17);
    assertThat(NumberEcho.number("a17b")).isZero();
    assertThat(NumberEcho.number("")).isZero();
    assertThat(NumberEcho.number("12345678901234")).isEqualTo(678_901_234);
  }
}
