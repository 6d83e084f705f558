package dev.sidestep.vmm;

import dev.sidestep.base.GuestClock;
import dev.sidestep.platform.Bracket;
import java.util.List;

/** What a protocol notes while it runs, and the end of it. */
final class SwitchRecord {
  private final Switch handle;
  private final GuestClock clock;
  private final ProtocolTrace trace;
  private long blackoutNanos;
  private long blackoutGuestNanos;
  private long strayForwarded;
  private long strayDropped;
  private boolean ended;

  SwitchRecord(Switch handle, GuestClock clock) {
    this.handle = handle;
    this.clock = clock;
    trace = new ProtocolTrace(clock);
  }

  void step(int numeral) {
    trace.record(numeral);
  }

  void stray(boolean forwarded) {
    if (forwarded) {
      strayForwarded++;
    } else {
      strayDropped++;
    }
  }

  boolean hasEnded() {
    return ended;
  }

  /** The guest could not run from then until now. */
  void blackout(long sinceNanos, long sinceGuestNanos) {
    blackoutNanos += System.nanoTime() - sinceNanos;
    blackoutGuestNanos += clock.nanos() - sinceGuestNanos;
  }

  /** The guest could not run in {@code bracket}, which {@code guestNanos} is the beginning of. */
  void blackout(Bracket bracket, long guestNanos) {
    blackout(bracket.stoppedSinceNanos(), guestNanos);
  }

  void end(
      SwitchReport.Outcome outcome,
      String reason,
      int sequences,
      int replayed,
      List<KnownField> fields) {
    ended = true;
    handle
        .report()
        .complete(
            new SwitchReport(
                handle.device(),
                handle.direction(),
                outcome,
                reason,
                trace.steps(),
                new SwitchReport.Figures(
                    blackoutNanos,
                    blackoutGuestNanos,
                    sequences,
                    strayForwarded,
                    strayDropped,
                    replayed),
                fields));
  }
}
