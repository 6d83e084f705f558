package dev.sidestep.bench;

import dev.sidestep.base.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How users start Sidestep; {@code bench/run} says where the launcher is. */
final class Launcher {
  private static final String PROPERTY = "sidestep.launcher";

  private Launcher() {}

  /**
   * {@code sidestep run} with the kernel of {@code guest}, one hart, as much memory as the peer,
   * and no network.
   *
   * @param commandLine of the kernel
   * @param more further options
   * @throws Failure NOT_FOUND if this was not started by {@code bench/run}
   */
  static List<String> run(DebianGuest guest, Path initrd, String commandLine, List<String> more) {
    String program = System.getProperty(PROPERTY);
    if (program == null) {
      throw new Failure(
          Failure.Reason.NOT_FOUND,
          "The launcher is not known here; start \"sidestep bench\" or bench/run.");
    }
    List<String> command = new ArrayList<>(List.of(program, "run", "--offline", "--net", "none"));
    command.addAll(List.of("--memory", (BareGuest.MEMORY_BYTES >> 20) + "M"));
    command.addAll(List.of("--kernel", guest.image().kernel().toString()));
    command.addAll(List.of("--initrd", initrd.toString(), "--append", commandLine));
    command.addAll(more);
    return command;
  }
}
