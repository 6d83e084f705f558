package dev.sidestep.platform.soft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.platform.InterruptHandler.Disposition;
import dev.sidestep.platform.Owner;
import dev.sidestep.riscv.Plic;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One source, moved between guest and monitor at every point of an interrupt's life. */
class SoftInterruptRouterTest {
  private static final int SOURCE = AddressMap.UART0_SOURCE;
  private static final long PRIORITY = AddressMap.PLIC + Plic.priorityOffset(SOURCE);
  private static final long CLAIM = AddressMap.PLIC + Plic.claimOffset(Plic.supervisorContext(0));

  private final Bench bench = Bench.monitored(2);

  @BeforeEach
  void enable() {
    enable(bench);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static void enable(Bench bench) {
    bench.store(0, PRIORITY, 4, 1);
    bench.store(0, enables(0), 4, 1 << SOURCE);
  }

  private static long enables(int hart) {
    return AddressMap.PLIC + Plic.enableOffset(Plic.supervisorContext(hart), SOURCE);
  }

  private void line(boolean asserted) {
    bench.board.plic().source(SOURCE).set(asserted);
    bench.serveInterrupts();
  }

  private long claim() {
    return bench.load(0, CLAIM, 4);
  }

  private void complete() {
    bench.store(0, CLAIM, 4, SOURCE);
    bench.serveInterrupts();
  }

  private boolean isPending() {
    return bench.isExternalPending(0);
  }

  private void redirect(Owner owner) {
    bench.redirect(owner);
    bench.serveInterrupts();
  }

  /** The guest gets exactly one interrupt, and serves it. */
  private void assertServedOnce() {
    assertThat(isPending()).isTrue();
    assertThat(claim()).isEqualTo(SOURCE);
    line(false);
    complete();
    assertThat(isPending()).isFalse();
    assertThat(claim()).isZero();
  }

  private void assertWorks() {
    line(true);
    assertServedOnce();
  }

  @Test
  void theGuestsOwnGoToTheGuest() {
    assertWorks();
    assertThat(bench.monitor.interrupts).isEmpty();
  }

  @Test
  void aPendingOneGoesToTheMonitor() {
    bench.monitor.onInterrupt =
        device -> {
          bench.board.plic().source(SOURCE).set(false);
          return Disposition.HANDLED;
        };
    line(true);
    redirect(Owner.VMM);
    assertThat(bench.monitor.interrupts).containsExactly(Bench.UART);
    assertThat(isPending()).isFalse();
    assertThat(claim()).isZero();
  }

  @Test
  void aPendingOneThatTheMonitorForwardsIsServedOnce() {
    line(true);
    redirect(Owner.VMM);
    assertThat(bench.monitor.interrupts).hasSize(1);
    assertServedOnce();
    assertThat(bench.monitor.interrupts).hasSize(1);
  }

  @Test
  void aForwardedLevelThatStaysIsForwardedAgainAfterCompletion() {
    redirect(Owner.VMM);
    line(true);
    assertThat(claim()).isEqualTo(SOURCE);
    bench.serveInterrupts();
    assertThat(bench.monitor.interrupts).hasSize(1);
    complete();
    assertThat(bench.monitor.interrupts).hasSize(2);
    assertServedOnce();
  }

  @Test
  void aClaimedOneIsCompletedWhereItWasClaimed() {
    line(true);
    assertThat(claim()).isEqualTo(SOURCE);
    redirect(Owner.VMM);
    assertThat(bench.monitor.interrupts).isEmpty();
    complete();
    assertThat(bench.monitor.interrupts).hasSize(1);
    assertServedOnce();
  }

  @Test
  void aCompletedOneLeavesNothingBehind() {
    assertWorks();
    redirect(Owner.VMM);
    assertThat(bench.monitor.interrupts).isEmpty();
    assertWorks();
    redirect(Owner.GUEST);
    assertWorks();
  }

  @Test
  void theVirtualLineInterruptsTheGuest() {
    redirect(Owner.VMM);
    bench.platform.interrupts().setVirtualLine(Bench.UART, true);
    assertThat(isPending()).isTrue();
    assertThat(bench.platform.interrupts().isInService(Bench.UART)).isFalse();
    assertThat(claim()).isEqualTo(SOURCE);
    assertThat(bench.platform.interrupts().isInService(Bench.UART)).isTrue();
    bench.platform.interrupts().setVirtualLine(Bench.UART, false);
    complete();
    assertThat(bench.platform.interrupts().isInService(Bench.UART)).isFalse();
    assertThat(isPending()).isFalse();
  }

  @Test
  void theVirtualLineIsLowAfterEachRedirection() {
    redirect(Owner.VMM);
    bench.platform.interrupts().setVirtualLine(Bench.UART, true);
    redirect(Owner.GUEST);
    assertThat(isPending()).isFalse();
    assertThat(claim()).isZero();
    redirect(Owner.VMM);
    assertThat(isPending()).isFalse();
    assertThat(claim()).isZero();
  }

  @Test
  void aPendingOneComesBackWithTheDevice() {
    redirect(Owner.VMM);
    bench.board.plic().source(SOURCE).set(true); // before the monitor can have a look
    bench.redirect(Owner.GUEST);
    assertThat(bench.monitor.interrupts).isEmpty();
    assertServedOnce();
  }

  @Test
  void aForwardedOneComesBackWithTheDevice() {
    redirect(Owner.VMM);
    line(true);
    redirect(Owner.GUEST);
    assertServedOnce();
    assertWorks();
  }

  @Test
  void aForwardedOneInServiceIsCompletedAtTheRealController() {
    redirect(Owner.VMM);
    line(true);
    assertThat(claim()).isEqualTo(SOURCE);
    redirect(Owner.GUEST);
    assertThat(isPending()).isFalse();
    line(false);
    complete();
    assertThat(isPending()).isFalse();
    assertWorks();
  }

  @Test
  void aVirtualOneInServiceMayBeCompletedAtTheRealController() {
    redirect(Owner.VMM);
    bench.platform.interrupts().setVirtualLine(Bench.UART, true);
    assertThat(claim()).isEqualTo(SOURCE);
    redirect(Owner.GUEST);
    complete();
    assertThat(isPending()).isFalse();
    assertWorks();
  }

  @Test
  void theConfigurationMovesThereAndBack() {
    long threshold = AddressMap.PLIC + Plic.thresholdOffset(Plic.supervisorContext(1));
    bench.store(0, threshold, 4, 3);
    redirect(Owner.VMM);
    assertThat(bench.load(1, threshold, 4)).isEqualTo(3);
    assertThat(bench.load(1, enables(0), 4)).isEqualTo(1 << SOURCE);
    bench.store(1, threshold, 4, 5);
    bench.store(1, PRIORITY, 4, 6);
    bench.store(1, enables(1), 4, 0x402);
    redirect(Owner.GUEST);
    assertThat(bench.load(0, threshold, 4)).isEqualTo(5);
    assertThat(bench.load(0, PRIORITY, 4)).isEqualTo(6);
    assertThat(bench.load(0, enables(1), 4)).isEqualTo(0x402);
  }

  /** A real PLIC ignores the completion of a source that is not enabled in the context. */
  @Test
  void aCompletionThatHardwareIgnoresCompletesNothing() {
    redirect(Owner.VMM);
    line(true);
    assertThat(claim()).isEqualTo(SOURCE);
    bench.store(0, enables(0), 4, 0);
    complete();
    assertThat(bench.platform.interrupts().isInService(Bench.UART)).isTrue();
    assertThat(bench.monitor.interrupts).hasSize(1);
    bench.store(0, enables(0), 4, 1 << SOURCE);
    line(false);
    complete();
    assertThat(bench.platform.interrupts().isInService(Bench.UART)).isFalse();
    assertWorks();
  }

  @Test
  void aGuestThatEnablesAMachineContextGoesOn() {
    for (int hart = 0; hart < 2; hart++) {
      long enable = AddressMap.PLIC + Plic.enableOffset(Plic.machineContext(hart), SOURCE);
      bench.store(hart, enable, 4, -1);
    }
    line(true);
    assertThat(bench.load(1, AddressMap.RAM, 8)).isNotZero();
    assertServedOnce();
    redirect(Owner.VMM);
    assertWorks();
  }

  @Test
  void misalignedAccessesFaultInEitherCustody() {
    for (Owner owner : new Owner[] {Owner.GUEST, Owner.VMM}) {
      redirect(owner);
      assertThat(bench.tryLoad(0, CLAIM + 2, 4)).as("%s", owner).isEqualTo(5);
      assertThat(bench.tryStore(0, CLAIM + 2, 4, 0)).as("%s", owner).isEqualTo(7);
      assertThat(bench.tryLoad(0, AddressMap.UART0 + 1, 2)).as("%s", owner).isEqualTo(5);
    }
    assertThat(bench.monitor.accesses).isEmpty();
  }

  /** What the guest sees never depends on who owns the source, if all of it is forwarded. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void aGuestWhoseInterruptsAreForwardedNoticesNothing(long seed) {
    try (Bench bare = Bench.bare(2)) {
      enable(bare);
      Random random = new Random(seed);
      boolean inHandler = false;
      for (int step = 0; step < 300; step++) {
        int kind = random.nextInt(6);
        if (kind == 0) {
          redirect(random.nextBoolean() ? Owner.VMM : Owner.GUEST);
        } else if (kind == 1 && inHandler) {
          line(false);
          bare.board.plic().source(SOURCE).set(false);
        } else if (kind == 2) {
          line(true);
          bare.board.plic().source(SOURCE).set(true);
        } else if (kind == 3) {
          long expected = bare.load(0, CLAIM, 4);
          assertThat(claim()).as("step %d", step).isEqualTo(expected);
          inHandler |= expected != 0;
        } else if (kind == 4) {
          complete();
          bare.store(0, CLAIM, 4, SOURCE);
          inHandler = false;
        } else {
          int value = random.nextInt(8);
          bench.store(0, PRIORITY, 4, value);
          bare.store(0, PRIORITY, 4, value);
          bench.serveInterrupts();
        }
        assertThat(isPending())
            .as("seed %d, step %d, kind %d", seed, step, kind)
            .isEqualTo(bare.isExternalPending(0));
      }
    }
  }
}
