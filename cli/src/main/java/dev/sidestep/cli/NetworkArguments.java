package dev.sidestep.cli;

import dev.sidestep.control.GuestSource;
import dev.sidestep.control.NetworkOptions;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what a guest's network cards lead to. */
final class NetworkArguments {
  @Option(
      names = "--net",
      paramLabel = "SPEC",
      description = {
        "A network card and what its cable leads to: user,",
        "stream:ADDRESS, listen:ADDRESS, switch:NAME,",
        "tap:NAME or none. Options follow after commas:",
        "rate=100M, delay=5ms, loss=1%%, reorder=1%%,",
        "flow-control=off, forward=tcp:2222-22 (user only),",
        "model=82540EM or Am79C970A (the guest sees an",
        "82540EM in any case). Repeatable (default: user",
        "for an image, and no card otherwise)."
      })
  private List<String> networks = new ArrayList<>();

  @Option(
      names = "--mac",
      paramLabel = "ADDRESS",
      description = "The Ethernet address of a card; repeatable, in the order of the cards.")
  private List<String> macAddresses = new ArrayList<>();

  @Option(
      names = "--capture",
      paramLabel = "FILE",
      description = "Records every frame of every card, with its custody, as pcapng.")
  private @Nullable Path capture;

  /**
   * What the options name. A guest that is to run the same each time has no card unless it is asked
   * for: what comes from outside is never the same.
   */
  NetworkOptions network(GuestSource source, ClockMode clock) {
    boolean standard =
        networks.isEmpty() && source instanceof GuestSource.Image && clock == ClockMode.WALL;
    return NetworkOptions.parse(standard ? List.of("user") : networks, macAddresses, capture);
  }
}
