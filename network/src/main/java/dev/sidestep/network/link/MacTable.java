package dev.sidestep.network.link;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which station is behind which port of a switch: learned from source addresses, forgotten after
 * five minutes (IEEE 802.1D 7.9.2) or, if there are too many, longest silence first. One thread.
 */
final class MacTable<P> {
  static final int CAPACITY = 1024;
  static final long AGE_NANOS = 300_000_000_000L;

  private record Place<P>(P port, long seenAt) {}

  /** In the order of the last frame seen. */
  private final Map<Long, Place<P>> places = new LinkedHashMap<>();

  /** A frame with the source address {@code mac} came through {@code port}. */
  void learn(long mac, P port, long nowNanos) {
    places.remove(mac);
    if (places.size() >= CAPACITY) {
      places.remove(places.keySet().iterator().next());
    }
    places.put(mac, new Place<>(port, nowNanos));
  }

  /** Where {@code mac} was seen last, or null if that is not known or too long ago. */
  @Nullable P find(long mac, long nowNanos) {
    Place<P> place = places.get(mac);
    if (place != null && nowNanos - place.seenAt() > AGE_NANOS) {
      places.remove(mac);
      return null;
    }
    return place == null ? null : place.port();
  }

  /** {@code port} is gone. */
  void forget(P port) {
    places.values().removeIf(place -> place.port().equals(port));
  }

  int size() {
    return places.size();
  }
}
