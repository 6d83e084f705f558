package dev.sidestep.bench;

import dev.sidestep.base.Failure;
import dev.sidestep.control.load.GuestOrders;
import dev.sidestep.platform.SerialPeer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;

/** A running program whose standard streams are the console of its guest. */
final class ConsoleProcess implements AutoCloseable {
  private static final int BUFFER_BYTES = 4096;

  private final Process process;

  private ConsoleProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts {@code command}; it ends with this process at the latest.
   *
   * @throws Failure HOST if it does not start
   */
  static ConsoleProcess start(List<String> command, GuestOrders orders) {
    Process process =
        HostProcess.start(new ProcessBuilder(command).redirectError(Redirect.INHERIT));
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    orders.connect(() -> type(orders, process.getOutputStream()));
    Thread.ofPlatform()
        .daemon()
        .name("console")
        .start(() -> listen(process.getInputStream(), orders));
    return new ConsoleProcess(process);
  }

  private static void listen(InputStream output, SerialPeer console) {
    byte[] bytes = new byte[BUFFER_BYTES];
    try (output) {
      for (int count = output.read(bytes); count >= 0; count = output.read(bytes)) {
        for (int i = 0; i < count; i++) {
          console.accept(bytes[i] & 0xff);
        }
      }
    } catch (IOException _) {
      // The program has been ended.
    }
  }

  private static void type(SerialPeer console, OutputStream input) {
    try {
      synchronized (input) {
        for (int next = console.next(); next >= 0; next = console.next()) {
          input.write(next);
        }
        input.flush();
      }
    } catch (IOException _) {
      // The program has been ended; whoever waits for an answer will say so.
    }
  }

  /** The most memory that it had resident so far, or NaN where the host does not tell. */
  double peakMib() {
    return HostProcess.peakMib(process);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
