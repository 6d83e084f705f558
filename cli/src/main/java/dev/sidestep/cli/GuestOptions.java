package dev.sidestep.cli;

import dev.sidestep.base.Failure;
import dev.sidestep.control.GuestSource;
import dev.sidestep.control.ImageLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is booted. */
final class GuestOptions {
  @Option(
      names = "--image",
      paramLabel = "NAME",
      description = "A cached image, by name or hash (default: " + ImageLibrary.DEFAULT_NAME + ").")
  private @Nullable String image;

  @Option(
      names = "--kernel",
      paramLabel = "FILE",
      description = "A RISC-V kernel of yours: Image or ELF.")
  private @Nullable Path kernel;

  @Option(
      names = "--initrd",
      paramLabel = "FILE",
      description = "The initial RAM disk for --kernel.")
  private @Nullable Path initrd;

  @Option(
      names = "--selftest",
      description = "The built-in bare-metal self-test; not an operating system.")
  private boolean selftest;

  /**
   * What the options name.
   *
   * @throws Failure USAGE if they contradict each other, NOT_FOUND if a file is not there
   */
  GuestSource source() {
    rejectContradictions();
    if (selftest) {
      return new GuestSource.Selftest();
    }
    if (kernel != null) {
      return new GuestSource.Files(readable(kernel), initrd == null ? null : readable(initrd));
    }
    return new GuestSource.Image(image == null ? ImageLibrary.DEFAULT_NAME : image);
  }

  private void rejectContradictions() {
    if ((selftest ? 1 : 0) + (kernel == null ? 0 : 1) + (image == null ? 0 : 1) > 1) {
      throw usage("--selftest, --kernel and --image each name a guest; give only one of them.");
    }
    if (initrd != null && kernel == null) {
      throw usage("--initrd belongs to a kernel of yours; give --kernel too.");
    }
  }

  private static Path readable(Path file) {
    if (!Files.exists(file)) {
      throw new Failure(
          Failure.Reason.NOT_FOUND, "There is no file %s; check the path.".formatted(file));
    }
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new Failure(
          Failure.Reason.BAD_INPUT,
          "%s is not a file that you may read; check the path and its permissions."
              .formatted(file));
    }
    return file;
  }

  private static Failure usage(String sentence) {
    return new Failure(Failure.Reason.USAGE, sentence);
  }
}
