package dev.sidestep.vmm;

import dev.sidestep.platform.AccessMode;
import dev.sidestep.platform.Bracket;
import dev.sidestep.platform.GuestTimer;
import dev.sidestep.platform.MmioAccess;
import dev.sidestep.platform.Owner;
import dev.sidestep.platform.Platform;
import dev.sidestep.platform.Verdict;
import dev.sidestep.vmm.SwitchReport.Outcome;
import java.util.List;

/**
 * Commences virtualization of a device at run time ([0023]).
 *
 * <p>210, 212, 214 and 216 happen in one bracket. From then on accesses are let through and watched
 * (FIG. 4), and interrupts go to the guest by way of the monitor, until emulation commences (218)
 * between two exits. Everything before 218 can be undone.
 *
 * @figure FIG. 2
 */
final class VirtualizeDevice implements Protocol {
  /** How often a device that is being prepared is looked at without an access of the guest. */
  private static final long PREPARATION_NANOS = 5_000;

  private final DeviceSlot<?, ?> slot;
  private final Platform platform;
  private final SwitchRecord record;
  private final SwitchPolicies policies;
  private final FindSequenceBoundary boundary;
  private final GuestTimer limit;
  private final GuestTimer idle;
  private boolean preparing;
  private boolean undoing;

  VirtualizeDevice(DeviceSlot<?, ?> slot, Switch handle, SwitchPolicies policies) {
    this.slot = slot;
    this.policies = policies;
    platform = slot.platform();
    record = new SwitchRecord(handle, platform.clock());
    boundary = new FindSequenceBoundary(slot, record, sequencesToWatch());
    limit = platform.newTimer(this::boundaryNotFound);
    idle = platform.newTimer(this::deviceIsIdle);
  }

  /** A device that cannot itself tell is watched for one sequence at least. */
  private int sequencesToWatch() {
    int asked = policies.limits().sequences();
    return slot.driver().knowsSequenceState() ? asked : Math.max(1, asked);
  }

  void start() {
    platform.bracket(this::takeOver);
  }

  /**
   * Inside the bracket: interrupts are disabled.
   *
   * @figure FIG. 2 (210-216)
   */
  private void takeOver(Bracket bracket) {
    if (record.hasEnded()) {
      return;
    }
    long began = platform.clock().nanos();
    record.step(210);
    platform.interrupts().redirect(slot.id(), Owner.VMM);
    record.step(212);
    platform.accessMap().set(slot.id(), AccessMode.INTERCEPTED);
    record.step(214);
    slot.become(Custody.OBSERVED);
    record.step(216);
    record.blackout(bracket, began);
    lookForBoundary();
  }

  private void lookForBoundary() {
    boundary.begin();
    if (boundary.isFound() && boundary.deviceIsBetweenSequences()) {
      commence();
    } else {
      limit.arm(policies.limits().boundaryNanos());
      idle.arm(policies.limits().idleNanos());
    }
  }

  @Override
  public Verdict access(MmioAccess access, long offset) {
    boundary.observe(access, offset);
    return Verdict.COMPLETED;
  }

  @Override
  public void advance() {
    if (slot.custody() != Custody.OBSERVED || undoing) {
      return;
    }
    if (boundary.isFound() && boundary.seen() > 0 && boundary.isAtStart()) {
      commence();
    } else if (!boundary.isAtStart()) {
      idle.arm(policies.limits().idleNanos());
    }
  }

  /**
   * Nothing but neutral accesses has touched the device for a while: if it can tell that it is at a
   * boundary, it is.
   */
  private void deviceIsIdle() {
    if (slot.custody() == Custody.OBSERVED && !undoing && boundary.deviceIsBetweenSequences()) {
      commence();
    }
  }

  /**
   * From that point forth, the monitor emulates (218). A device that is not ready for it is looked
   * at again at each boundary, and when it is idle.
   *
   * @figure FIG. 2 (218)
   */
  private void commence() {
    preparing = true;
    if (!slot.driver().prepareAdoption()) {
      idle.arm(PREPARATION_NANOS);
      return;
    }
    String objection = slot.driver().objection(policies.mode());
    if (!objection.isEmpty()) {
      undo(objection);
      return;
    }
    record.step(218);
    end(Outcome.DONE, "");
  }

  private void boundaryNotFound() {
    undo(
        "No boundary between two I/O sequences was seen within %d us of guest time."
            .formatted(policies.limits().boundaryNanos() / 1000));
  }

  /** Hands the device back as it is: nothing has been kept from the guest. */
  void undo(String reason) {
    if (slot.custody() == Custody.OBSERVED && !undoing) {
      undoing = true;
      if (preparing) {
        slot.working(slot.driver()::cancelAdoption);
      }
      platform.bracket(bracket -> handBack(bracket, reason));
    }
  }

  private void handBack(Bracket bracket, String reason) {
    if (record.hasEnded()) {
      return;
    }
    long began = platform.clock().nanos();
    record.step(716);
    platform.interrupts().redirect(slot.id(), Owner.GUEST);
    record.step(718);
    platform.accessMap().set(slot.id(), AccessMode.DIRECT);
    record.step(720);
    slot.become(Custody.DIRECT);
    record.step(722);
    record.blackout(bracket, began);
    end(Outcome.UNDONE, reason);
  }

  @Override
  public void stray(boolean forwarded) {
    record.stray(forwarded);
  }

  @Override
  public void machineStopped() {
    end(Outcome.MACHINE_STOPPED, "The machine stopped before a boundary was found.");
  }

  private void end(Outcome outcome, String reason) {
    limit.disarm();
    idle.disarm();
    slot.endProtocol();
    if (outcome == Outcome.DONE) {
      slot.adopt();
    }
    record.end(
        outcome, reason, boundary.seen(), 0, outcome == Outcome.DONE ? slot.carried() : List.of());
  }
}
