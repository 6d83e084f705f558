package dev.sidestep.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How to start the peer: one hart, as much memory as ours, its own firmware. */
final class Qemu {
  private static final String PROGRAM = "qemu-system-riscv64";

  private Qemu() {}

  /** True if it is on the path. */
  static boolean isInstalled() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, PROGRAM)));
  }

  /** What it says of itself, or why it says nothing. */
  static String version() throws InterruptedException {
    if (!isInstalled()) {
      return "missing (Debian has it in the package qemu-system-misc): only our own figures";
    }
    try {
      Process process = new ProcessBuilder(PROGRAM, "--version").start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return text.lines().findFirst().orElse("unknown");
    } catch (IOException e) {
      return "does not start: " + e.getMessage();
    }
  }

  /** Raw code, entered in S mode at the address for which it was assembled. */
  static List<String> bare(Path code) {
    return command("-kernel", code.toString());
  }

  static List<String> debian(DebianGuest guest, CommandLine commandLine) {
    return command(
        "-kernel",
        guest.image().kernel().toString(),
        "-initrd",
        guest.image().initrd().toString(),
        "-append",
        commandLine.words(guest));
  }

  private static List<String> command(String... guest) {
    List<String> command =
        new ArrayList<>(List.of(PROGRAM, "-M", "virt", "-accel", "tcg", "-smp", "1", "-m", "256M"));
    command.addAll(List.of("-nographic", "-bios", "default", "-no-reboot"));
    command.addAll(List.of(guest));
    return command;
  }
}
