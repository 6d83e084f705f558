package dev.sidestep.bench;

import dev.sidestep.base.Failure;
import dev.sidestep.control.load.GuestOrders;
import java.util.Map;
import java.util.Optional;

/** The shell of a guest, by its console: commands are typed, and answers are lines with a mark. */
final class GuestShell {
  /** How long a guest on a busy host may take to start, seconds. */
  private static final long BOOT_SECONDS = 180;

  private static final long PATIENCE_SECONDS = 90;

  /** Begins a line that is noticed; divided, so that a command that is echoed is not one. */
  private static final String SAY = "echo 'sidestep'\": ";

  private final GuestOrders orders;
  private int number;

  GuestShell(GuestOrders orders) {
    this.orders = orders;
  }

  /** Waits until the guest's network card is up. */
  void awaitNetwork() throws InterruptedException {
    Optional<String> up = orders.await(0, "net ", BOOT_SECONDS);
    if (up.isEmpty() || !up.get().startsWith("net up")) {
      throw failed("bring its network card up (%s)".formatted(up.orElse("it said nothing")));
    }
    run("stty -echo");
  }

  /** Waits until the guest takes commands. */
  void awaitUserland() throws InterruptedException {
    if (orders.await(0, "userland up", BOOT_SECONDS).isEmpty()) {
      throw failed("boot");
    }
    run("stty -echo; dmesg -n 1");
  }

  /** Runs a command to its end. */
  void run(String command) throws InterruptedException {
    String mark = "step " + ++number;
    ask(command + "; " + SAY + mark + ".\"", mark + ".");
  }

  /** Runs a command that says the words {@code name=value} by {@link #say}. */
  Map<String, String> read(String command, String beginning) throws InterruptedException {
    return GuestOrders.fields(ask(command, beginning));
  }

  /** Leaves a command running behind. */
  void start(String command) throws InterruptedException {
    run("{ " + command + "; } 2>/dev/null & true");
  }

  /** A command that says {@code text}, in which the shell replaces variables. */
  static String say(String text) {
    return SAY + text + "\"";
  }

  private String ask(String command, String beginning) throws InterruptedException {
    return orders
        .ask(command, beginning, PATIENCE_SECONDS)
        .orElseThrow(() -> failed("answer to \"%s\"".formatted(command)));
  }

  private static Failure failed(String what) {
    return new Failure(
        Failure.Reason.BROKEN_PROMISE,
        "A benchmark guest did not %s; start it with \"sidestep run\" to see why.".formatted(what));
  }
}
