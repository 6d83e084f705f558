package dev.sidestep.control;

import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.platform.MachineConfiguration.Timing;

/**
 * A guest to run.
 *
 * @param source what it boots
 * @param append words added to the end of its kernel command line; may be empty
 * @param harts 1..{@value #MAX_HARTS}
 * @param memoryBytes a multiple of {@link #MEMORY_UNIT_BYTES} from {@link #MIN_MEMORY_BYTES} to
 *     {@link #MAX_MEMORY_BYTES}
 * @param monitored false for the same board with plain firmware and no monitor
 * @param clock how guest time passes
 * @param timing whether devices take time
 * @param translator whether hot guest code is compiled
 * @param seed of everything random in this run
 * @param untilPowerOff nobody is there: the guest is told to power off when it has booted, and
 *     nothing is typed
 * @param offline never use the network; what is not cached is not found
 * @param maxInstructions ends the run with INSTRUCTION_LIMIT; {@link Long#MAX_VALUE} for no limit
 * @param network its network cards
 */
public record RunOptions(
    GuestSource source,
    String append,
    int harts,
    long memoryBytes,
    boolean monitored,
    ClockMode clock,
    Timing timing,
    boolean translator,
    long seed,
    boolean untilPowerOff,
    boolean offline,
    long maxInstructions,
    NetworkOptions network) {
  /** A run without a network, with compiled code. */
  public RunOptions(
      GuestSource source,
      String append,
      int harts,
      long memoryBytes,
      boolean monitored,
      ClockMode clock,
      Timing timing,
      long seed,
      boolean untilPowerOff,
      boolean offline,
      long maxInstructions) {
    this(
        source,
        append,
        harts,
        memoryBytes,
        monitored,
        clock,
        timing,
        true,
        seed,
        untilPowerOff,
        offline,
        maxInstructions,
        NetworkOptions.NONE);
  }

  /** The same run with hot code compiled, or not. */
  public RunOptions withTranslator(boolean newTranslator) {
    return new RunOptions(
        source,
        append,
        harts,
        memoryBytes,
        monitored,
        clock,
        timing,
        newTranslator,
        seed,
        untilPowerOff,
        offline,
        maxInstructions,
        network);
  }

  /** The same run with another network. */
  public RunOptions withNetwork(NetworkOptions newNetwork) {
    return new RunOptions(
        source,
        append,
        harts,
        memoryBytes,
        monitored,
        clock,
        timing,
        translator,
        seed,
        untilPowerOff,
        offline,
        maxInstructions,
        newNetwork);
  }

  /** The most harts that a machine can have. */
  public static final int MAX_HARTS = 8;

  /** Memory comes in large pages of Sv39. */
  public static final long MEMORY_UNIT_BYTES = 2L << 20;

  /** Less holds no guest. */
  public static final long MIN_MEMORY_BYTES = 16L << 20;

  /** More was never tried. */
  public static final long MAX_MEMORY_BYTES = 16L << 30;
}
