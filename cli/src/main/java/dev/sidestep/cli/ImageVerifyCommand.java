package dev.sidestep.cli;

import dev.sidestep.control.ImageLibrary;
import dev.sidestep.control.ImageLibrary.FileCheck;
import dev.sidestep.control.Sidestep;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sidestep image verify}. */
@Command(
    name = "verify",
    description = "Hashes every file of a cached image again.",
    mixinStandardHelpOptions = true)
final class ImageVerifyCommand implements Callable<Integer> {
  private final Surroundings here;
  private final Supplier<Sidestep> sidestep;

  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(
      paramLabel = "NAME",
      description = "The image, by name or hash (default: ${DEFAULT-VALUE}).",
      arity = "0..1",
      defaultValue = ImageLibrary.DEFAULT_NAME)
  private String name = ImageLibrary.DEFAULT_NAME;

  ImageVerifyCommand(Surroundings here, Supplier<Sidestep> sidestep) {
    this.here = here;
    this.sidestep = sidestep;
  }

  @Override
  public Integer call() {
    List<FileCheck> checks;
    try (LineProgress progress = new LineProgress(here)) {
      checks = sidestep.get().images().verify(name, progress);
    }
    if (output.isJson()) {
      here.out().println(Json.of(checks));
    } else {
      checks.forEach(
          check -> here.out().println((check.intact() ? "intact   " : "DAMAGED  ") + check.file()));
    }
    if (checks.stream().allMatch(FileCheck::intact)) {
      return ExitCode.OK.code();
    }
    here.say(
        "Image %s is damaged; 'sidestep image rm %s' and 'sidestep image pull' replace it."
            .formatted(name, name));
    return ExitCode.NOT_TRUSTED.code();
  }
}
