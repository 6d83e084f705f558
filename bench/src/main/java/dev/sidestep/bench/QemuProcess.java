package dev.sidestep.bench;

import dev.sidestep.base.Failure;
import dev.sidestep.control.load.GuestOrders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A running QEMU: its console is the guest's orders, and its control socket takes commands. */
final class QemuProcess implements AutoCloseable {
  private final ConsoleProcess process;
  private final Qmp qmp;

  private QemuProcess(ConsoleProcess process, Qmp qmp) {
    this.process = process;
    this.qmp = qmp;
  }

  /** Starts {@code command}, which is to listen at {@code control}. */
  static QemuProcess start(List<String> command, Path control, GuestOrders orders)
      throws InterruptedException {
    ConsoleProcess process = ConsoleProcess.start(command, orders);
    try {
      return new QemuProcess(process, Qmp.connect(control));
    } catch (Failure e) {
      process.close();
      throw e;
    }
  }

  Qmp qmp() {
    return qmp;
  }

  @Override
  public void close() {
    process.close();
    try {
      qmp.close();
    } catch (IOException _) {
      // There is nobody left to talk to.
    }
  }
}
