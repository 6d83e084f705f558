package dev.sidestep.guest.image;

import dev.sidestep.base.Failure;
import dev.sidestep.base.Failure.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The kernel modules in the initial RAM disk of Debian's installer: they are those of the kernel
 * beside it.
 */
final class InstallerModules {
  private static final String SUFFIX = ".ko.xz";
  private static final int MODULE_LIMIT_BYTES = 64 << 20;

  private final Map<String, byte[]> compressed = new TreeMap<>();
  private final Map<String, byte[]> taken = new TreeMap<>();

  private InstallerModules(byte[] initrd) {
    try (InputStream archive = new GZIPInputStream(new ByteArrayInputStream(initrd), 1 << 16)) {
      CpioReader.files("installer's initial RAM disk", archive, path -> path.endsWith(SUFFIX))
          .forEach((path, bytes) -> compressed.put(name(path), bytes));
    } catch (IOException e) {
      throw new Failure(
          Reason.BAD_INPUT,
          "The installer's initial RAM disk is not a gzip file ("
              + e.getMessage()
              + "); pull again.",
          e);
    }
  }

  /**
   * Modules by their names, uncompressed, with those that they need.
   *
   * @param initrd the installer's initial RAM disk, a cpio archive compressed by gzip
   * @throws Failure BAD_INPUT if it is damaged or lacks a module
   */
  static Map<String, byte[]> extract(byte[] initrd, List<String> names) {
    InstallerModules installer = new InstallerModules(initrd);
    names.forEach(installer::take);
    return installer.taken;
  }

  private void take(String name) {
    if (!taken.containsKey(name)) {
      byte[] module = unpack(name);
      taken.put(name, module);
      KernelModule.dependencies(name, module).forEach(this::take);
    }
  }

  private byte[] unpack(String name) {
    byte[] packed = compressed.get(name);
    if (packed == null) {
      throw new Failure(
          Reason.BAD_INPUT,
          "The installer's initial RAM disk has no module "
              + name
              + "; pull again, or pass a kernel of your own with --kernel.");
    }
    try (InputStream in = new XZInputStream(new ByteArrayInputStream(packed))) {
      return in.readNBytes(MODULE_LIMIT_BYTES);
    } catch (IOException e) {
      throw new Failure(
          Reason.BAD_INPUT,
          "The kernel module " + name + " is damaged (" + e.getMessage() + "); pull again.",
          e);
    }
  }

  /** The module's name, spelled with underscores as the kernel does. */
  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1, path.length() - SUFFIX.length())
        .replace('-', '_');
  }
}
