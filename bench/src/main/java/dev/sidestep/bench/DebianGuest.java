package dev.sidestep.bench;

import dev.sidestep.guest.image.DebianPull;
import dev.sidestep.guest.image.GuestImage;
import dev.sidestep.guest.image.ImageStore;
import dev.sidestep.guest.image.Initramfs.ExtraFile;
import dev.sidestep.guest.image.KernelFile;
import dev.sidestep.platform.BootSource;
import java.util.List;

/** The stock Debian kernel of the cache with our initial RAM disk. */
final class DebianGuest {
  /** What its first process writes first. */
  static final String FIRST_LINE = "sidestep: userland up";

  private static final long RAM_BASE = 0x8000_0000L;

  private final GuestImage image;

  private DebianGuest(GuestImage image) {
    this.image = image;
  }

  /** The newest in the cache of this user; a Failure says how to fetch it. */
  static DebianGuest cached() {
    ImageStore store = new ImageStore(ImageStore.defaultDirectory(System.getenv()));
    return new DebianGuest(store.find(DebianPull.NAME));
  }

  GuestImage image() {
    return image;
  }

  BootSource boot(String commandLine) {
    return boot(commandLine, List.of());
  }

  /** With more files in its initial RAM disk. */
  BootSource boot(String commandLine, List<ExtraFile> files) {
    KernelFile kernel = KernelFile.load(image.kernel());
    kernel.requireFits(RAM_BASE, BareGuest.MEMORY_BYTES);
    List<BootSource.Segment> segments =
        kernel.segments().stream().map(segment -> segment(kernel, segment)).toList();
    return new BootSource(
        segments, kernel.physical(kernel.entry(), RAM_BASE), image.initrdWith(files), commandLine);
  }

  private static BootSource.Segment segment(KernelFile kernel, KernelFile.Segment segment) {
    return new BootSource.Segment(
        kernel.physical(segment.address(), RAM_BASE), segment.bytes(), segment.memoryBytes());
  }
}
