package dev.sidestep.cli;

import picocli.CommandLine.Command;

/** The program. Without a command, picocli says which there are. */
@Command(
    name = "sidestep",
    description = "A virtual machine monitor that steps aside.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nEnvironment:%n",
    footer = {
      "  SIDESTEP_CACHE          where images are kept (~/.cache/sidestep)",
      "  SIDESTEP_DEBIAN_MIRROR  where Debian is fetched from (apt's own mirror)",
      "  SIDESTEP_JAVA           the JDK to use, 25 or newer",
      "  SIDESTEP_DEBUG=1        stack traces",
      "  NO_COLOR                no colours"
    })
final class RootCommand {}
