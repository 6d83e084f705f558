package dev.sidestep.platform.soft;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.base.RegisterWindow;

/**
 * A chip's registers as harts reach them: what was due before the access has happened when the chip
 * sees it. Otherwise a driver that polls would see a chip that stands still until the hart's next
 * look at the timers. Lock held.
 */
final class TimelyWindow implements RegisterWindow {
  private final EventScheduler scheduler;
  private final RegisterWindow chip;

  TimelyWindow(EventScheduler scheduler, RegisterWindow chip) {
    this.scheduler = scheduler;
    this.chip = chip;
  }

  /** Runs what is due. The clock is read only if anything is scheduled at all. */
  static void runDue(EventScheduler scheduler) {
    if (scheduler.nextDeadline() != EventScheduler.NEVER) {
      scheduler.runDue(scheduler.clock().nanos());
    }
  }

  @Override
  public long read(long offset, int width) {
    runDue(scheduler);
    return chip.read(offset, width);
  }

  @Override
  public void write(long offset, int width, long value) {
    runDue(scheduler);
    chip.write(offset, width, value);
  }
}
