package dev.sidestep.riscv;

import dev.sidestep.base.Failure;
import dev.sidestep.base.Failure.Reason;
import java.util.List;

/**
 * Everything a {@link Plic} remembers.
 *
 * @param sources one entry per interrupt source, source 1 first
 * @param contexts one entry per context, in context order
 */
public record PlicState(List<Source> sources, List<Context> contexts) {
  /** Copies both lists. */
  public PlicState {
    sources = List.copyOf(sources);
    contexts = List.copyOf(contexts);
  }

  /**
   * One source and its gateway.
   *
   * @param priority 0 (never interrupts) to 7
   * @param level the wire from the device is high
   * @param pending a request waits in the PLIC core
   * @param claimed a request was claimed and not yet completed
   */
  public record Source(int priority, boolean level, boolean pending, boolean claimed) {
    /** Checks the values; throws {@link Failure} BAD_INPUT for a state that no PLIC can have. */
    public Source {
      checkLevel("source priority", priority);
      if (pending && claimed) {
        throw bad("a source is both pending and claimed");
      }
    }
  }

  /**
   * One interrupt target.
   *
   * @param enabledLow enable bits of sources 0..63, bit 0 clear
   * @param enabledHigh enable bits of sources 64..127
   * @param threshold only sources of a higher priority notify; 0..7
   */
  public record Context(long enabledLow, long enabledHigh, int threshold) {
    /** Checks the values; throws {@link Failure} BAD_INPUT for a state that no PLIC can have. */
    public Context {
      checkLevel("context threshold", threshold);
      if ((enabledLow & 1) != 0) {
        throw bad("source 0, which does not exist, is enabled");
      }
    }
  }

  private static void checkLevel(String what, int value) {
    if (value < 0 || value > Plic.MAX_PRIORITY) {
      throw bad("a " + what + " is " + value + ", outside 0.." + Plic.MAX_PRIORITY);
    }
  }

  static Failure bad(String why) {
    return new Failure(
        Reason.BAD_INPUT,
        "The saved interrupt controller state is damaged: "
            + why
            + "; take the snapshot again on a machine of the same shape.");
  }
}
