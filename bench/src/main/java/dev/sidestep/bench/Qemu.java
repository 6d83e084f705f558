package dev.sidestep.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** How to start the peer: one hart, as much memory as ours, its own firmware. */
final class Qemu {
  private static final String PROGRAM = "qemu-system-riscv64";

  /** QEMU's name of the 82540EM. */
  private static final String CARD = "e1000";

  private static final String MAC =
      "%012x".formatted(NetGuest.MAC_ADDRESS).replaceAll("..(?!$)", "$0:");

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

  /** The image's kernel with another initial RAM disk, its console on the standard streams. */
  static List<String> debian(DebianGuest guest, Path initrd) {
    List<String> command = machine();
    command.addAll(List.of("-display", "none", "-serial", "stdio", "-monitor", "none"));
    command.addAll(
        List.of("-kernel", guest.image().kernel().toString(), "-initrd", initrd.toString()));
    command.addAll(List.of("-append", guest.image().commandLine()));
    return command;
  }

  /**
   * A guest with an e1000 in a slot that can be unplugged, on a stream socket, its console on the
   * standard streams.
   *
   * @param control where it is to listen for commands
   * @param more further options
   */
  static List<String> network(
      DebianGuest guest, Path initrd, Path cable, Path control, List<String> more) {
    List<String> command = debian(guest, initrd);
    command.addAll(
        List.of("-netdev", "stream,id=cable,server=off,addr.type=unix,addr.path=" + cable));
    command.addAll(List.of("-device", "pcie-root-port,id=bay,chassis=1,slot=1"));
    command.addAll(List.of("-device", CARD + ",id=card,netdev=cable,bus=bay,mac=" + MAC));
    command.addAll(List.of("-qmp", "unix:" + control + ",server=on,wait=off"));
    command.addAll(more);
    return command;
  }

  /** What {@code device_add} is to be told to plug the same card in again. */
  static Map<String, String> card() {
    return Map.of("driver", CARD, "id", "card", "netdev", "cable", "bus", "bay", "mac", MAC);
  }

  private static List<String> command(String... guest) {
    List<String> command = machine();
    command.add("-nographic");
    command.addAll(List.of(guest));
    return command;
  }

  private static List<String> machine() {
    List<String> command =
        new ArrayList<>(List.of(PROGRAM, "-M", "virt", "-accel", "tcg", "-smp", "1", "-m", "256M"));
    command.addAll(List.of("-bios", "default", "-no-reboot"));
    return command;
  }
}
