package dev.sidestep.bench;

import dev.sidestep.base.Failure;
import dev.sidestep.bench.AccessLoop.Access;
import dev.sidestep.bench.AccessLoop.End;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.platform.MachineCounters;
import dev.sidestep.platform.SerialPeer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A running machine under the host's clock whose guest does the same access for ever, and writes a
 * character after every so many of them. JMH's thread waits for the characters.
 */
@State(Scope.Benchmark)
public abstract class AccessGuest {
  /** Accesses of the device from one character to the next, which takes 0.1 ms to send. */
  static final int DEVICE_TURN = 1 << 22;

  /** The same for what is so much faster. */
  static final int FAST_TURN = 1 << 26;

  private static final long PATIENCE_SECONDS = 60;

  /** Whether hot guest code is compiled; set by JMH. */
  @Param({"true", "false"})
  public boolean translator = true;

  private final Access access;
  private final int turn;
  private final Turns turns = new Turns();
  private @Nullable SoftMachine machine;

  AccessGuest(Access access) {
    this.access = access;
    turn = access.isOfTheDevice() ? DEVICE_TURN : FAST_TURN;
  }

  /** Who has the serial port. */
  abstract Custody custody();

  /** Counts the guest's turns. */
  private static final class Turns implements SerialPeer {
    private final Semaphore unseen = new Semaphore(0);
    private final AtomicLong all = new AtomicLong();

    @Override
    public void accept(int character) {
      all.incrementAndGet();
      unseen.release();
    }

    @Override
    public int next() {
      return -1;
    }
  }

  /** Powers the machine on. */
  @Setup(Level.Trial)
  public void start() {
    byte[] code = new AccessLoop(access, turn, End.CHARACTER_AND_AGAIN).assemble();
    SoftMachine started = SoftMachine.of(code, custody(), ClockMode.WALL, translator, turns);
    machine = started;
    started.machine().start();
  }

  /**
   * Waits for the end of the turn that the guest is in, so that each iteration begins with a whole
   * one.
   *
   * @throws InterruptedException if the caller is to end
   */
  @Setup(Level.Iteration)
  public void begin() throws InterruptedException {
    turns.unseen.drainPermits();
    turn();
  }

  /** Waits for the end of another turn. */
  void turn() throws InterruptedException {
    if (!turns.unseen.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new Failure(
          Failure.Reason.BROKEN_PROMISE,
          "The guest of a benchmark has not come around its loop for %d s; run it alone."
              .formatted(PATIENCE_SECONDS));
    }
  }

  /**
   * Powers it off.
   *
   * @throws InterruptedException if the caller is to end
   * @throws Failure BROKEN_PROMISE if not every access, or any, was trapped, as the custody has it
   */
  @TearDown(Level.Trial)
  public void stop() throws InterruptedException {
    check(powerOff(), turns.all.get());
  }

  /** What it has done until then. */
  MachineCounters powerOff() throws InterruptedException {
    try (SoftMachine stopped = machine) {
      if (stopped == null) {
        throw new IllegalStateException("It was not started");
      }
      stopped.machine().stop();
      stopped.machine().awaitStop();
      return stopped.counters();
    }
  }

  /** Fails if the guest cannot have done that in so many turns and a part of another. */
  void check(MachineCounters counters, long ended) {
    boolean isEmulated = custody() == Custody.EMULATED;
    long there = isEmulated ? counters.exits() : counters.deviceAccesses();
    long elsewhere = isEmulated ? counters.deviceAccesses() : counters.exits();
    long expected = access.isOfTheDevice() ? turn + 1L : 1;
    if (elsewhere != 0 || there < ended * expected || there > (ended + 2) * expected) {
      throw new Failure(
          Failure.Reason.BROKEN_PROMISE,
          "After %d turns of %d accesses with the port %s there were %s; that is a fault."
              .formatted(ended, expected, custody().word(), counters));
    }
  }
}
