package dev.sidestep.device.model.backend;

import dev.sidestep.base.EventScheduler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One direction of the network beyond the far end's socket, where frames are late, lost or overtake
 * each other. PAUSE works on the link alone, so nothing that happens here breaks it.
 */
final class FramePath {
  /** As much as one gigabit a second brings in 134 milliseconds. */
  private static final long CAPACITY_BYTES = 16L << 20;

  /** How long a frame that is to be overtaken waits for the one that does it. */
  private static final long HOLD_NANOS = 1_000_000;

  private record Flight(EthernetFrame frame, long dueAt) {}

  private final EventScheduler scheduler;
  private final EthernetCable.Settings settings;
  private final Dice dice;
  private final Consumer<byte[]> arrived;
  private final EventScheduler.Event arrival;
  private final EventScheduler.Event release;
  private final Deque<Flight> flights = new ArrayDeque<>();
  private byte @Nullable [] held;
  private long bytes;
  private long lost;
  private long overtaken;
  private long overflowed;

  FramePath(
      EventScheduler scheduler,
      EthernetCable.Settings settings,
      long seed,
      Consumer<byte[]> arrived) {
    this.scheduler = scheduler;
    this.settings = settings;
    this.dice = new Dice(seed);
    this.arrived = arrived;
    this.arrival = scheduler.newEvent(this::arrive);
    this.release = scheduler.newEvent(this::letGo);
  }

  /** False if one more frame might have to be thrown away. */
  boolean hasRoom() {
    return bytes < CAPACITY_BYTES;
  }

  /** Takes a frame in; without delay and chance it arrives before this returns. */
  void enter(byte[] frame) {
    if (dice.roll(settings.lossPerMillion())) {
      lost++;
    } else if (!hasRoom()) {
      overflowed++;
    } else if (held == null && dice.roll(settings.reorderPerMillion())) {
      overtaken++;
      held = frame;
      release.scheduleIn(HOLD_NANOS);
    } else {
      fly(frame);
      letGo();
    }
  }

  private void letGo() {
    byte[] late = held;
    release.cancel();
    held = null;
    if (late != null) {
      fly(late);
    }
  }

  private void fly(byte[] frame) {
    if (settings.delayNanos() == 0) {
      arrived.accept(frame);
      return;
    }
    flights.add(
        new Flight(EthernetFrame.of(frame), scheduler.clock().nanos() + settings.delayNanos()));
    bytes += frame.length;
    if (!arrival.isScheduled()) {
      awaitFirst();
    }
  }

  private void arrive() {
    Flight first = flights.remove();
    bytes -= first.frame().bytes().length;
    awaitFirst();
    arrived.accept(first.frame().bytes());
  }

  private void awaitFirst() {
    Flight first = flights.peek();
    if (first != null) {
      arrival.scheduleAt(first.dueAt());
    }
  }

  /** Throws away what is under way, and says how many frames that were. */
  int clear() {
    int count = flights.size() + (held == null ? 0 : 1);
    arrival.cancel();
    release.cancel();
    flights.clear();
    held = null;
    bytes = 0;
    return count;
  }

  long lost() {
    return lost;
  }

  long overtaken() {
    return overtaken;
  }

  long overflowed() {
    return overflowed;
  }

  /** A frame and when it arrives. */
  record Late(EthernetFrame frame, long arrivesInNanos) {}

  /**
   * What is under way.
   *
   * @param held the frame that is to be overtaken, and when it goes on all the same
   */
  record State(List<Late> flights, @Nullable Late held, long dice) {
    State {
      flights = List.copyOf(flights);
    }
  }

  State state() {
    List<Late> late = flights.stream().map(flight -> late(flight.frame(), flight.dueAt())).toList();
    byte[] waiting = held;
    return new State(
        late,
        waiting == null ? null : late(EthernetFrame.of(waiting), release.deadline()),
        dice.state());
  }

  private Late late(EthernetFrame frame, long dueAt) {
    return new Late(frame, Math.max(0, dueAt - scheduler.clock().nanos()));
  }

  void restore(State state) {
    clear();
    long now = scheduler.clock().nanos();
    for (Late late : state.flights()) {
      flights.add(new Flight(late.frame(), now + late.arrivesInNanos()));
      bytes += late.frame().bytes().length;
    }
    awaitFirst();
    Late waiting = state.held();
    if (waiting != null) {
      held = waiting.frame().bytes();
      release.scheduleAt(now + waiting.arrivesInNanos());
    }
    dice.restore(state.dice());
  }
}
