package dev.sidestep.device.model.backend;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.base.Failure;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One direction of a cable: carries one frame at a time, bit after bit. */
final class FrameWire {
  /** Stands for a frame that the receiver cannot use. */
  static final byte[] NOISE = new byte[0];

  private final EventScheduler scheduler;
  private final EthernetCable.Settings settings;
  private final Consumer<byte[]> carried;
  private final EventScheduler.Event end;
  private byte @Nullable [] frame;
  private long busyUntil;
  private boolean isFollowing;

  /** A wire that gives each frame to {@code carried} when its last bit and the gap are through. */
  FrameWire(EventScheduler scheduler, EthernetCable.Settings settings, Consumer<byte[]> carried) {
    this.scheduler = scheduler;
    this.settings = settings;
    this.carried = carried;
    this.end = scheduler.newEvent(this::finish);
  }

  boolean isIdle() {
    return frame == null;
  }

  /**
   * Begins to carry a frame of {@code bytes} on the wire. A frame that follows at once begins when
   * the one before ended, within limits, even if the machine was late to look at its events.
   */
  void begin(byte[] next, int bytes) {
    long now = scheduler.clock().nanos();
    long start = isFollowing ? Math.max(busyUntil, now - settings.timing().catchUpNanos()) : now;
    frame = next;
    busyUntil = start + settings.wireNanos(bytes);
    end.scheduleAt(busyUntil);
  }

  /** What is on the wire ends as noise, at the same time; true if it was of use until now. */
  boolean spoil() {
    byte[] before = frame;
    if (before == null || before.length == 0) {
      return false;
    }
    frame = NOISE;
    return true;
  }

  /** What is on the wire never arrives; true if it would have been of use. */
  boolean cut() {
    boolean useful = frame != null && frame.length > 0;
    frame = null;
    end.cancel();
    return useful;
  }

  private void finish() {
    byte[] whole = frame;
    frame = null;
    if (whole != null) {
      isFollowing = true;
      carried.accept(whole);
      isFollowing = false;
    }
  }

  /**
   * What a wire carries.
   *
   * @param frame null if the wire is idle
   * @param endsInNanos until its end
   */
  record State(@Nullable EthernetFrame frame, long endsInNanos) {
    State {
      if (endsInNanos < 0) {
        throw new Failure(
            Failure.Reason.BAD_INPUT,
            "The saved state of a network cable has a frame that ends in the past; the snapshot is"
                + " damaged, take it again.");
      }
    }
  }

  State state() {
    byte[] now = frame;
    return now == null
        ? new State(null, 0)
        : new State(EthernetFrame.of(now), Math.max(0, busyUntil - scheduler.clock().nanos()));
  }

  void restore(State state) {
    end.cancel();
    EthernetFrame saved = state.frame();
    frame = saved == null ? null : saved.bytes();
    busyUntil = scheduler.clock().nanos() + state.endsInNanos();
    if (saved != null) {
      end.scheduleAt(busyUntil);
    }
  }
}
