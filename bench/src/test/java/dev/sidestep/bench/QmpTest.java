package dev.sidestep.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.base.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QmpTest {
  @TempDir private Path directory;

  private final List<String> commands = Collections.synchronizedList(new ArrayList<>());
  private Path socket = Path.of("");
  private ServerSocketChannel server = newServer();

  private static ServerSocketChannel newServer() {
    try {
      return ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeEach
  void listen() throws IOException {
    socket = directory.resolve("qmp");
    server.bind(UnixDomainSocketAddress.of(socket));
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  /** A server that says hello, takes a line for each text, answers with it, and hangs up. */
  private void answer(String... texts) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try (SocketChannel client = server.accept()) {
            BufferedReader lines =
                new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8));
            say(client, "{\"QMP\": {\"version\": {}, \"capabilities\": []}}");
            for (String text : texts) {
              commands.add(lines.readLine());
              if (!text.isEmpty()) {
                say(client, text);
              }
            }
          } catch (IOException e) {
            commands.add(e.toString());
          }
        });
  }

  private static void say(SocketChannel client, String text) throws IOException {
    client.write(StandardCharsets.UTF_8.encode(text + "\r\n"));
  }

  @Test
  void aCommandReturnsWhatItReturns() throws Exception {
    answer("{\"return\": {}}", "{\"return\": {\"status\": \"running\"}}");
    try (Qmp qmp = Qmp.connect(socket)) {
      assertThat(qmp.execute("query-status", Map.of()).path("status").asString(""))
          .isEqualTo("running");
    }
    assertThat(commands.getFirst()).contains("\"execute\":\"qmp_capabilities\"");
    assertThat(commands.getLast()).contains("\"execute\":\"query-status\"");
  }

  @Test
  void anEventBeforeAnAnswerIsKept() throws Exception {
    answer(
        "{\"return\": {}}",
        "{\"event\": \"STOP\"}\n{\"event\": \"DEVICE_DELETED\", \"data\": {\"device\": \"card\"}}\n"
            + "{\"return\": {}}");
    try (Qmp qmp = Qmp.connect(socket)) {
      qmp.execute("device_del", Map.of("id", "card"));
      assertThat(qmp.await("DEVICE_DELETED").path("data").path("device").asString(""))
          .isEqualTo("card");
    }
    assertThat(commands.getLast()).contains("\"arguments\":{\"id\":\"card\"}");
  }

  @Test
  void aRefusalIsAFailureThatSaysWhy() throws Exception {
    answer("{\"return\": {}}", "{\"error\": {\"class\": \"GenericError\", \"desc\": \"no such\"}}");
    try (Qmp qmp = Qmp.connect(socket)) {
      assertThatThrownBy(() -> qmp.execute("device_del", Map.of()))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("no such");
    }
  }

  @Test
  void anEndWithoutAnAnswerIsAFailure() throws Exception {
    answer("{\"return\": {}}", "");
    try (Qmp qmp = Qmp.connect(socket)) {
      assertThatThrownBy(() -> qmp.execute("cont", Map.of())).isInstanceOf(Failure.class);
    }
  }
}
