package dev.sidestep.bench;

import dev.sidestep.platform.MachineCounters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The peer's machine: QEMU with the same kernel, files and card, on the same network. */
final class QemuGuest extends NetGuest {
  private final ScratchDirectory directory = new ScratchDirectory();
  private final DebianGuest guest;
  private volatile @Nullable StreamHub hub;
  private int started;

  /** The one that the guest is in, and behind it the one that it is moving to. */
  private final Deque<QemuProcess> processes = new ArrayDeque<>();

  private QemuGuest(DebianGuest guest) {
    this.guest = guest;
    try {
      Files.write(initrd(), guest.image().initrdWith(files(guest)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    hub = new StreamHub(cable(), wire());
  }

  /**
   * Starts it, and waits until its network is up.
   *
   * @throws dev.sidestep.base.Failure if it does not come up
   */
  static QemuGuest start(DebianGuest guest) throws InterruptedException {
    QemuGuest started = new QemuGuest(guest);
    try {
      started.startProcess(List.of());
      started.shell().awaitNetwork();
      return started;
    } catch (RuntimeException | InterruptedException e) {
      started.close();
      throw e;
    }
  }

  private Path initrd() {
    return directory.path().resolve("initrd");
  }

  private Path cable() {
    return directory.path().resolve("cable");
  }

  private QemuProcess startProcess(List<String> more) throws InterruptedException {
    Path control = directory.path().resolve("qmp" + started++);
    QemuProcess process =
        QemuProcess.start(Qemu.network(guest, initrd(), cable(), control, more), control, orders());
    processes.add(process);
    return process;
  }

  @Override
  void inputAvailable() {
    StreamHub cable = hub;
    if (cable != null) {
      cable.inputAvailable();
    }
  }

  @Override
  @Nullable MachineCounters counters() {
    return null;
  }

  /** Its control socket. */
  Qmp qmp() {
    return processes.getFirst().qmp();
  }

  /** Starts a second process that waits for the guest at {@code socket}; its control socket. */
  Qmp startTarget(Path socket) throws InterruptedException {
    return startProcess(List.of("-incoming", "unix:" + socket)).qmp();
  }

  /** A new socket's path. */
  Path newSocket() {
    return directory.path().resolve("migration" + started);
  }

  /** The guest is in the second process now; the one that it left ends. */
  void hasMoved() {
    processes.removeFirst().close();
  }

  @Override
  public void close() {
    processes.forEach(QemuProcess::close);
    StreamHub cable = hub;
    if (cable != null) {
      cable.close();
    }
    super.close();
    directory.close();
  }
}
