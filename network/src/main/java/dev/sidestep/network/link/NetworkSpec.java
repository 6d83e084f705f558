package dev.sidestep.network.link;

import dev.sidestep.base.Failure;
import dev.sidestep.platform.LinkSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * What a card is connected to, as written on the command line: a back end, then options after
 * commas.
 *
 * <p>Back ends: {@code user}, {@code stream:HOST:PORT}, {@code stream:/path}, {@code listen:...},
 * {@code tap:NAME}, {@code switch:NAME}, {@code none}. Options: {@code forward=tcp:2222-22} (host
 * port, guest port; only with {@code user}), {@code rate=10M|100M|1G}, {@code delay=5ms}, {@code
 * loss=0.1%}, {@code reorder=0.1%}, {@code flow-control=on|off}, {@code model=82540EM|Am79C970A}
 * (the card; the guest sees an 82540EM in any case).
 *
 * @param backEnd at the far end
 * @param link the cable to it
 * @param model the card
 */
public record NetworkSpec(BackEnd backEnd, LinkSettings link, String model) {
  /** The card that there is if no other is asked for. */
  public static final String DEFAULT_MODEL = "82540EM";

  /** What is at the far end. */
  public sealed interface BackEnd {}

  /** The built-in user network, and ports of the host that lead into it. */
  public record User(List<Forward> forwards) implements BackEnd {
    /** Copies the list. */
    public User {
      forwards = List.copyOf(forwards);
    }
  }

  /** A stream socket to connect to. */
  public record Stream(StreamAddress address) implements BackEnd {}

  /** A stream socket to listen at. */
  public record Listen(StreamAddress address) implements BackEnd {}

  /** A TAP interface of the host. */
  public record Tap(String name) implements BackEnd {}

  /** A switch that all cards with the same name share. */
  public record Switch(String name) implements BackEnd {}

  /** A cable that is not plugged in. */
  public record None() implements BackEnd {}

  /**
   * Reads what the user wrote.
   *
   * @throws Failure with {@link Failure.Reason#USAGE} if it makes no sense
   */
  public static NetworkSpec parse(String text) {
    String[] words = text.split(",", -1);
    LinkOptions options = new LinkOptions();
    List<Forward> forwards = new ArrayList<>();
    String model = DEFAULT_MODEL;
    for (int index = 1; index < words.length; index++) {
      String value = words[index].substring(words[index].indexOf('=') + 1);
      if (words[index].startsWith("forward=")) {
        forwards.add(LinkOptions.forward(value));
      } else if (words[index].startsWith("model=")) {
        model = value;
      } else {
        options.read(words[index]);
      }
    }
    BackEnd backEnd = backEnd(words[0], forwards);
    if (!forwards.isEmpty() && !(backEnd instanceof User)) {
      throw usage("Ports can be forwarded into the user network only; write user,forward=...");
    }
    return new NetworkSpec(backEnd, options.settings(), model);
  }

  private static BackEnd backEnd(String text, List<Forward> forwards) {
    int colon = text.indexOf(':');
    String kind = colon < 0 ? text : text.substring(0, colon);
    String rest = text.substring(colon + 1);
    if (colon < 0 ? !kind.equals("user") && !kind.equals("none") : rest.isEmpty()) {
      throw unknown(text);
    }
    return switch (kind) {
      case "stream" -> new Stream(StreamAddress.parse(rest));
      case "listen" -> new Listen(StreamAddress.parse(rest));
      case "tap" -> new Tap(rest);
      case "switch" -> new Switch(rest);
      case "user" -> plain(text, new User(forwards));
      case "none" -> plain(text, new None());
      default -> throw unknown(text);
    };
  }

  /** These take nothing after a colon. */
  private static BackEnd plain(String text, BackEnd backEnd) {
    if (text.indexOf(':') >= 0) {
      throw unknown(text);
    }
    return backEnd;
  }

  private static Failure unknown(String text) {
    return usage(
        "\""
            + text
            + "\" is no network; write user, stream:HOST:PORT, stream:/PATH, listen:HOST:PORT,"
            + " listen:/PATH, tap:NAME, switch:NAME or none.");
  }

  static Failure usage(String message) {
    return new Failure(Failure.Reason.USAGE, message);
  }
}
