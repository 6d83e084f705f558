package dev.sidestep.bench;

import dev.sidestep.platform.BootSource;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.platform.SerialPeer;
import dev.sidestep.testkit.guest.CoreMarkLike;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One guest in a process of its own, its console on standard output. */
final class GuestMain {
  private GuestMain() {}

  /** {@code debian CUSTODY IMAGE|PLAIN} or {@code coremark ITERATIONS}. */
  public static void main(String[] arguments) throws InterruptedException {
    boolean debian = arguments[0].equals("debian");
    BootSource boot =
        debian
            ? debian(CommandLine.valueOf(arguments[2]))
            : BareGuest.boot(new CoreMarkLike(Integer.parseInt(arguments[1])).assemble());
    Custody custody = debian ? Custody.of(arguments[1]) : Custody.BARE;
    try (SoftMachine machine = new SoftMachine(boot, custody, ClockMode.WALL, new Console())) {
      machine.runToPowerOff();
    }
  }

  private static BootSource debian(CommandLine commandLine) {
    DebianGuest guest = DebianGuest.cached();
    return guest.boot(commandLine.words(guest));
  }

  /** How to start this program as this process was started, with more options for the JVM. */
  static List<String> command(List<String> options, Class<?> program, String... arguments) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(options);
    command.add("-p");
    command.add(Objects.requireNonNull(System.getProperty("jdk.module.path")));
    command.add("-m");
    command.add(program.getModule().getName() + "/" + program.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  /** Standard output, a system call a character: what waits for a line is not kept waiting. */
  private static final class Console implements SerialPeer {
    private final FileOutputStream output = new FileOutputStream(FileDescriptor.out);

    @Override
    public void accept(int character) {
      try {
        output.write(character);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public int next() {
      return -1;
    }
  }
}
