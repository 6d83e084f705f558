package dev.sidestep.control;

import dev.sidestep.guest.image.GuestImage;
import dev.sidestep.guest.image.Initramfs;
import dev.sidestep.guest.image.InitrdFile;
import dev.sidestep.guest.image.KernelFile;
import dev.sidestep.platform.BootSource;
import dev.sidestep.testkit.guest.Board;
import dev.sidestep.testkit.guest.SelfTestGuest;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what a user names into what a machine boots. */
final class Guests {
  private static final long RAM_BASE = 0x8000_0000L;

  /** Makes our /init power off when it is up. */
  static final String POWER_OFF_WHEN_UP = "sidestep.mode=poweroff";

  private final CachedImages images;

  Guests(CachedImages images) {
    this.images = images;
  }

  /** What {@code options} boot, fetched first if need be. */
  BootSource boot(RunOptions options, Progress progress) {
    return switch (options.source()) {
      case GuestSource.Image(String name) -> {
        GuestImage image = image(name, options.offline(), progress);
        List<String> words = new ArrayList<>();
        if (options.untilPowerOff()) {
          words.add(POWER_OFF_WHEN_UP);
        }
        words.add(options.append());
        yield boot(image, drivers(image, options.network()), words, options.memoryBytes());
      }
      case GuestSource.Files(Path kernel, Path initrd) ->
          kernel(KernelFile.load(kernel), options.memoryBytes(), read(initrd), options.append());
      case GuestSource.Selftest() -> selfTest();
    };
  }

  /** What the guest needs for its network cards; nothing if it has none. */
  static List<Initramfs.ExtraFile> drivers(GuestImage image, NetworkOptions network) {
    return image.modules(network.cards().isEmpty() ? List.of() : List.of(Cables.DRIVER));
  }

  /** The image of that name; fetched if it is not cached and the network may be used. */
  GuestImage image(String name, boolean offline, Progress progress) {
    return images.obtain(name, offline, progress);
  }

  /** An image with more files in its initial RAM disk and more words on its command line. */
  static BootSource boot(
      GuestImage image, List<Initramfs.ExtraFile> files, List<String> words, long memoryBytes) {
    return kernel(
        KernelFile.load(image.kernel()),
        memoryBytes,
        image.initrdWith(files),
        image.commandLine(words.stream().filter(w -> !w.isBlank()).toArray(String[]::new)));
  }

  private static BootSource kernel(
      KernelFile kernel, long memoryBytes, byte[] initrd, String commandLine) {
    kernel.requireFits(RAM_BASE, memoryBytes);
    List<BootSource.Segment> segments = new ArrayList<>();
    for (KernelFile.Segment segment : kernel.segments()) {
      segments.add(
          new BootSource.Segment(
              kernel.physical(segment.address(), RAM_BASE),
              segment.bytes(),
              segment.memoryBytes()));
    }
    return new BootSource(segments, kernel.physical(kernel.entry(), RAM_BASE), initrd, commandLine);
  }

  private static BootSource selfTest() {
    byte[] image = SelfTestGuest.image();
    return BootSource.of(Board.IMAGE, image);
  }

  private static byte[] read(@Nullable Path initrd) {
    return initrd == null ? new byte[0] : bytes(InitrdFile.load(initrd).bytes());
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] copy = new byte[buffer.remaining()];
    buffer.duplicate().get(copy);
    return copy;
  }
}
