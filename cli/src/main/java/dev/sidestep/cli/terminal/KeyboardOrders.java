package dev.sidestep.cli.terminal;

import dev.sidestep.cli.terminal.EscapeKeys.Meaning;
import dev.sidestep.cli.terminal.EscapeKeys.Order;
import dev.sidestep.control.GuestSession;
import dev.sidestep.control.SessionStatus;
import dev.sidestep.control.SwitchOutcome;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Carries out what the user orders by keys. Used by the thread that reads the keyboard. */
final class KeyboardOrders {
  private static final String INTEL = "82540EM";
  private static final String AMD = "Am79C970A";
  private static final List<String> HELP =
      List.of(
          "Ctrl-a h  this help",
          "Ctrl-a x  quit",
          "Ctrl-a v  virtualize the serial port: the monitor takes it",
          "Ctrl-a d  devirtualize it: the guest has it to itself",
          "Ctrl-a V  virtualize the first network card",
          "Ctrl-a D  devirtualize it",
          "Ctrl-a R  replace it by a card of the other model, under the guest",
          "Ctrl-a c  pull its cable, or plug it in again",
          "Ctrl-a i  status",
          "Ctrl-a a  send a Ctrl-a to the guest");

  private final EscapeKeys keys = new EscapeKeys();
  private final GuestSession session;
  private final Notices notices;
  private boolean isPulled;

  KeyboardOrders(GuestSession session, Notices notices) {
    this.session = session;
    this.notices = notices;
  }

  /** Takes a byte from the keyboard and carries out the order that it completes, if any. */
  Meaning type(int character) {
    Meaning meaning = keys.type(character);
    switch (meaning) {
      case Meaning.Ordered(Order order) -> carryOut(order);
      case Meaning.Unknown _ -> notices.say("No such key; Ctrl-a h shows the keys.");
      case Meaning.Typed _, Meaning.Prefix _ -> {}
    }
    return meaning;
  }

  private void carryOut(Order order) {
    switch (order) {
      case HELP -> HELP.forEach(notices::say);
      case QUIT -> session.stop();
      case VIRTUALIZE -> announce(session.virtualize(GuestSession.SERIAL));
      case DEVIRTUALIZE -> announce(session.devirtualize(GuestSession.SERIAL));
      case VIRTUALIZE_CARD -> withCard(_ -> announce(session.virtualize(GuestSession.CARD)));
      case DEVIRTUALIZE_CARD -> withCard(_ -> announce(session.devirtualize(GuestSession.CARD)));
      case REPLACE_CARD -> withCard(card -> replace(card.chip()));
      case CABLE -> withCard(_ -> pullOrPlug());
      case STATUS -> notices.say(text(session.status()));
    }
  }

  private void withCard(Consumer<SessionStatus.DeviceStatus> order) {
    session.status().devices().stream()
        .filter(device -> device.name().equals(GuestSession.CARD.name()))
        .findFirst()
        .ifPresentOrElse(
            order, () -> notices.say("This machine has no network card that can change custody."));
  }

  private void replace(String present) {
    String model = present.equals(INTEL) ? AMD : INTEL;
    session.replaceCard(0, model).thenAccept(outcome -> notices.say(replacement(outcome, model)));
  }

  private void pullOrPlug() {
    isPulled = !isPulled;
    session.connectCable(0, !isPulled);
    notices.say(isPulled ? "The cable of net0 is pulled." : "The cable of net0 is plugged in.");
  }

  /** Says what became of it when it has; the keyboard goes on meanwhile. */
  private void announce(CompletionStage<SwitchOutcome> stage) {
    stage.thenAccept(outcome -> notices.say(text(outcome)));
  }

  /** An outcome in a line: {@code uart0 is emulated: 210 212 214 216 218, ...}. */
  static String text(SwitchOutcome outcome) {
    if (!outcome.completed()) {
      return "%s stays %s: %s"
          .formatted(outcome.device(), outcome.custody(), outcome.explanation());
    }
    String numerals =
        outcome.steps().stream()
            .map(step -> Integer.toString(step.numeral()))
            .collect(Collectors.joining(" "));
    return String.format(
        Locale.ROOT,
        "%s is %s: %s; the guest stood still for %.1f us.",
        outcome.device(),
        outcome.custody(),
        numerals,
        outcome.blackoutWallNanos() / 1e3);
  }

  private static String replacement(SwitchOutcome outcome, String model) {
    return outcome.completed()
        ? "%s is the %s now, and stays %s.".formatted(outcome.device(), model, outcome.custody())
        : "%s is not replaced: %s".formatted(outcome.device(), outcome.explanation());
  }

  /** A status in a line. */
  static String text(SessionStatus status) {
    String devices =
        status.devices().stream()
            .map(device -> device.name() + " " + device.custody())
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%s; %d switches; %.1f s of guest time; %,d instructions; %,d exits.",
        devices.isEmpty() ? "no device can change custody" : devices,
        status.switches(),
        status.guestNanos() / 1e9,
        status.counters().instructions(),
        status.counters().exits());
  }
}
