package dev.sidestep.vmm;

import dev.sidestep.base.GuestClock;
import java.util.ArrayList;
import java.util.List;

/**
 * The numerals that a protocol has passed, with the time of each. In order by construction: a step
 * that {@link ProtocolOrder} does not allow is an error of the program.
 */
public final class ProtocolTrace {
  /** Steps kept of those that a busy guest repeats; later ones are only counted. */
  private static final int REPEATED_STEPS_KEPT = 64;

  private final GuestClock clock;
  private final List<Step> steps = new ArrayList<>();
  private long omitted;
  private int last;

  /** An empty trace with guest times by {@code clock}. */
  public ProtocolTrace(GuestClock clock) {
    this.clock = clock;
  }

  /**
   * One step of a figure.
   *
   * @param numeral the figure's
   * @param guestNanos guest time
   * @param hostNanos {@link System#nanoTime}
   */
  public record Step(int numeral, long guestNanos, long hostNanos) {}

  /** Adds {@code numeral}, now. */
  public void record(int numeral) {
    if (!ProtocolOrder.mayFollow(last, numeral)) {
      throw new IllegalStateException("Step " + numeral + " after step " + last);
    }
    last = numeral;
    if (mayRepeat(numeral) && steps.size() >= REPEATED_STEPS_KEPT) {
      omitted++;
    } else {
      steps.add(new Step(numeral, clock.nanos(), System.nanoTime()));
    }
  }

  /** Steps of the loops of FIG. 4 and FIG. 7. */
  private static boolean mayRepeat(int numeral) {
    return (numeral >= 410 && numeral <= 420) || (numeral >= 708 && numeral <= 716);
  }

  /** The steps so far. */
  public List<Step> steps() {
    return List.copyOf(steps);
  }

  /** The numerals so far. */
  public List<Integer> numerals() {
    return steps.stream().map(Step::numeral).toList();
  }

  /** How many repeated steps were not kept. */
  public long omitted() {
    return omitted;
  }
}
