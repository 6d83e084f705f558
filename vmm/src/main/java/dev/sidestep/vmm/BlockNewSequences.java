package dev.sidestep.vmm;

import dev.sidestep.platform.MmioAccess;
import dev.sidestep.platform.Verdict;

/**
 * Keeps the guest from beginning a new I/O sequence, by the chosen {@link BlockingPolicy} ([0048]).
 *
 * @figure FIG. 7 (710)
 */
final class BlockNewSequences {
  private final DeviceSlot<?, ?> slot;
  private final BlockingPolicy policy;
  private final SwitchRecord record;
  private final AccessLog log = new AccessLog();
  private boolean holding;
  private long heldSinceNanos;
  private long heldSinceGuestNanos;
  private int replayed;

  BlockNewSequences(DeviceSlot<?, ?> slot, BlockingPolicy policy, SwitchRecord record) {
    this.slot = slot;
    this.policy = policy;
    this.record = record;
  }

  Verdict access(MmioAccess access, long offset) {
    return switch (policy) {
      case BlockingPolicy.Busy() -> answerBusy(access, offset);
      case BlockingPolicy.HoldGuest() ->
          mustHold(access, offset) ? hold() : slot.emulate(access, offset);
      case BlockingPolicy.LogAndReplay() ->
          access.isStore() ? store(access, offset) : load(access, offset);
    };
  }

  private Verdict answerBusy(MmioAccess access, long offset) {
    slot.virtual().showBusy(mayBlock());
    return slot.emulate(access, offset);
  }

  private boolean mustHold(MmioAccess access, long offset) {
    return slot.virtual().beginsSequence(access, offset) && mayBlock();
  }

  /**
   * A guest that still has something to consume, or an interrupt to complete, might wait for the
   * device before it does so.
   */
  private boolean mayBlock() {
    return slot.virtual().isQuiet() && !slot.isInService();
  }

  /**
   * Is busy no longer if the guest, which waits without touching the device, must not be blocked.
   */
  void reconsider() {
    if (policy instanceof BlockingPolicy.Busy && !mayBlock()) {
      slot.virtual().showBusy(false);
    }
  }

  private Verdict hold() {
    if (!holding) {
      holding = true;
      heldSinceNanos = System.nanoTime();
      heldSinceGuestNanos = slot.platform().clock().nanos();
      // A held guest consumes nothing.
      slot.pauseInput(true);
    }
    return Verdict.HOLD;
  }

  private Verdict store(MmioAccess access, long offset) {
    if (!slot.virtual().isAtStart()) {
      return slot.emulate(access, offset);
    }
    if (slot.virtual().log(access, offset)) {
      log.add(access, offset);
      return Verdict.COMPLETED;
    }
    performLog();
    return slot.emulate(access, offset);
  }

  private Verdict load(MmioAccess access, long offset) {
    if (log.contains(offset) && slot.virtual().readsBack(offset)) {
      access.answer(log.last(offset));
      return Verdict.COMPLETED;
    }
    return slot.emulate(access, offset);
  }

  /** Does what was logged, in order, as emulated I/O. */
  private void performLog() {
    slot.virtual().showBusy(false);
    log.replayTo(access -> slot.emulate(access, access.offset()));
  }

  /** Gives the hardware, which the guest owns again, what was logged. */
  void replay() {
    replayed += log.replayTo(slot.physical().registers());
  }

  int replayed() {
    return replayed;
  }

  /** The device stays emulated. */
  void undo() {
    slot.virtual().showBusy(false);
    slot.working(this::performLog);
    end();
  }

  /** Lets a held guest go on. */
  void end() {
    if (holding) {
      holding = false;
      record.blackout(heldSinceNanos, heldSinceGuestNanos);
      slot.platform().release();
    }
  }
}
