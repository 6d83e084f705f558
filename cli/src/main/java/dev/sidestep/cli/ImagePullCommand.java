package dev.sidestep.cli;

import dev.sidestep.control.ImageLibrary;
import dev.sidestep.control.ImageLibrary.ImageSummary;
import dev.sidestep.control.Sidestep;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sidestep image pull}. */
@Command(
    name = "pull",
    description = "Fetches a guest image through this machine's Debian mirror, signature checked.",
    mixinStandardHelpOptions = true)
final class ImagePullCommand implements Callable<Integer> {
  private final Surroundings here;
  private final Supplier<Sidestep> sidestep;

  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(
      paramLabel = "NAME",
      description = "The image (default: ${DEFAULT-VALUE}).",
      arity = "0..1",
      defaultValue = ImageLibrary.DEFAULT_NAME)
  private String name = ImageLibrary.DEFAULT_NAME;

  ImagePullCommand(Surroundings here, Supplier<Sidestep> sidestep) {
    this.here = here;
    this.sidestep = sidestep;
  }

  @Override
  public Integer call() {
    ImageSummary image;
    try (LineProgress progress = new LineProgress(here)) {
      image = sidestep.get().images().pull(name, progress);
    }
    here.out().println(output.isJson() ? Json.of(image) : ImageListCommand.line(image));
    return ExitCode.OK.code();
  }
}
