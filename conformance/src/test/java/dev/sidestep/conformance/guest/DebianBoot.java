package dev.sidestep.conformance.guest;

import dev.sidestep.guest.image.GuestImage;
import dev.sidestep.guest.image.ImageStore;
import dev.sidestep.guest.image.Initramfs.ExtraFile;
import dev.sidestep.guest.image.KernelFile;
import dev.sidestep.platform.BootSource;
import java.util.ArrayList;
import java.util.List;

/**
 * What a machine of a test's own boots to run Debian. The image is in the cache, because {@link
 * Debian#assumeAvailable} has found it, or has put it there.
 */
final class DebianBoot {
  private static final long RAM_BASE = 0x8000_0000L;

  /** What the guest sends over TCP ({@code /init}, "send"). */
  private static final String DATA = "/data/send";

  private DebianBoot() {}

  /** A shell with the driver {@code driver} loaded, and with {@code data} to be sent. */
  static BootSource shell(String driver, byte[] data) {
    GuestImage image = image();
    List<ExtraFile> files = new ArrayList<>(image.modules(List.of(driver)));
    files.add(new ExtraFile(DATA, data));
    KernelFile kernel = KernelFile.load(image.kernel());
    return new BootSource(
        kernel.segments().stream().map(segment -> segment(kernel, segment)).toList(),
        kernel.physical(kernel.entry(), RAM_BASE),
        image.initrdWith(files),
        image.commandLine("sidestep.mode=shell"));
  }

  private static GuestImage image() {
    return new ImageStore(ImageStore.defaultDirectory(System.getenv()))
        .list().stream()
            .filter(image -> image.name().equals(Debian.IMAGE) && image.isCurrent())
            .findFirst()
            .orElseThrow();
  }

  private static BootSource.Segment segment(KernelFile kernel, KernelFile.Segment segment) {
    return new BootSource.Segment(
        kernel.physical(segment.address(), RAM_BASE), segment.bytes(), segment.memoryBytes());
  }
}
