package dev.sidestep.conformance.guest;

import dev.sidestep.base.Failure;
import dev.sidestep.control.GuestSource;
import dev.sidestep.control.Progress;
import dev.sidestep.control.RunOptions;
import dev.sidestep.control.Sidestep;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.platform.MachineConfiguration.Timing;
import org.junit.jupiter.api.Assumptions;

/** The stock Debian guest, for tests that need a real operating system. */
final class Debian {
  /** The name of its image. */
  static final String IMAGE = "debian-13";

  /** Its memory. */
  static final long MEMORY_BYTES = 256L << 20;

  private Debian() {}

  /** Skips the calling test, with the reason, where the image can neither be found nor fetched. */
  static void assumeAvailable(Sidestep sidestep) {
    RunOptions options = untilPowerOff(1, false, ClockMode.WALL);
    try {
      sidestep.prepare(options, new Console(), Progress.NONE).close();
    } catch (Failure e) {
      Assumptions.abort("No Debian guest here: " + e.getMessage());
    }
  }

  /** A run until the guest powers off. */
  static RunOptions untilPowerOff(int harts, boolean monitored, ClockMode clock) {
    return new RunOptions(
        new GuestSource.Image(IMAGE),
        "",
        harts,
        MEMORY_BYTES,
        monitored,
        clock,
        Timing.REAL,
        7,
        true,
        false,
        Long.MAX_VALUE);
  }

  /** A run with words on the kernel's command line. */
  static RunOptions withWords(int harts, String words) {
    return new RunOptions(
        new GuestSource.Image(IMAGE),
        words,
        harts,
        MEMORY_BYTES,
        true,
        ClockMode.WALL,
        Timing.REAL,
        7,
        false,
        false,
        Long.MAX_VALUE);
  }
}
