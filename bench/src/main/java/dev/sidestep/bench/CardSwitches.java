package dev.sidestep.bench;

import dev.sidestep.vmm.SwitchReport;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** Changes custody of our network card to and fro at random moments under load. */
final class CardSwitches {
  private static final long SEED = 1;
  private static final long SHORTEST_PAUSE_NANOS = 5_000_000;
  private static final long LONGEST_PAUSE_NANOS = 60_000_000;
  private static final long NEXT_ANSWER_MILLIS = 500;

  private final SoftNetGuest guest;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final List<long[]> times = new ArrayList<>();
  private final List<Double> stops = new ArrayList<>();
  private int refused;

  CardSwitches(SoftNetGuest guest) {
    this.guest = guest;
  }

  /** At least {@code switches} of them; the card ends in the custody that it began with. */
  SwitchTally measure(int switches) throws InterruptedException {
    LoadedGuest loaded = LoadedGuest.start(guest);
    while (stops.size() + refused < switches) {
      if (changes(true)) {
        while (!changes(false) && refused < switches) {
          // It is asked again after the next pause.
        }
      }
    }
    Thread.sleep(NEXT_ANSWER_MILLIS);
    List<Double> silences =
        times.stream().map(t -> guest.wire().longestSilenceMicros(t[0], t[1])).toList();
    return loaded.end("Sidestep", new SwitchTally.Changes(stops.size(), refused, silences, stops));
  }

  private boolean changes(boolean isVirtualized) throws InterruptedException {
    LockSupport.parkNanos(random.nextLong(SHORTEST_PAUSE_NANOS, LONGEST_PAUSE_NANOS));
    long from = System.nanoTime();
    SwitchReport report = isVirtualized ? guest.virtualize() : guest.devirtualize();
    if (!report.isDone()) {
      refused++;
      System.err.println("bench: " + report.reason());
      return false;
    }
    times.add(new long[] {from, System.nanoTime()});
    stops.add(report.figures().blackoutNanos() / 1e3);
    return true;
  }
}
