package dev.sidestep.vmm;

import dev.sidestep.platform.AccessMode;
import dev.sidestep.platform.Bracket;
import dev.sidestep.platform.GuestTimer;
import dev.sidestep.platform.MmioAccess;
import dev.sidestep.platform.Owner;
import dev.sidestep.platform.Platform;
import dev.sidestep.platform.Verdict;
import dev.sidestep.vmm.SwitchReport.Outcome;

/**
 * Devirtualizes a device at run time ([0048], [0049]).
 *
 * <p>The waits of 710, 712 and 714 are conditions that each event at the device, and a timer, look
 * at again. When all hold, the bracket is asked for; inside it they are looked at once more,
 * because the guest ran on until then. The point of no return is the restoring of the mode in that
 * bracket: everything before can be undone, and nothing after can fail.
 *
 * @figure FIG. 7
 */
final class DevirtualizeDevice implements Protocol {
  /** How often conditions are looked at that no event announces. */
  private static final long POLL_NANOS = 50_000;

  private enum Phase {
    START_STATE,
    DRIVER_QUEUE,
    INTERRUPTS,
    BRACKET,
    PAUSED
  }

  private final DeviceSlot<?, ?> slot;
  private final Platform platform;
  private final SwitchRecord record;
  private final SwitchPolicies policies;
  private final BlockNewSequences block;
  private final GuestTimer limit;
  private final GuestTimer poll;
  private Phase phase = Phase.START_STATE;
  private boolean limitPassed;
  private int retries;

  DevirtualizeDevice(DeviceSlot<?, ?> slot, Switch handle, SwitchPolicies policies) {
    this.slot = slot;
    this.policies = policies;
    platform = slot.platform();
    record = new SwitchRecord(handle, platform.clock());
    block = new BlockNewSequences(slot, policies.blocking(), record);
    limit = platform.newTimer(this::limitPassed);
    poll = platform.newTimer(this::poll);
    retries = policies.corrective() instanceof CorrectivePolicy.Retry retry ? retry.times() : 0;
  }

  /**
   * The limit counts from here.
   *
   * @figure FIG. 7 (708)
   */
  void start() {
    record.step(708);
    limit.arm(policies.limits().quietNanos());
    slot.become(Custody.DRAINING);
    waitForStartState();
    advance();
    poll.arm(POLL_NANOS);
  }

  /**
   * No new sequence begins; the one under way ends.
   *
   * @figure FIG. 7 (710)
   */
  private void waitForStartState() {
    phase = Phase.START_STATE;
    record.step(710);
  }

  @Override
  public Verdict access(MmioAccess access, long offset) {
    return block.access(access, offset);
  }

  private void poll() {
    if (phase != Phase.BRACKET && phase != Phase.PAUSED) {
      slot.working(block::reconsider);
    }
    if (!record.hasEnded()) {
      poll.arm(POLL_NANOS);
    }
  }

  /**
   * Goes on as far as the conditions hold: nothing queued, then no interrupt expected.
   *
   * @figure FIG. 7 (712, 714)
   */
  @Override
  public void advance() {
    if (phase == Phase.START_STATE && slot.virtual().isAtStart()) {
      phase = Phase.DRIVER_QUEUE;
      record.step(712);
    }
    if (phase == Phase.DRIVER_QUEUE && slot.driver().isDrained()) {
      phase = Phase.INTERRUPTS;
      record.step(714);
    }
    if (phase == Phase.INTERRUPTS && isReady()) {
      askForBracket();
    }
  }

  /** All that must hold at the moment of the hand-over. */
  private boolean isReady() {
    return slot.virtual().isAtStart()
        && slot.driver().isDrained()
        && slot.driver().isSettled()
        && slot.virtual().isQuiet()
        && !slot.isInService();
  }

  private void askForBracket() {
    phase = Phase.BRACKET;
    slot.pauseInput(true);
    platform.bracket(this::disableInterrupts);
  }

  /**
   * Inside the bracket: interrupts are disabled (716).
   *
   * @figure FIG. 7 (716)
   */
  private void disableInterrupts(Bracket bracket) {
    if (record.hasEnded()) {
      return;
    }
    long began = platform.clock().nanos();
    record.step(716);
    boolean byReset =
        limitPassed && policies.corrective() instanceof CorrectivePolicy.ResetAndRestore;
    boolean handsBack = byReset || isReady();
    String lost = byReset ? String.join(", ", slot.virtual().owed()) : "";
    if (handsBack) {
      handBack(byReset);
    }
    record.blackout(bracket, began);
    if (handsBack) {
      end(byReset ? Outcome.DONE_BY_RESET : Outcome.DONE, byReset ? resetReason(lost) : "");
    } else {
      waitAgain();
    }
  }

  /**
   * The point of no return: from here to 722 nothing can fail.
   *
   * @figure FIG. 7 (718-722)
   */
  private void handBack(boolean byReset) {
    slot.release(byReset);
    platform.interrupts().redirect(slot.id(), Owner.GUEST);
    record.step(718);
    platform.accessMap().set(slot.id(), AccessMode.DIRECT);
    record.step(720);
    block.replay();
    slot.become(Custody.DIRECT);
    record.step(722);
  }

  private void waitAgain() {
    slot.pauseInput(false);
    waitForStartState();
    if (limitPassed) {
      correct();
    }
  }

  private void limitPassed() {
    limitPassed = true;
    if (phase == Phase.PAUSED) {
      tryAgain();
    } else if (phase != Phase.BRACKET) {
      correct();
    }
  }

  /** The start state was not reached in time ([0050]). */
  private void correct() {
    switch (policies.corrective()) {
      case CorrectivePolicy.Abort() -> abort();
      case CorrectivePolicy.ResetAndRestore() -> askForBracket();
      case CorrectivePolicy.Retry(int times, long pauseNanos) -> pause(pauseNanos);
    }
  }

  private void pause(long nanos) {
    if (retries == 0) {
      abort();
      return;
    }
    retries--;
    undo();
    phase = Phase.PAUSED;
    limit.arm(nanos);
  }

  private void tryAgain() {
    limitPassed = false;
    start();
  }

  private void abort() {
    String reason =
        "The device was not quiet within %d us of guest time: %s."
            .formatted(policies.limits().quietNanos() / 1000, whatIsMissing());
    undo();
    end(Outcome.UNDONE, reason);
  }

  /** Back to emulated custody; the guest finds everything as it left it. */
  private void undo() {
    slot.become(Custody.EMULATED);
    slot.pauseInput(false);
    block.undo();
  }

  private String whatIsMissing() {
    if (!slot.virtual().isAtStart()) {
      return "the guest is inside an I/O sequence";
    }
    if (!slot.driver().isDrained()) {
      return "the monitor's driver has I/O queued";
    }
    if (!slot.virtual().isQuiet()) {
      return "the guest has not consumed " + String.join(", ", slot.virtual().owed());
    }
    return slot.isInService()
        ? "the guest has not completed an interrupt of the device"
        : "the device has not completed its I/O";
  }

  private String resetReason(String lost) {
    return "The device was reset because it was not quiet within %d us of guest time%s."
        .formatted(policies.limits().quietNanos() / 1000, lost.isEmpty() ? "" : "; lost: " + lost);
  }

  @Override
  public void stray(boolean forwarded) {
    record.stray(forwarded);
  }

  @Override
  public void machineStopped() {
    end(Outcome.MACHINE_STOPPED, "The machine stopped before the device was quiet.");
  }

  private void end(Outcome outcome, String reason) {
    limit.disarm();
    poll.disarm();
    block.end();
    slot.endProtocol();
    record.end(outcome, reason, 0, block.replayed(), slot.carried());
  }
}
