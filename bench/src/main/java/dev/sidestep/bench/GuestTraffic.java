package dev.sidestep.bench;

import dev.sidestep.base.Failure;
import dev.sidestep.control.load.NetworkLoad;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Bulk TCP between a guest and the services of its load, started and ended. */
final class GuestTraffic {
  private static final long PATIENCE_SECONDS = 60;
  private static final long POLL_MILLIS = 2;

  private final NetGuest guest;

  GuestTraffic(NetGuest guest) {
    this.guest = guest;
  }

  /** The guest begins to receive; returns when bytes flow. */
  void startReceiving() throws InterruptedException {
    begin("nc %s %d </dev/null >/dev/null", load().sourcePort(), load()::receivedBytes);
  }

  /** The guest begins to send; returns when bytes flow. */
  void startSending() throws InterruptedException {
    guest.shell().run("rm -f /tmp/halt");
    begin(
        "until [ -e /tmp/halt ]; do cat /data/send; done | nc %s %d >/dev/null",
        load().sinkPort(), load()::sentBytes);
  }

  private NetworkLoad load() {
    return guest.load();
  }

  private void begin(String command, int port, LongSupplier bytes) throws InterruptedException {
    long before = bytes.getAsLong();
    guest.shell().start(command.formatted(NetGuest.HOST, port));
    await("bytes on its TCP stream", () -> bytes.getAsLong() > before);
  }

  /** Ends both streams at once: one that has stalled would take minutes to end by itself. */
  void end() throws InterruptedException {
    load().endSource();
    guest.shell().run("touch /tmp/halt; killall nc 2>/dev/null; wait");
  }

  /** TCP segments that the guest has sent again: the 12th column of the second line "Tcp:". */
  long retransmissions() throws InterruptedException {
    String answer = "tcp";
    String command =
        "set -- $(grep '^Tcp: [0-9]' /proc/net/snmp); "
            + "shift 12; "
            + GuestShell.say(answer + " again=$1");
    return Long.parseLong(guest.shell().read(command, answer).getOrDefault("again", "0"));
  }

  /** Waits until something is so. */
  static void await(String what, BooleanSupplier isSo) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new Failure(
            Failure.Reason.BROKEN_PROMISE,
            "A benchmark guest waited %d s for %s; start it by hand to see why."
                .formatted(PATIENCE_SECONDS, what));
      }
      Thread.sleep(POLL_MILLIS);
    }
  }
}
