package dev.sidestep.bench;

import dev.sidestep.base.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of QEMU's machine protocol (QMP): one JSON object a line over a Unix socket. One thread
 * at a time.
 */
final class Qmp implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;
  private static final long RETRY_MILLIS = 20;
  private static final String EVENT = "event";
  private static final String ERROR = "error";

  private final JsonMapper mapper = new JsonMapper();
  private final SocketChannel socket;
  private final BlockingQueue<JsonNode> replies = new LinkedBlockingQueue<>();
  private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();

  private Qmp(SocketChannel socket) {
    this.socket = socket;
    Thread.ofPlatform().daemon().name("qmp").start(this::read);
  }

  /** Connects to a program that is starting, and says hello. */
  static Qmp connect(Path path) throws InterruptedException {
    Qmp qmp = new Qmp(open(path));
    // The greeting, {"QMP": {...}}, is the first thing that is neither reply nor event.
    qmp.take(qmp.replies, _ -> true, "a greeting");
    qmp.execute("qmp_capabilities", Map.of());
    return qmp;
  }

  private static SocketChannel open(Path path) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      try {
        return SocketChannel.open(UnixDomainSocketAddress.of(path));
      } catch (IOException e) {
        if (System.nanoTime() - deadline > 0) {
          throw new Failure(
              Failure.Reason.HOST,
              "QEMU does not listen at %s (%s); start it by hand to see why."
                  .formatted(path, e.getMessage()),
              e);
        }
        Thread.sleep(RETRY_MILLIS);
      }
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(Channels.newReader(socket, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode message = mapper.readTree(line);
        (message.has(EVENT) ? events : replies).add(message);
      }
      replies.add(end("the connection was closed"));
    } catch (IOException | JacksonException e) {
      replies.add(end(String.valueOf(e.getMessage())));
    }
  }

  /** What a broken connection looks like to whoever waits for a reply. */
  private JsonNode end(String why) {
    return mapper.valueToTree(Map.of(ERROR, Map.of("desc", why)));
  }

  /**
   * Executes a command and returns what it returns.
   *
   * @throws Failure if QEMU refuses it
   */
  JsonNode execute(String command, Map<String, ?> arguments) throws InterruptedException {
    String line =
        mapper.writeValueAsString(Map.of("execute", command, "arguments", arguments)) + "\n";
    try {
      for (ByteBuffer bytes = StandardCharsets.UTF_8.encode(line); bytes.hasRemaining(); ) {
        socket.write(bytes);
      }
    } catch (IOException e) {
      throw refused(command, e.getMessage());
    }
    JsonNode reply = take(replies, _ -> true, "an answer to " + command);
    if (reply.has(ERROR)) {
      throw refused(command, reply.path(ERROR).path("desc").asString(""));
    }
    return reply.path("return");
  }

  /** Waits for an event of that name; those before it are forgotten. */
  JsonNode await(String event) throws InterruptedException {
    return take(events, message -> message.path(EVENT).asString("").equals(event), event);
  }

  private JsonNode take(BlockingQueue<JsonNode> queue, Predicate<JsonNode> wanted, String what)
      throws InterruptedException {
    while (true) {
      JsonNode message = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (message == null) {
        throw refused(what, "nothing came for %d s".formatted(PATIENCE_SECONDS));
      }
      if (wanted.test(message)) {
        return message;
      }
    }
  }

  private static Failure refused(String what, @Nullable String why) {
    return new Failure(
        Failure.Reason.BROKEN_PROMISE,
        "QEMU did not do what the benchmark needs (%s): %s; try its version in Debian 12 or newer."
            .formatted(what, why));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
