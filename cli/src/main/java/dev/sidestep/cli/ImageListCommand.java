package dev.sidestep.cli;

import dev.sidestep.control.ImageLibrary.ImageSummary;
import dev.sidestep.control.Sidestep;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sidestep image list}. */
@Command(
    name = "list",
    description = "Lists the cached guest images.",
    mixinStandardHelpOptions = true)
final class ImageListCommand implements Callable<Integer> {
  private static final int SHORT_HASH = 12;

  private final Surroundings here;
  private final Supplier<Sidestep> sidestep;

  @Mixin private final OutputOption output = new OutputOption();

  ImageListCommand(Surroundings here, Supplier<Sidestep> sidestep) {
    this.here = here;
    this.sidestep = sidestep;
  }

  @Override
  public Integer call() {
    List<ImageSummary> images = sidestep.get().images().list();
    if (output.isJson()) {
      here.out().println(Json.of(images));
    } else {
      images.forEach(image -> here.out().println(line(image)));
    }
    if (images.isEmpty()) {
      here.say("No image is cached; 'sidestep image pull' fetches one.");
    }
    return ExitCode.OK.code();
  }

  /** An image in a line: name, hash, size, origin. */
  static String line(ImageSummary image) {
    return String.format(
        Locale.ROOT,
        "%-12s %s %7.1f MB  %s",
        image.name(),
        image.hash().substring(0, Math.min(SHORT_HASH, image.hash().length())),
        image.bytes() / 1e6,
        image.origin());
  }
}
