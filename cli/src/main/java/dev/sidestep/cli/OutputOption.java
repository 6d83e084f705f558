package dev.sidestep.cli;

import picocli.CommandLine.Option;

/** {@code -o}, of every command that prints data. */
final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text or json (default: ${DEFAULT-VALUE}).",
      defaultValue = "text")
  private OutputFormat format = OutputFormat.TEXT;

  /** True if a program will read it. */
  boolean isJson() {
    return format == OutputFormat.JSON;
  }
}
