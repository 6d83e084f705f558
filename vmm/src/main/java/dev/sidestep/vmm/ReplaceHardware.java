package dev.sidestep.vmm;

import dev.sidestep.base.Failure;
import dev.sidestep.platform.Bracket;
import dev.sidestep.platform.GuestTimer;
import dev.sidestep.platform.MmioAccess;
import dev.sidestep.platform.Platform;
import dev.sidestep.platform.Verdict;
import java.util.concurrent.CompletableFuture;

/**
 * Replaces the hardware of an emulated device, and its driver, under the guest ([0044]). The guest
 * goes on meanwhile: its device only looks busy until everything on its way out has left and what
 * has come in is delivered. Then, in one bracket, the old hardware is let go, the new one comes and
 * is adopted, and is told what the guest has set. No time passes in between, and so nothing that
 * arrives is lost.
 */
final class ReplaceHardware<I extends HighLevelIo, S extends DeviceState> implements Protocol {
  private static final long POLL_NANOS = 20_000;

  private final DeviceSlot<I, S> slot;
  private final Platform platform;
  private final VmmDriver<I, S> next;
  private final Runnable exchange;
  private final CompletableFuture<String> outcome;
  private final GuestTimer limit;
  private final GuestTimer poll;
  private boolean asked;

  /**
   * A replacement.
   *
   * @param next the driver of the new hardware
   * @param exchange takes the old hardware away and puts the new one in its place, or does nothing
   *     and throws a {@link Failure}
   * @param outcome completed with why it was not done, or with nothing
   */
  ReplaceHardware(
      DeviceSlot<I, S> slot,
      VmmDriver<I, S> next,
      Runnable exchange,
      CompletableFuture<String> outcome) {
    this.slot = slot;
    this.platform = slot.platform();
    this.next = next;
    this.exchange = exchange;
    this.outcome = outcome;
    limit = platform.newTimer(this::limitPassed);
    poll = platform.newTimer(this::poll);
  }

  void start() {
    slot.virtual().showBusy(true);
    limit.arm(slot.policies().limits().quietNanos());
    poll();
  }

  private void poll() {
    slot.working(() -> {});
    if (!outcome.isDone()) {
      poll.arm(POLL_NANOS);
    }
  }

  @Override
  public void advance() {
    if (!asked && !outcome.isDone() && isReady()) {
      asked = true;
      slot.pauseInput(true);
      platform.bracket(this::replace);
    }
  }

  private boolean isReady() {
    return slot.virtual().isAtStart()
        && slot.driver().isDrained()
        && slot.driver().isSettled()
        && slot.virtual().isQuiet();
  }

  private void replace(Bracket bracket) {
    if (outcome.isDone()) {
      return;
    }
    if (!isReady() || !(slot.driver() instanceof ReplaceableDriver old)) {
      asked = false;
      slot.pauseInput(false);
      return;
    }
    old.detach();
    end(exchangeAndRebind());
  }

  /** Hardware that stays, because the exchange is refused, is adopted again. */
  private String exchangeAndRebind() {
    try {
      exchange.run();
    } catch (Failure refused) {
      slot.rebind(slot.driver());
      slot.pauseInput(false);
      return String.valueOf(refused.getMessage());
    }
    slot.rebind(next);
    return "";
  }

  private void limitPassed() {
    if (asked) {
      slot.pauseInput(false);
    }
    end(
        "The device was not quiet within %d us of guest time; its hardware was not replaced."
            .formatted(slot.policies().limits().quietNanos() / 1000));
  }

  private void end(String reason) {
    limit.disarm();
    poll.disarm();
    slot.virtual().showBusy(false);
    slot.endProtocol();
    outcome.complete(reason);
  }

  @Override
  public Verdict access(MmioAccess access, long offset) {
    return slot.emulate(access, offset);
  }

  @Override
  public void stray(boolean forwarded) {}

  @Override
  public void machineStopped() {
    end("The machine stopped before the device was quiet.");
  }
}
