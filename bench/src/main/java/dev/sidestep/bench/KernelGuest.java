package dev.sidestep.bench;

import dev.sidestep.control.load.GuestOrders;
import dev.sidestep.guest.image.Initramfs.ExtraFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Debian guest in a process of its own, which has the kernels to measure. */
final class KernelGuest implements AutoCloseable {
  private static final String PROGRAM = "/bench/kernels";
  private static final int REPETITIONS = 5;

  private final ConsoleProcess process;
  private final GuestShell shell;

  private KernelGuest(ConsoleProcess process, GuestShell shell) {
    this.process = process;
    this.shell = shell;
  }

  /** An initial RAM disk with {@code program}, in {@code directory}. */
  static Path initrd(DebianGuest guest, byte[] program, Path directory) {
    List<ExtraFile> files = List.of(new ExtraFile(PROGRAM, program));
    try {
      return Files.write(directory.resolve("initrd"), guest.image().initrdWith(files));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts a machine and waits for its shell.
   *
   * @param command its console is on its standard streams
   */
  static KernelGuest start(List<String> command) throws InterruptedException {
    GuestOrders orders = new GuestOrders();
    GuestShell shell = new GuestShell(orders);
    ConsoleProcess process = ConsoleProcess.start(command, orders);
    try {
      shell.awaitUserland();
      shell.run("chmod +x " + PROGRAM);
      return new KernelGuest(process, shell);
    } catch (RuntimeException | InterruptedException e) {
      process.close();
      throw e;
    }
  }

  /** Runs a kernel, after {@code warmUpMillis} of guest time in which it is not measured. */
  KernelRun run(GuestKernel kernel, long warmUpMillis) throws InterruptedException {
    String name = kernel.word();
    String command = "%s %s %d %d".formatted(PROGRAM, name, warmUpMillis, REPETITIONS);
    return KernelRun.of(name, shell.read(command, "kernel %s ".formatted(name)));
  }

  /** The most memory that its machine had resident so far. */
  double peakMib() {
    return process.peakMib();
  }

  @Override
  public void close() {
    process.close();
  }
}
