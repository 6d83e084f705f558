package dev.sidestep.network.user;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Which station has which address by DHCP. A station keeps its address as long as nobody else needs
 * it, so that it comes back to the same one; a station is known by its MAC address alone.
 */
final class Leases {
  static final int SECONDS = 86_400;

  /** No address is free. */
  static final int NONE = 0;

  private static final long LEASE_NANOS = SECONDS * Clock.SECOND;
  private static final long OFFER_NANOS = 60 * Clock.SECOND;

  /** By station. */
  private final Map<Long, Lease> leases = new HashMap<>();

  private record Lease(int address, long until) {}

  /** The address for a station: its own, or the wanted one if that is free, or the first free. */
  int offer(long mac, int wanted, long now) {
    Lease known = leases.get(mac);
    if (known != null) {
      extend(mac, known.address, Math.max(known.until, now + OFFER_NANOS));
      return known.address;
    }
    int address = isFree(wanted) ? wanted : firstFree(now);
    if (address != NONE) {
      extend(mac, address, now + OFFER_NANOS);
    }
    return address;
  }

  /** True if the station gets that address, for {@value #SECONDS} seconds. */
  boolean grant(long mac, int address, long now) {
    Lease known = leases.get(mac);
    boolean isGranted = known == null ? isFree(address) : known.address == address;
    if (isGranted) {
      extend(mac, address, now + LEASE_NANOS);
    }
    return isGranted;
  }

  /** Gives an address back; the station gets it again if it is still free then. */
  void release(long mac, long now) {
    leases.computeIfPresent(mac, (_, lease) -> new Lease(lease.address, now));
  }

  private void extend(long mac, int address, long until) {
    leases.put(mac, new Lease(address, until));
  }

  private boolean isFree(int address) {
    return address >= Subnet.FIRST_GUEST
        && address <= Subnet.LAST_GUEST
        && leases.values().stream().noneMatch(lease -> lease.address == address);
  }

  private int firstFree(long now) {
    for (int address = Subnet.FIRST_GUEST; address <= Subnet.LAST_GUEST; address++) {
      if (isFree(address)) {
        return address;
      }
    }
    return takeExpired(now);
  }

  private int takeExpired(long now) {
    Iterator<Lease> all = leases.values().iterator();
    while (all.hasNext()) {
      Lease lease = all.next();
      if (lease.until <= now) {
        all.remove();
        return lease.address;
      }
    }
    return NONE;
  }
}
