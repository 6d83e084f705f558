package dev.sidestep.cli;

import dev.sidestep.control.Sidestep;
import java.io.PrintWriter;
import java.util.function.Supplier;
import picocli.CommandLine;

/** All commands. */
final class CommandTree {
  private CommandTree() {}

  /**
   * The commands, for one execution.
   *
   * @param sidestep asked for only by commands that need it, so that the others start fast
   */
  static CommandLine create(Surroundings here, Supplier<Sidestep> sidestep) {
    CommandLine image =
        new CommandLine(new ImageCommand())
            .addSubcommand(new ImagePullCommand(here, sidestep))
            .addSubcommand(new ImageListCommand(here, sidestep))
            .addSubcommand(new ImageVerifyCommand(here, sidestep))
            .addSubcommand(new ImageRemoveCommand(here, sidestep));
    CommandLine prove =
        new CommandLine(new ProveCommand()).addSubcommand(new SweepCommand(here, sidestep));
    CommandLine root =
        new CommandLine(new RootCommand())
            .addSubcommand(new RunCommand(here, sidestep))
            .addSubcommand(new DemoCommand(here, sidestep))
            .addSubcommand(new DoctorCommand(here, sidestep))
            .addSubcommand(image)
            .addSubcommand(prove)
            .addSubcommand(new CompletionCommand(here))
            .addSubcommand(new CommandLine.HelpCommand());
    nameVersion(root);
    MistakeHandler handler = new MistakeHandler(here);
    return root.setOut(new PrintWriter(here.out(), true, here.out().charset()))
        .setErr(new PrintWriter(here.err(), true, here.err().charset()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(handler)
        .setExecutionExceptionHandler(handler);
  }

  /** Lets every command answer {@code --version}. */
  private static void nameVersion(CommandLine command) {
    command.getCommandSpec().versionProvider(new Version());
    command.getSubcommands().values().forEach(CommandTree::nameVersion);
  }
}
