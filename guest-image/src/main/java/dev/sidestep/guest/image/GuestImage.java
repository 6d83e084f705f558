package dev.sidestep.guest.image;

import dev.sidestep.guest.image.Initramfs.ExtraFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

  /** The drivers of network cards that each image has as kernel modules. */
  public static final List<String> DRIVERS = List.of("e1000", "pcnet32", "virtio_net");

  /** Where modules are inside the guest. */
  private static final String MODULES = "/modules/";

  private static final String MODULE_SUFFIX = ".ko";

  /**
   * True if this version of Sidestep would make its /init and its command line the same, and it has
   * every driver.
   */
  public boolean isCurrent() {
    return hasDrivers()
        && manifest.initSha256().equals(Initramfs.initSha256())
        && manifest.commandLine().equals(COMMAND_LINE);
  }

  /** True if it has every driver, so that {@link DebianPull#renew} can make it current. */
  public boolean hasDrivers() {
    return DRIVERS.stream()
        .allMatch(driver ->
            manifest.files().stream().anyMatch(file -> file.name().equals(fileName(driver))));
  }

  /** The file of the image that holds a module. */
  static String fileName(String module) {
    return module + MODULE_SUFFIX;
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
   * What the guest needs to drive network cards: {@code /modules/NAME.ko} for each driver and for
   * what it needs, and {@code /modules/order}, the names in the order of loading.
   *
   * @param drivers some of {@link #DRIVERS}
   * @return no files for no drivers
   * @throws dev.sidestep.base.Failure if a module is missing or damaged
   */
  public List<ExtraFile> modules(Collection<String> drivers) {
    Map<String, byte[]> modules = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    drivers.forEach(driver -> addModule(driver, seen, modules));
    List<ExtraFile> files = new ArrayList<>();
    modules.forEach((name, bytes) -> files.add(new ExtraFile(MODULES + fileName(name), bytes)));
    if (!files.isEmpty()) {
      String order = String.join("\n", modules.keySet()) + "\n";
      files.add(new ExtraFile(MODULES + "order", order.getBytes(StandardCharsets.UTF_8)));
    }
    return files;
  }

  /** Adds a module after those that it needs. */
  private void addModule(String name, Set<String> seen, Map<String, byte[]> modules) {
    if (!seen.add(name)) {
      return;
    }
    Path path = directory.resolve(fileName(name));
    try {
      byte[] module = Files.readAllBytes(path);
      KernelModule.dependencies(name, module).forEach(needed -> addModule(needed, seen, modules));
      modules.put(name, module);
    } catch (IOException e) {
      throw HostFiles.failure("read the kernel module", path, e);
    }
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
