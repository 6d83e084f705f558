package dev.sidestep.riscv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.base.Failure;
import dev.sidestep.base.InterruptLine;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlicTest {
  private static final int MACHINE = Plic.machineContext(0);
  private static final int SUPERVISOR = Plic.supervisorContext(0);

  private final boolean[] notified = new boolean[4];
  private final Plic plic = newPlic(100, notified);

  private static Plic newPlic(int sources, boolean[] notified) {
    return new Plic(
        sources,
        IntStream.range(0, notified.length)
            .<InterruptLine>mapToObj(context -> asserted -> notified[context] = asserted)
            .toList());
  }

  private void write(long offset, int value) {
    plic.write(offset, 4, value);
  }

  private void enable(int context, int id, int priority) {
    long offset = Plic.enableOffset(context, id);
    write(offset, (int) plic.read(offset, 4) | (1 << (id % 32)));
    write(Plic.priorityOffset(id), priority);
  }

  private int claim(int context) {
    return (int) plic.read(Plic.claimOffset(context), 4);
  }

  private void complete(int context, int id) {
    write(Plic.claimOffset(context), id);
  }

  private boolean isPending(int id) {
    return ((plic.read(Plic.pendingOffset(id), 4) >>> (id % 32)) & 1) != 0;
  }

  @Test
  void anEnabledSourceNotifiesItsContextOnly() {
    enable(SUPERVISOR, 10, 1);
    plic.source(10).set(true);
    assertThat(notified).containsExactly(false, true, false, false);
  }

  @Test
  void redirectionMovesTheNotificationToTheOtherContext() {
    enable(SUPERVISOR, 10, 1);
    plic.source(10).set(true);
    write(Plic.enableOffset(SUPERVISOR, 10), 0);
    enable(MACHINE, 10, 1);
    assertThat(notified).containsExactly(true, false, false, false);
  }

  @Test
  void aDisabledSourceIsPendingButNotifiesNobody() {
    plic.source(40).set(true);
    assertThat(isPending(40)).isTrue();
    assertThat(notified).containsOnly(false);
    assertThat(claim(MACHINE)).isZero();
  }

  @Test
  void claimTakesTheHighestPriorityAndAmongEqualsTheLowestId() {
    enable(SUPERVISOR, 90, 5);
    enable(SUPERVISOR, 70, 5);
    enable(SUPERVISOR, 3, 2);
    for (int id : new int[] {3, 70, 90}) {
      plic.source(id).set(true);
    }
    assertThat(List.of(claim(SUPERVISOR), claim(SUPERVISOR), claim(SUPERVISOR), claim(SUPERVISOR)))
        .containsExactly(70, 90, 3, 0);
    assertThat(notified).containsOnly(false);
  }

  @Test
  void aClaimedLevelDoesNotPendAgainUntilItIsCompleted() {
    enable(SUPERVISOR, 10, 1);
    plic.source(10).set(true);
    assertThat(claim(SUPERVISOR)).isEqualTo(10);
    plic.source(10).set(false);
    plic.source(10).set(true);
    assertThat(isPending(10)).isFalse();
    complete(SUPERVISOR, 10);
    assertThat(isPending(10)).isTrue();
    assertThat(notified[SUPERVISOR]).isTrue();
  }

  @Test
  void completionOfALevelThatFellLeavesNothing() {
    enable(SUPERVISOR, 10, 1);
    plic.source(10).set(true);
    assertThat(claim(SUPERVISOR)).isEqualTo(10);
    plic.source(10).set(false);
    complete(SUPERVISOR, 10);
    assertThat(claim(SUPERVISOR)).isZero();
  }

  @Test
  void aRequestIsNotRetractedWhenTheLevelFalls() {
    enable(SUPERVISOR, 10, 1);
    plic.source(10).set(true);
    plic.source(10).set(false);
    assertThat(notified[SUPERVISOR]).isTrue();
    assertThat(claim(SUPERVISOR)).isEqualTo(10);
  }

  @Test
  void completionByAContextWithoutTheEnableIsIgnored() {
    enable(SUPERVISOR, 10, 1);
    plic.source(10).set(true);
    assertThat(claim(SUPERVISOR)).isEqualTo(10);
    complete(MACHINE, 10);
    assertThat(isPending(10)).isFalse();
    enable(MACHINE, 10, 1);
    complete(MACHINE, 10);
    assertThat(isPending(10)).isTrue();
  }

  @Test
  void completionOfARequestThatStillPendsDoesNotDoubleIt() {
    enable(SUPERVISOR, 10, 1);
    plic.source(10).set(true);
    complete(SUPERVISOR, 10);
    assertThat(claim(SUPERVISOR)).isEqualTo(10);
    assertThat(claim(SUPERVISOR)).isZero();
  }

  @Test
  void priorityZeroNeverInterruptsAndIsNeverClaimed() {
    enable(SUPERVISOR, 10, 0);
    plic.source(10).set(true);
    assertThat(notified[SUPERVISOR]).isFalse();
    assertThat(claim(SUPERVISOR)).isZero();
    assertThat(isPending(10)).isTrue();
  }

  @Test
  void theThresholdMasksNotificationsButNotClaims() {
    enable(SUPERVISOR, 10, 3);
    plic.source(10).set(true);
    write(Plic.thresholdOffset(SUPERVISOR), 3);
    assertThat(notified[SUPERVISOR]).isFalse();
    write(Plic.thresholdOffset(SUPERVISOR), 2);
    assertThat(notified[SUPERVISOR]).isTrue();
    write(Plic.thresholdOffset(SUPERVISOR), 7);
    assertThat(claim(SUPERVISOR)).isEqualTo(10);
  }

  @Test
  void registersKeepOnlyTheBitsThatExist() {
    write(Plic.priorityOffset(1), -1);
    write(Plic.priorityOffset(0), -1);
    write(Plic.priorityOffset(101), -1);
    write(Plic.thresholdOffset(MACHINE), -1);
    for (int id = 0; id < 160; id += 32) {
      write(Plic.enableOffset(MACHINE, id), -1);
      write(Plic.pendingOffset(id), -1);
    }
    assertThat(plic.read(Plic.priorityOffset(1), 4)).isEqualTo(7);
    assertThat(plic.read(Plic.priorityOffset(0), 4)).isZero();
    assertThat(plic.read(Plic.priorityOffset(101), 4)).isZero();
    assertThat(plic.read(Plic.thresholdOffset(MACHINE), 4)).isEqualTo(7);
    assertThat(IntStream.range(0, 5).mapToLong(w -> plic.read(0x2000 + 4 * w, 4)))
        .containsExactly(0xffff_fffeL, 0xffff_ffffL, 0xffff_ffffL, 0x1fL, 0L);
    assertThat(IntStream.range(0, 5).mapToLong(w -> plic.read(0x1000 + 4 * w, 4))).containsOnly(0L);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 31, 32, 63, 64, 127})
  void everySizeEnablesExactlyItsSources(int sources) {
    Plic other = newPlic(sources, new boolean[2]);
    int enabled = 0;
    for (int id = 0; id < 128; id += 32) {
      other.write(Plic.enableOffset(0, id), 4, -1);
      enabled += Long.bitCount(other.read(Plic.enableOffset(0, id), 4));
    }
    assertThat(enabled).isEqualTo(sources);
    other.write(Plic.priorityOffset(sources), 4, 1);
    other.source(sources).set(true);
    assertThat(other.read(Plic.claimOffset(0), 4)).isEqualTo(sources);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void otherWidthsReadZeroAndWriteNothing(int width) {
    enable(SUPERVISOR, 10, 1);
    plic.source(10).set(true);
    assertThat(plic.read(Plic.claimOffset(SUPERVISOR), width)).isZero();
    plic.write(Plic.priorityOffset(10), width, 0);
    assertThat(plic.read(Plic.priorityOffset(10), 4)).isEqualTo(1);
    assertThat(isPending(10)).isTrue();
  }

  @Test
  void sourcesThatDoNotExistAreAnError() {
    assertThatThrownBy(() -> plic.source(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> plic.source(101)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Plic(128, List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anyScriptKeepsTheInvariantsAndAnyStateContinuesAlike() {
    Random random = new Random(7);
    boolean[] copyNotified = new boolean[4];
    Plic copy = newPlic(100, copyNotified);
    for (int step = 0; step < 20_000; step++) {
      if (step % 500 == 0) {
        copy.restore(plic.state());
        assertThat(copyNotified).isEqualTo(notified);
      }
      randomStep(random.nextLong(), copy);
      assertThat(copyNotified).isEqualTo(notified);
    }
    assertThat(copy.state()).isEqualTo(plic.state());
  }

  private void randomStep(long seed, Plic copy) {
    Random random = new Random(seed);
    if (random.nextInt(4) == 0) {
      int id = 1 + random.nextInt(100);
      boolean level = random.nextBoolean();
      plic.source(id).set(level);
      copy.source(id).set(level);
      return;
    }
    long offset = randomOffset(random);
    int width = random.nextInt(8) == 0 ? 1 << random.nextInt(4) : 4;
    if (random.nextBoolean()) {
      assertThat(copy.read(offset, width)).isEqualTo(plic.read(offset, width));
    } else {
      long value = random.nextBoolean() ? random.nextInt(128) : random.nextLong();
      plic.write(offset, width, value);
      copy.write(offset, width, value);
    }
  }

  private static long randomOffset(Random random) {
    int context = random.nextInt(5);
    int id = random.nextInt(128);
    return switch (random.nextInt(7)) {
      case 0 -> Plic.priorityOffset(id);
      case 1 -> Plic.pendingOffset(id);
      case 2 -> Plic.enableOffset(context, id);
      case 3 -> Plic.thresholdOffset(context);
      case 4, 5 -> Plic.claimOffset(context);
      default -> random.nextLong() >>> random.nextInt(64);
    };
  }

  @Test
  void aStateOfAnotherShapeIsRefused() {
    PlicState other = newPlic(99, new boolean[4]).state();
    assertThatThrownBy(() -> plic.restore(other))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> assertThat(failure.reason()).isEqualTo(Failure.Reason.BAD_INPUT));
    assertThatThrownBy(() -> new PlicState.Context(1, 0, 0)).isInstanceOf(Failure.class);
    assertThatThrownBy(() -> new PlicState.Context(0, 0, 8)).isInstanceOf(Failure.class);
    assertThatThrownBy(() -> new PlicState.Source(1, true, true, true)).isInstanceOf(Failure.class);
  }

  @Test
  void aStateThatEnablesAMissingSourceIsRefusedWithoutEffect() {
    PlicState good = plic.state();
    PlicState bad =
        new PlicState(
            good.sources(),
            List.of(
                new PlicState.Context(2, 0, 0),
                new PlicState.Context(0, 1L << 60, 0),
                good.contexts().get(2),
                good.contexts().get(3)));
    assertThatThrownBy(() -> plic.restore(bad)).isInstanceOf(Failure.class);
    assertThat(plic.state()).isEqualTo(good);
  }
}
