package dev.sidestep.bench;

import dev.sidestep.network.user.Pinger;
import java.util.ArrayList;
import java.util.List;

/** A guest under bulk TCP in both directions and a thousand echo requests a second. */
final class LoadedGuest {
  private static final int PINGS_PER_SECOND = 1_000;
  private static final long WARM_UP_MILLIS = 2_000;

  /** So long is one look at what is silent without a change of hands. */
  private static final long QUIET_MILLIS = 20;

  private static final int QUIET_LOOKS = 100;

  /** A request that is not answered so long after it was sent counts as lost. */
  private static final long LAST_ANSWERS_MILLIS = 3_500;

  private final NetGuest guest;
  private final GuestTraffic traffic;
  private final long retransmissions;
  private final long damagedBytes;
  private final Pinger pinger;
  private final List<Double> quiet = new ArrayList<>();

  private LoadedGuest(NetGuest guest) throws InterruptedException {
    this.guest = guest;
    traffic = new GuestTraffic(guest);
    retransmissions = traffic.retransmissions();
    damagedBytes = guest.load().damagedBytes();
    traffic.startReceiving();
    traffic.startSending();
    pinger = guest.network().ping(NetGuest.address(), PINGS_PER_SECOND);
  }

  /** Starts the load, and looks how silent it is when nothing is changed. */
  static LoadedGuest start(NetGuest guest) throws InterruptedException {
    LoadedGuest loaded = new LoadedGuest(guest);
    Thread.sleep(WARM_UP_MILLIS);
    for (int i = 0; i < QUIET_LOOKS; i++) {
      long from = System.nanoTime();
      Thread.sleep(QUIET_MILLIS);
      loaded.quiet.add(guest.wire().longestSilenceMicros(from, System.nanoTime()));
    }
    return loaded;
  }

  /** Ends the load and counts what has become of it. */
  SwitchTally end(String name, SwitchTally.Changes changes) throws InterruptedException {
    pinger.stop();
    Thread.sleep(LAST_ANSWERS_MILLIS);
    traffic.end();
    return SwitchTally.of(
        name,
        changes,
        pinger.report(),
        new SwitchTally.Streams(
            guest.load().damagedBytes() - damagedBytes,
            traffic.retransmissions() - retransmissions),
        quiet);
  }
}
