package dev.sidestep.cli;

import picocli.CommandLine.Command;

/** {@code sidestep prove}: the group of these commands. */
@Command(
    name = "prove",
    description = "Proves by trying.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class ProveCommand {}
