package dev.sidestep.bench;

import dev.sidestep.base.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * What a user of QEMU does today to put something else behind a guest's card: unplug the card and
 * plug another one in, or move the whole guest to another process. Each way begins with a new
 * guest: QEMU 7.2 does not migrate the armed timer of a RISC-V hart ({@code vmstate_riscv_mtimer}
 * has no timers), so one that has moved may wait forever for an interrupt, as for its scheduler's
 * tick.
 */
final class PeerSwitches {
  private static final long POLL_MILLIS = 1;

  /** For a migration that does not come to an end. */
  private static final long PATIENCE_SECONDS = 60;

  /** Between two changes; TCP finds its pace again. */
  private static final long PAUSE_MILLIS = 2_000;

  /**
   * Slot Control of the root port, whose PCI Express capability is at 0x54 (PCI Express Base
   * Specification 7.5.3.10): power controller off and power indicator off, which lets go of the
   * card; and both on. The stock kernel has no driver for hot plugging, so a script has to do it.
   */
  private static final String SLOT_POWER =
      "printf '%s' | dd of=/sys/bus/pci/devices/0000:00:01.0/config bs=2 seek=54 conv=notrunc"
          + " 2>/dev/null";

  private static final String POWER_OFF = SLOT_POWER.formatted("\\300\\007");
  private static final String POWER_ON = SLOT_POWER.formatted("\\300\\001");

  /** The address is known from before, so nothing waits for DHCP. */
  private static final String UP =
      "ip link set eth0 up; ip addr add 10.0.2.15/24 dev eth0; ip route add default via "
          + NetGuest.HOST;

  private final FragilePeer<QemuGuest> peer;

  PeerSwitches(FragilePeer<QemuGuest> peer) {
    this.peer = peer;
  }

  /** One change, which returns when it is done as far as the user can see. */
  @FunctionalInterface
  private interface Change {
    void run(QemuGuest guest) throws InterruptedException;
  }

  /** All ways, each {@code times} times; one that fails has no changes in its tally. */
  List<SwitchTally> measure(int times) throws InterruptedException {
    return List.of(
        measure("device_del, device_add", times, PeerSwitches::replug),
        measure("stop, migrate, cont", times, guest -> migrate(guest, true)),
        measure("live migration", times, guest -> migrate(guest, false)));
  }

  private SwitchTally measure(String name, int times, Change change) throws InterruptedException {
    System.err.println("bench: QEMU, " + name);
    peer.endGuest();
    List<SwitchTally> tallies = new ArrayList<>();
    peer.attempt(name, guest -> tallies.add(tally(name, guest, times, change)));
    return tallies.isEmpty() ? SwitchTally.none(name) : tallies.getFirst();
  }

  private static SwitchTally tally(String name, QemuGuest guest, int times, Change change)
      throws InterruptedException {
    LoadedGuest loaded = LoadedGuest.start(guest);
    List<Double> silences = new ArrayList<>();
    for (int i = 1; i <= times; i++) {
      Thread.sleep(PAUSE_MILLIS);
      long from = System.nanoTime();
      change.run(guest);
      long to = System.nanoTime();
      GuestTraffic.await(
          "an answer on its network after change " + i, () -> guest.wire().hasReplyAfter(to));
      silences.add(guest.wire().longestSilenceMicros(from, to));
    }
    return loaded.end(name, new SwitchTally.Changes(times, 0, silences, List.of()));
  }

  private static void replug(QemuGuest guest) throws InterruptedException {
    Qmp qmp = guest.qmp();
    qmp.execute("device_del", Map.of("id", "card"));
    guest.shell().run("echo 1 >/sys/bus/pci/devices/0000:01:00.0/remove; " + POWER_OFF);
    qmp.await("DEVICE_DELETED");
    qmp.execute("device_add", Qemu.card());
    guest.shell().run(POWER_ON + "; echo 1 >/sys/bus/pci/rescan; " + UP);
  }

  private static void migrate(QemuGuest guest, boolean isStopped) throws InterruptedException {
    Path socket = guest.newSocket();
    Qmp source = guest.qmp();
    Qmp target = guest.startTarget(socket);
    // As fast as the socket allows, for the least time away.
    source.execute("migrate-set-parameters", Map.of("max-bandwidth", 1L << 40));
    if (isStopped) {
      source.execute("stop", Map.of());
    }
    source.execute("migrate", Map.of("uri", "unix:" + socket));
    awaitStatus(source, "query-migrate", "completed");
    if (isStopped) {
      awaitStatus(target, "query-status", "paused");
      target.execute("cont", Map.of());
    } else {
      awaitStatus(target, "query-status", "running");
    }
    guest.hasMoved();
  }

  private static void awaitStatus(Qmp qmp, String query, String wanted)
      throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    String status = "";
    while (!status.equals(wanted)) {
      Thread.sleep(POLL_MILLIS);
      JsonNode answer = qmp.execute(query, Map.of());
      status = answer.path("status").asString("");
      if (status.equals("failed") || System.nanoTime() - deadline > 0) {
        throw new Failure(
            Failure.Reason.BROKEN_PROMISE,
            "QEMU could not migrate the benchmark's guest (\"%s\", not \"%s\"; %s); try it by hand."
                .formatted(status, wanted, answer.path("error-desc").asString("no reason given")));
      }
    }
  }
}
