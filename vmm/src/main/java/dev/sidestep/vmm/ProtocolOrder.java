package dev.sidestep.vmm;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which numeral of the figures may follow which. The code asserts it at each step, and tests give
 * it what a platform really saw.
 */
public final class ProtocolOrder {
  private static final int NOTHING = 0;

  private static final Map<Integer, Set<Integer>> FOLLOWERS =
      Map.ofEntries(
          Map.entry(NOTHING, Set.of(210, 708)),
          // FIG. 2. Without a sequence to watch, emulation commences at once.
          Map.entry(210, Set.of(212)),
          Map.entry(212, Set.of(214)),
          Map.entry(214, Set.of(216)),
          Map.entry(216, Set.of(410)),
          // FIG. 4. An idle device that can itself tell is at a boundary: 218 without 420. A step
          // that is undone goes the way of FIG. 7's bracket.
          Map.entry(410, Set.of(410, 412, 218, 716)),
          Map.entry(412, Set.of(414)),
          Map.entry(414, Set.of(416)),
          Map.entry(416, Set.of(410, 418)),
          Map.entry(418, Set.of(412, 420, 218, 716)),
          Map.entry(420, Set.of(412, 218, 716)),
          Map.entry(218, Set.of()),
          // FIG. 7. Each wait may find that the guest has begun something again: back to 710. A
          // corrective reset goes to the bracket from anywhere, a retry to the beginning.
          Map.entry(708, Set.of(710)),
          Map.entry(710, Set.of(712, 710, 708, 716)),
          Map.entry(712, Set.of(714, 710, 708, 716)),
          Map.entry(714, Set.of(716, 710, 708)),
          Map.entry(716, Set.of(718, 710)),
          Map.entry(718, Set.of(720)),
          Map.entry(720, Set.of(722)),
          Map.entry(722, Set.of()));

  private ProtocolOrder() {}

  /** True if {@code numeral} may come first. */
  public static boolean mayBegin(int numeral) {
    return mayFollow(NOTHING, numeral);
  }

  /** True if {@code next} may come right after {@code last}. */
  public static boolean mayFollow(int last, int next) {
    return FOLLOWERS.getOrDefault(last, Set.of()).contains(next);
  }

  /** True if {@code numerals}, from the beginning of a protocol, are in order. */
  public static boolean holds(List<Integer> numerals) {
    int last = NOTHING;
    for (int numeral : numerals) {
      if (!mayFollow(last, numeral)) {
        return false;
      }
      last = numeral;
    }
    return true;
  }
}
