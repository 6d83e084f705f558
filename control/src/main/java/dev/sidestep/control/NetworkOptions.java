package dev.sidestep.control;

import dev.sidestep.base.Failure;
import dev.sidestep.network.link.NetworkSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The network of a run.
 *
 * @param cards what each network card leads to, in the order of their slots
 * @param macAddresses of the first cards, as {@link dev.sidestep.platform.NetworkCard} has them;
 *     the others have addresses that Sidestep chooses
 * @param capture a file that records every frame in the format pcapng, or null
 */
public record NetworkOptions(
    List<NetworkSpec> cards, List<Long> macAddresses, @Nullable Path capture) {
  /** No network card. */
  public static final NetworkOptions NONE = new NetworkOptions(List.of(), List.of(), null);

  /** One card that leads to the built-in user network. */
  public static final NetworkOptions USER =
      new NetworkOptions(List.of(NetworkSpec.parse("user")), List.of(), null);

  private static final int MOST_CARDS = 4;
  private static final String NO_CARD = "none";
  private static final Pattern MAC_ADDRESS = Pattern.compile("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}");

  /** IEEE 802, 8.2.2: the least significant bit of the first octet. */
  private static final long GROUP_BIT = 1L << 40;

  /** A locally administered address (IEEE 802, 8.2.2). */
  private static final long FIRST_ADDRESS = 0x0253_5444_0001L;

  private static final int HEXADECIMAL = 16;

  /** Copies the lists. */
  public NetworkOptions {
    cards = List.copyOf(cards);
    macAddresses = List.copyOf(macAddresses);
  }

  /**
   * Reads what a user wrote.
   *
   * @param networks one a card; a single {@code none} for no card
   * @param macAddresses one a card, {@code 02:53:54:44:00:01}
   * @throws Failure USAGE
   */
  public static NetworkOptions parse(
      List<String> networks, List<String> macAddresses, @Nullable Path capture) {
    List<NetworkSpec> cards =
        networks.equals(List.of(NO_CARD))
            ? List.of()
            : networks.stream().map(NetworkSpec::parse).toList();
    if (cards.size() > MOST_CARDS) {
      throw usage("A machine has at most %d network cards.".formatted(MOST_CARDS));
    }
    if (macAddresses.size() > cards.size()) {
      throw usage("There are more --mac addresses than network cards; leave some out.");
    }
    if (capture != null && cards.isEmpty()) {
      throw usage(
          "--capture has nothing to record, as the machine has no network card; add --net.");
    }
    return new NetworkOptions(
        cards, macAddresses.stream().map(NetworkOptions::macAddress).toList(), capture);
  }

  /** The address of card {@code index}. */
  public long macAddress(int index) {
    return index < macAddresses.size() ? macAddresses.get(index) : FIRST_ADDRESS + index;
  }

  private static long macAddress(String text) {
    if (!MAC_ADDRESS.matcher(text).matches()) {
      throw usage("'%s' is not an Ethernet address like 02:53:54:44:00:01.".formatted(text));
    }
    long address = Long.parseLong(text.replace(":", ""), HEXADECIMAL);
    if (address == 0 || (address & GROUP_BIT) != 0) {
      throw usage(
          "The address %s cannot be a card's own: its first byte has to be even, and not all bytes"
                  .formatted(text)
              + " zero.");
    }
    return address;
  }

  private static Failure usage(String sentence) {
    return new Failure(Failure.Reason.USAGE, sentence);
  }
}
