package dev.sidestep.cli;

import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sidestep completion}. */
@Command(
    name = "completion",
    description = {
      "Prints a script that completes commands and options.",
      "bash, zsh: source <(sidestep completion bash)"
    },
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
  /** A shell; one script serves both. */
  enum Shell {
    BASH,
    ZSH
  }

  private final Surroundings here;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private Shell shell = Shell.BASH;

  CompletionCommand(Surroundings here) {
    this.here = here;
  }

  @Override
  public Integer call() {
    CommandSpec own = Objects.requireNonNull(spec);
    here.out().println("# Completion of sidestep for " + shell.name().toLowerCase(Locale.ROOT));
    // The script for bash turns zsh's emulation of bash completion on by itself.
    here.out().print(AutoComplete.bash("sidestep", own.root().commandLine()));
    return ExitCode.OK.code();
  }
}
