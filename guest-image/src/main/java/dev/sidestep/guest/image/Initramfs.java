package dev.sidestep.guest.image;

import dev.sidestep.base.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/**
 * The initial file system of our guests: a statically linked busybox and {@code /init}, the shell
 * script {@code init.sh} of this package, whose comments describe what a host sees of it.
 *
 * <p>It is left uncompressed: a guest unpacks it with its own, emulated processor.
 */
public final class Initramfs {
  /** A file to add: an absolute path inside the guest, and its content (not copied). */
  @SuppressWarnings("ArrayRecordComponent") // Megabytes of content that nobody compares.
  public record ExtraFile(String path, byte[] bytes) {}

  /** The applets that {@code init.sh} starts by name, before or instead of installing all. */
  private static final List<String> LINKS = List.of("sh");

  private Initramfs() {}

  /**
   * Assembles the archive around a statically linked RISC-V {@code busybox}.
   *
   * @throws Failure BAD_INPUT if {@code busybox} is not a RISC-V ELF file
   */
  public static byte[] assemble(byte[] busybox) {
    requireRiscv(busybox);
    CpioWriter cpio = new CpioWriter();
    for (String directory : List.of("bin", "data", "dev", "proc", "root", "sys")) {
      cpio.directory(directory, 0755);
    }
    cpio.directory("tmp", 01777);
    // Numbers of Documentation/admin-guide/devices.txt; needed until devtmpfs is mounted.
    cpio.characterDevice("dev/console", 0600, 5, 1);
    cpio.characterDevice("dev/null", 0666, 1, 3);
    cpio.characterDevice("dev/ttyS0", 0600, 4, 64);
    cpio.file("bin/busybox", 0755, busybox);
    LINKS.forEach(applet -> cpio.symlink("bin/" + applet, "busybox"));
    cpio.file("init", 0755, resource("init.sh"));
    return cpio.toBytes();
  }

  /**
   * {@code base} followed by an archive of {@code files}. Linux unpacks archives that follow each
   * other one after the other, so nothing is taken apart.
   */
  public static byte[] append(byte[] base, List<ExtraFile> files) {
    CpioWriter cpio = new CpioWriter();
    files.forEach(file -> cpio.file(file.path(), 0644, file.bytes()));
    byte[] extra = cpio.toBytes();
    int start = (base.length + 3) & ~3;
    byte[] all = Arrays.copyOf(base, start + extra.length);
    System.arraycopy(extra, 0, all, start, extra.length);
    return all;
  }

  /** The SHA-256 of {@code init.sh}, to tell whether an image has the present one. */
  static String initSha256() {
    return HostFiles.sha256(resource("init.sh"));
  }

  private static void requireRiscv(byte[] busybox) {
    if (!ElfHeader.isElf(busybox)
        || ElfHeader.unsigned16(busybox, ElfHeader.MACHINE_OFFSET) != ElfHeader.EM_RISCV) {
      throw new Failure(
          Failure.Reason.BAD_INPUT,
          "The busybox program is not a RISC-V executable, so the guest could not run it; "
              + "take the one of the riscv64 package busybox-static.");
    }
  }

  private static byte[] resource(String name) {
    try (InputStream in = Initramfs.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
