package dev.sidestep.network.user;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The counters; any thread may count and look. */
final class Tally {
  private final Map<NetworkCount, LongAdder> counts = new EnumMap<>(NetworkCount.class);

  Tally() {
    for (NetworkCount what : NetworkCount.values()) {
      counts.put(what, new LongAdder());
    }
  }

  void count(NetworkCount what) {
    LongAdder counter = counts.get(what);
    if (counter != null) {
      counter.increment();
    }
  }

  Map<NetworkCount, Long> all() {
    Map<NetworkCount, Long> all = new EnumMap<>(NetworkCount.class);
    counts.forEach((what, counter) -> all.put(what, counter.sum()));
    return all;
  }
}
