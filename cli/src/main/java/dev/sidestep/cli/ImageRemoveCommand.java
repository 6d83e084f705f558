package dev.sidestep.cli;

import dev.sidestep.control.ImageLibrary.ImageSummary;
import dev.sidestep.control.Sidestep;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sidestep image rm}. */
@Command(name = "rm", description = "Deletes cached images.", mixinStandardHelpOptions = true)
final class ImageRemoveCommand implements Callable<Integer> {
  private final Surroundings here;
  private final Supplier<Sidestep> sidestep;

  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(paramLabel = "NAME", description = "The images, by name or hash.", arity = "1..*")
  private List<String> names = new ArrayList<>();

  ImageRemoveCommand(Surroundings here, Supplier<Sidestep> sidestep) {
    this.here = here;
    this.sidestep = sidestep;
  }

  @Override
  public Integer call() {
    List<ImageSummary> removed =
        names.stream().map(name -> sidestep.get().images().remove(name)).toList();
    if (output.isJson()) {
      here.out().println(Json.of(removed));
    } else {
      removed.forEach(image -> here.out().println(ImageListCommand.line(image)));
    }
    return ExitCode.OK.code();
  }
}
