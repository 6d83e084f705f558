package dev.sidestep.guest.image;

import dev.sidestep.guest.image.Initramfs.ExtraFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A guest that can be started: a kernel, an initial file system and a command line.
 *
 * @param directory where the files are
 * @param manifest what they are
 */
public record GuestImage(Path directory, ImageManifest manifest) {
  /**
   * The command line for a quick boot. Left out are the kernel's tests of its own cryptography and
   * of the timer as a source of randomness, two thirds of all instructions up to the first process.
   */
  public static final String COMMAND_LINE =
      "console=ttyS0,3000000 cryptomgr.notests initcall_blacklist=jent_mod_init";

  /** True if this version of Sidestep would make its /init and its command line the same. */
  public boolean isCurrent() {
    return manifest.initSha256().equals(Initramfs.initSha256())
        && manifest.commandLine().equals(COMMAND_LINE);
  }

  /** The name to find it by. */
  public String name() {
    return manifest.name();
  }

  /** The SHA-256 that identifies it. */
  public String id() {
    return manifest.id();
  }

  /** The kernel file, for {@link KernelFile#load}. */
  public Path kernel() {
    return directory.resolve(ImageManifest.KERNEL);
  }

  /** The initial file system. */
  public Path initrd() {
    return directory.resolve(ImageManifest.INITRD);
  }

  /** The command line of the image with {@code words} behind it. */
  public String commandLine(String... words) {
    return words.length == 0
        ? manifest.commandLine()
        : manifest.commandLine() + " " + String.join(" ", words);
  }

  /**
   * The initial file system with {@code files} added.
   *
   * @throws dev.sidestep.base.Failure if it cannot be read
   */
  public byte[] initrdWith(List<ExtraFile> files) {
    try {
      byte[] base = Files.readAllBytes(initrd());
      return files.isEmpty() ? base : Initramfs.append(base, files);
    } catch (IOException e) {
      throw HostFiles.failure("read the initial file system", initrd(), e);
    }
  }
}
