package dev.sidestep.riscv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.base.Failure;
import dev.sidestep.base.InterruptLine;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClintTest {
  private static final int NANOS_PER_TICK = 100;

  private long now = 1_000;
  private final EventScheduler scheduler = new EventScheduler(() -> now);
  private final Board board = new Board();
  private final Clint clint = board.newClint();

  /** The harts' end of the wires. */
  private final class Board implements Clint.Wires {
    final boolean[] msip = new boolean[2];
    final boolean[] mtip = new boolean[2];

    Clint newClint() {
      return new Clint(2, this, () -> now / NANOS_PER_TICK, NANOS_PER_TICK, scheduler);
    }

    @Override
    public InterruptLine msip(int hart) {
      return asserted -> msip[hart] = asserted;
    }

    @Override
    public InterruptLine mtip(int hart) {
      return asserted -> mtip[hart] = asserted;
    }
  }

  private void advanceTo(long nanos) {
    now = nanos;
    scheduler.runDue(now);
  }

  @Test
  void msipDrivesTheWireOfItsHart() {
    clint.write(Clint.msipOffset(1), 4, -1);
    assertThat(board.msip).containsExactly(false, true);
    assertThat(clint.read(Clint.msipOffset(1), 4)).isEqualTo(1);
    clint.write(Clint.msipOffset(1), 4, 2);
    assertThat(board.msip).containsExactly(false, false);
  }

  @Test
  void aDoubleWordReachesTwoHarts() {
    clint.write(Clint.msipOffset(0), 8, (1L << 32) | 1);
    assertThat(board.msip).containsExactly(true, true);
    assertThat(clint.read(Clint.msipOffset(0), 8)).isEqualTo((1L << 32) | 1);
  }

  @Test
  void theTimerFiresWhenMtimeReachesMtimecmpAndNotBefore() {
    clint.write(Clint.mtimecmpOffset(1), 8, 50);
    advanceTo(4_999);
    assertThat(board.mtip).containsExactly(false, false);
    advanceTo(5_000);
    assertThat(board.mtip).containsExactly(false, true);
  }

  @Test
  void aLaterMtimecmpTakesTheInterruptBack() {
    clint.write(Clint.mtimecmpOffset(0), 8, 10);
    assertThat(board.mtip[0]).isTrue();
    clint.write(Clint.mtimecmpOffset(0), 8, 20);
    assertThat(board.mtip[0]).isFalse();
    advanceTo(2_000);
    assertThat(board.mtip[0]).isTrue();
  }

  @Test
  void halvesCanBeWrittenAloneAndReadAlone() {
    clint.write(Clint.mtimecmpOffset(0), 4, -1);
    clint.write(Clint.mtimecmpOffset(0) + 4, 4, 0);
    clint.write(Clint.mtimecmpOffset(0), 4, 0x30);
    assertThat(clint.read(Clint.mtimecmpOffset(0), 8)).isEqualTo(0x30);
    assertThat(scheduler.nextDeadline()).isEqualTo(0x30 * NANOS_PER_TICK);
    clint.write(Clint.mtimecmpOffset(0) + 4, 4, 5);
    assertThat(clint.read(Clint.mtimecmpOffset(0) + 4, 4)).isEqualTo(5);
  }

  @Test
  void mtimeCountsTicksAndCanBeWritten() {
    assertThat(clint.read(Clint.mtimeOffset(), 8)).isEqualTo(10);
    clint.write(Clint.mtimecmpOffset(0), 8, 1_000);
    clint.write(Clint.mtimeOffset(), 8, 990);
    assertThat(board.mtip[0]).isFalse();
    advanceTo(now + 10 * NANOS_PER_TICK);
    assertThat(clint.mtime()).isEqualTo(1_000);
    assertThat(board.mtip[0]).isTrue();
  }

  @Test
  void comparisonIsUnsigned() {
    clint.write(Clint.mtimecmpOffset(0), 8, Long.MIN_VALUE);
    assertThat(board.mtip[0]).isFalse();
    clint.write(Clint.mtimeOffset(), 8, -2L);
    assertThat(board.mtip[0]).isTrue();
  }

  @Test
  void neverIsNotScheduled() {
    clint.write(Clint.mtimecmpOffset(0), 8, -1);
    assertThat(scheduler.nextDeadline()).isEqualTo(EventScheduler.NEVER);
  }

  @Test
  void otherWidthsAndOffsetsReadZeroAndWriteNothing() {
    clint.write(Clint.msipOffset(0), 1, 1);
    clint.write(Clint.mtimecmpOffset(0) + 4, 8, 0);
    clint.write(Clint.mtimecmpOffset(2), 8, 0);
    assertThat(board.msip).containsOnly(false);
    assertThat(board.mtip).containsOnly(false);
    assertThat(clint.read(Clint.mtimecmpOffset(0), 2)).isZero();
    assertThat(clint.read(Clint.mtimecmpOffset(2), 8)).isZero();
    assertThat(clint.read(Clint.SIZE_BYTES, 8)).isZero();
  }

  @Test
  void stateContinuesAtTheSavedTime() {
    clint.write(Clint.msipOffset(0), 4, 1);
    clint.write(Clint.mtimecmpOffset(1), 8, 50);
    ClintState state = clint.state();
    clint.write(Clint.msipOffset(0), 4, 0);
    clint.write(Clint.mtimecmpOffset(1), 8, -1);

    now = 900_000;
    Clint copy = board.newClint();
    copy.restore(state);
    assertThat(copy.state()).isEqualTo(state);
    assertThat(board.msip).containsExactly(true, false);
    assertThat(board.mtip).containsExactly(false, false);
    advanceTo(now + 40 * NANOS_PER_TICK);
    assertThat(board.mtip).containsExactly(false, true);
  }

  @Test
  void aStateOfAnotherShapeIsRefused() {
    ClintState other = new ClintState(0, java.util.List.of());
    assertThatThrownBy(() -> clint.restore(other)).isInstanceOf(Failure.class);
  }

  @Test
  void anyScriptLeavesTheTimerWireRight() {
    Random random = new Random(11);
    for (int step = 0; step < 20_000; step++) {
      long offset =
          switch (random.nextInt(4)) {
            case 0 -> random.nextLong() >>> random.nextInt(64);
            case 1 -> Clint.mtimeOffset() + 4L * random.nextInt(2);
            default -> Clint.mtimecmpOffset(0) + 4L * random.nextInt(4);
          };
      int width = 1 << random.nextInt(4);
      clint.write(offset, width, random.nextLong() >>> random.nextInt(64));
      clint.read(offset, width);
      advanceTo(now + random.nextInt(300));
      assertTimerWires();
    }
  }

  /** Ticks that ended within the current tick of an event may be one tick late. */
  private void assertTimerWires() {
    for (int hart = 0; hart < 2; hart++) {
      long mtimecmp = clint.read(Clint.mtimecmpOffset(hart), 8);
      boolean reached = Long.compareUnsigned(clint.mtime(), mtimecmp) >= 0;
      boolean justReached = clint.mtime() == mtimecmp;
      assertThat(board.mtip[hart] == reached || justReached).isTrue();
    }
  }
}
