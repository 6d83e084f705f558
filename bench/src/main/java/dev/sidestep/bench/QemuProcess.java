package dev.sidestep.bench;

import dev.sidestep.base.Failure;
import dev.sidestep.control.load.GuestOrders;
import dev.sidestep.platform.SerialPeer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;

/** A running QEMU: its console is the guest's orders, and its control socket takes commands. */
final class QemuProcess implements AutoCloseable {
  private static final int BUFFER_BYTES = 4096;

  private final Process process;
  private final Qmp qmp;

  private QemuProcess(Process process, Qmp qmp) {
    this.process = process;
    this.qmp = qmp;
  }

  /** Starts {@code command}, which is to listen at {@code control}. */
  static QemuProcess start(List<String> command, Path control, GuestOrders orders)
      throws InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new Failure(
          Failure.Reason.HOST,
          "Cannot start %s (%s); install it.".formatted(command.getFirst(), e.getMessage()),
          e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    orders.connect(() -> type(orders, process.getOutputStream()));
    Thread.ofPlatform()
        .daemon()
        .name("console")
        .start(() -> listen(process.getInputStream(), orders));
    try {
      return new QemuProcess(process, Qmp.connect(control));
    } catch (Failure e) {
      process.destroyForcibly();
      throw e;
    }
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

  Qmp qmp() {
    return qmp;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      qmp.close();
    } catch (IOException _) {
      // There is nobody left to talk to.
    }
  }
}
