package dev.sidestep.bench;

import dev.sidestep.platform.MachineCounters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The peer's machine: QEMU with the same kernel, files and card, on the same network. */
final class QemuGuest extends NetGuest {
  private final Path directory;
  private final DebianGuest guest;
  private volatile @Nullable StreamHub hub;
  private QemuProcess process;
  private int processes;

  /** Starts it, and waits until its network is up. */
  QemuGuest(DebianGuest guest) throws InterruptedException {
    this.guest = guest;
    try {
      directory = Files.createTempDirectory("sidestep-bench");
      Files.write(initrd(), guest.image().initrdWith(files(guest)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    hub = new StreamHub(cable(), wire());
    process = start(List.of());
    shell().awaitNetwork();
  }

  private Path initrd() {
    return directory.resolve("initrd");
  }

  private Path cable() {
    return directory.resolve("cable");
  }

  private QemuProcess start(List<String> more) throws InterruptedException {
    Path control = directory.resolve("qmp" + processes++);
    return QemuProcess.start(
        Qemu.network(guest, initrd(), cable(), control, more), control, orders());
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
    return process.qmp();
  }

  /** Starts a second process that waits for the guest at {@code socket}. */
  QemuProcess startTarget(Path socket) throws InterruptedException {
    return start(List.of("-incoming", "unix:" + socket));
  }

  /** A new socket's path. */
  Path newSocket() {
    return directory.resolve("migration" + processes);
  }

  /** The guest is in {@code target} now; the process that it left ends. */
  void movedTo(QemuProcess target) {
    process.close();
    process = target;
  }

  @Override
  public void close() {
    process.close();
    StreamHub cable = hub;
    if (cable != null) {
      cable.close();
    }
    super.close();
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
