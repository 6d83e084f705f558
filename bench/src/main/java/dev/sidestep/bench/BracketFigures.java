package dev.sidestep.bench;

import static dev.sidestep.testkit.asm.Reg.*;

import dev.sidestep.bench.Figure.Direction;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.platform.Platform;
import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.guest.Board;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long it takes until a running vCPU has stopped for a bracket: from the request, with the lock
 * held, to the action. The guest is in a loop that has been compiled, if anything is.
 */
final class BracketFigures {
  private static final int WARM_UPS = 2_000;
  private static final int ROUNDS = 5_000;

  /** Far from the loop's own page. */
  private static final long WORK_OFFSET = 0x10_0000;

  /** Until the loop is hot, compiled, and compiled again by the host. */
  private static final long WARM_UP_MILLIS = 3_000;

  /** Brackets at random points of a quantum, not in step with it. */
  private static final long PAUSE_NANOS = 57_000;

  List<Figure> measure() throws InterruptedException {
    List<Double> micros = new ArrayList<>();
    try (SoftMachine machine =
        new SoftMachine(
            BareGuest.boot(loop()),
            Custody.DIRECT,
            ClockMode.WALL,
            new TextWatch("never written"))) {
      machine.machine().start();
      Thread.sleep(WARM_UP_MILLIS);
      Platform platform = machine.machine().platform();
      for (int i = 0; i < WARM_UPS + ROUNDS; i++) {
        double taken = round(platform);
        if (i >= WARM_UPS) {
          micros.add(taken);
        }
      }
      machine.machine().stop();
      machine.machine().awaitStop();
    }
    Blackouts all = Blackouts.of(micros);
    return List.of(
        figure("median", all.p50()),
        figure("99th percentile", all.p99()),
        figure("max", all.max()));
  }

  /** A loop for ever: loads, stores and additions. */
  private static byte[] loop() {
    return Assembler.at(Board.IMAGE)
        .li(S1, Board.IMAGE + WORK_OFFSET)
        .label("again")
        .ld(T0, 0, S1)
        .addi(T0, T0, 1)
        .sd(T0, 0, S1)
        .addi(T1, T1, 1)
        .j("again")
        .assemble();
  }

  private static double round(Platform platform) throws InterruptedException {
    AtomicLong nanos = new AtomicLong();
    CountDownLatch done = new CountDownLatch(1);
    platform.execute(() -> {
      long asked = System.nanoTime();
      platform.bracket(_ -> {
        nanos.set(System.nanoTime() - asked);
        done.countDown();
      });
    });
    done.await();
    long until = System.nanoTime() + PAUSE_NANOS;
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    return nanos.get() / 1e3;
  }

  private static Figure figure(String which, double micros) {
    return Figure.alone(
        "A bracket reached by a running vCPU, " + which, "us", Direction.LESS, micros, ROUNDS);
  }
}
