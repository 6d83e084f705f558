package dev.sidestep.cli.terminal;

/**
 * Tells what the user types for the guest from what is meant for Sidestep: the key after a Ctrl-a.
 * A pure state machine of two states, fed byte by byte.
 */
public final class EscapeKeys {
  /** Ctrl-a. */
  public static final int PREFIX = 0x01;

  /** What a byte means. */
  public sealed interface Meaning {
    /** It is the guest's, 0..255. */
    record Typed(int character) implements Meaning {}

    /** It completes an order to Sidestep. */
    record Ordered(Order order) implements Meaning {}

    /** It is the prefix; the next byte tells. */
    record Prefix() implements Meaning {}

    /** No order has this key; nothing happens. */
    record Unknown(int character) implements Meaning {}
  }

  /** An order to Sidestep. */
  public enum Order {
    HELP,
    QUIT,
    VIRTUALIZE,
    DEVIRTUALIZE,
    VIRTUALIZE_CARD,
    DEVIRTUALIZE_CARD,
    REPLACE_CARD,
    CABLE,
    STATUS
  }

  private boolean afterPrefix;

  /** Nothing typed yet. */
  public EscapeKeys() {}

  /** Takes the next byte, 0..255. */
  public Meaning type(int character) {
    if (afterPrefix) {
      afterPrefix = false;
      return order(character);
    }
    afterPrefix = character == PREFIX;
    return afterPrefix ? new Meaning.Prefix() : new Meaning.Typed(character);
  }

  private static Meaning order(int character) {
    return switch (character) {
      case 'h', '?' -> new Meaning.Ordered(Order.HELP);
      case 'x' -> new Meaning.Ordered(Order.QUIT);
      case 'v' -> new Meaning.Ordered(Order.VIRTUALIZE);
      case 'd' -> new Meaning.Ordered(Order.DEVIRTUALIZE);
      case 'V' -> new Meaning.Ordered(Order.VIRTUALIZE_CARD);
      case 'D' -> new Meaning.Ordered(Order.DEVIRTUALIZE_CARD);
      case 'R' -> new Meaning.Ordered(Order.REPLACE_CARD);
      case 'c' -> new Meaning.Ordered(Order.CABLE);
      case 'i' -> new Meaning.Ordered(Order.STATUS);
      case PREFIX, 'a' -> new Meaning.Typed(PREFIX);
      default -> new Meaning.Unknown(character);
    };
  }
}
