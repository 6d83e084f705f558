package dev.sidestep.cli;

import picocli.CommandLine.Command;

/** {@code sidestep image}: the group of these commands. */
@Command(
    name = "image",
    description = "Fetches, lists, verifies and deletes guest images.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class ImageCommand {}
