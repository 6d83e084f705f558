package dev.sidestep.cli;

import dev.sidestep.base.Failure;
import java.io.IOException;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever went wrong into one sentence and an exit code; a stack trace only if wanted. */
final class MistakeHandler implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final Surroundings here;

  MistakeHandler(Surroundings here) {
    this.here = here;
  }

  @Override
  public int handleParseException(ParameterException mistake, String[] arguments) {
    here.say(sentence(messageOf(mistake)));
    UnmatchedArgumentException.printSuggestions(mistake, mistake.getCommandLine().getErr());
    here.err()
        .println(
            "Try '%s --help'."
                .formatted(mistake.getCommandLine().getCommandSpec().qualifiedName()));
    trace(mistake);
    return ExitCode.USAGE.code();
  }

  @Override
  public int handleExecutionException(
      Exception problem, CommandLine commandLine, ParseResult parsed) {
    ExitCode code = explain(problem);
    trace(problem);
    return code.code();
  }

  private ExitCode explain(Exception problem) {
    return switch (problem) {
      case Failure failure -> {
        here.say(messageOf(failure));
        yield ExitCode.of(failure.reason());
      }
      case IOException io -> {
        here.say("The host refused: " + sentence(io.toString()));
        yield ExitCode.HOST;
      }
      case InterruptedException _ -> ExitCode.INTERRUPTED;
      default -> {
        here.say(
            "This is a bug in Sidestep (%s); SIDESTEP_DEBUG=1 shows where."
                .formatted(problem.toString()));
        yield ExitCode.INTERNAL;
      }
    };
  }

  private void trace(Exception problem) {
    if (here.isDebug()) {
      problem.printStackTrace(here.err());
    }
  }

  private static String messageOf(Exception problem) {
    return Objects.requireNonNullElse(problem.getMessage(), problem.toString());
  }

  private static String sentence(String text) {
    String oneLine = text.strip().replaceAll("\\s*\\R\\s*", " ");
    return oneLine.endsWith(".") ? oneLine : oneLine + ".";
  }
}
