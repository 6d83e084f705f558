package dev.sidestep.vmm.device.uart16550;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.device.spec.uart16550.LineSettings;
import dev.sidestep.device.spec.uart16550.Uart16550Registers;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Iir;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Lsr;
import dev.sidestep.testkit.platform.FakePlatform.Effect;
import dev.sidestep.testkit.platform.GuestFault;
import dev.sidestep.vmm.BlockingPolicy;
import dev.sidestep.vmm.CorrectivePolicy;
import dev.sidestep.vmm.Custody;
import dev.sidestep.vmm.IllegalAccessPolicy;
import dev.sidestep.vmm.ModePolicy;
import dev.sidestep.vmm.StrayInterruptPolicy;
import dev.sidestep.vmm.Switch;
import dev.sidestep.vmm.SwitchPolicies;
import dev.sidestep.vmm.SwitchReport;
import dev.sidestep.vmm.SwitchReport.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UartSwitchTest {
  private final UartRig rig = UartRig.create();

  private static SwitchPolicies limited(long quietNanos) {
    SwitchPolicies policies = SwitchPolicies.defaults();
    SwitchPolicies.Limits limits = policies.limits();
    return policies.with(
        new SwitchPolicies.Limits(
            limits.sequences(), limits.idleNanos(), limits.boundaryNanos(), quietNanos));
  }

  /** A guest that never reads what it has received. */
  private void wedge(SwitchPolicies policies) {
    rig.setUp(0x01);
    rig.policies = policies;
    rig.virtualized();
    rig.type('a', 'b', 'c');
    rig.platform.advance(1_000_000);
  }

  @Test
  void numeralsAreInTheOrderOfTheFigures() {
    rig.setUp(0);
    Switch there = rig.virtualize();
    rig.write(Uart16550Registers.SCR, 1);
    rig.write(Uart16550Registers.THR, 'x');
    assertThat(there.report().join().numerals())
        .containsExactly(210, 212, 214, 216, 410, 412, 414, 416, 418, 412, 414, 416, 418, 420, 218);
    assertThat(rig.custody()).isEqualTo(Custody.EMULATED);
    assertThat(rig.devirtualized().numerals())
        .containsExactly(708, 710, 712, 714, 716, 718, 720, 722);
    assertThat(rig.platform.effects())
        .containsExactly(
            Effect.INTERRUPTS_DISABLED,
            Effect.REDIRECTED_TO_VMM,
            Effect.INTERCEPTED,
            Effect.INTERRUPTS_ENABLED,
            Effect.INTERRUPTS_DISABLED,
            Effect.REDIRECTED_TO_GUEST,
            Effect.DIRECT,
            Effect.INTERRUPTS_ENABLED);
  }

  @Test
  void anIdleDeviceIsAtABoundary() {
    rig.setUp(0);
    SwitchReport report = rig.virtualized();
    assertThat(report.isDone()).isTrue();
    assertThat(report.figures().sequencesObserved()).isZero();
  }

  @Test
  void aGuestThatOnlyPollsIsAtABoundary() {
    rig.setUp(0);
    Switch change = rig.virtualize();
    for (int i = 0; i < 300 && !change.isDone(); i++) {
      rig.read(Uart16550Registers.LSR);
      rig.platform.advance(10_000);
    }
    assertThat(change.isDone()).isTrue();
    assertThat(change.report().join().isDone()).isTrue();
  }

  @Test
  void asManySequencesAreWatchedAsAskedFor() {
    rig.policies = SwitchPolicies.defaults().watching(3);
    Switch change = rig.virtualize();
    rig.write(Uart16550Registers.THR, 'a');
    rig.write(Uart16550Registers.THR, 'b');
    assertThat(change.isDone()).isFalse();
    rig.write(Uart16550Registers.THR, 'c');
    assertThat(change.report().join().figures().sequencesObserved()).isEqualTo(3);
  }

  @Test
  void theDivisorLatchAccessIsNeverSplit() {
    int[][] window = {{3, 0x83}, {0, 2}, {5, -1}, {1, 0}, {3, 0x03}};
    for (int at = 0; at <= window.length; at++) {
      UartRig each = UartRig.create();
      each.setUp(0);
      each.policies = SwitchPolicies.defaults().watching(0);
      Switch change = null;
      for (int i = 0; i < window.length; i++) {
        change = i == at ? each.virtualize() : change;
        access(each, window[i]);
        each.platform.advance(3_000_000);
        boolean inside = i < window.length - 1;
        if (change != null && at > 0 && inside) {
          assertThat(each.custody()).as("%d/%d", at, i).isEqualTo(Custody.OBSERVED);
        }
      }
      SwitchReport report = each.finish(change == null ? each.virtualize() : change);
      assertThat(report.isDone()).isTrue();
      assertThat(each.chip.line()).isEqualTo(new LineSettings(2, 3));
    }
  }

  @Test
  void devirtualizationWaitsForTheDivisorLatchToBeClosed() {
    rig.setUp(0);
    rig.virtualized();
    rig.write(Uart16550Registers.LCR, 0x83);
    rig.write(Uart16550Registers.DLL, 7);
    Switch change = rig.devirtualize();
    rig.platform.advance(100_000_000);
    assertThat(rig.custody()).isEqualTo(Custody.DRAINING);
    assertThat(rig.read(Uart16550Registers.DLL)).isEqualTo(7);
    rig.write(Uart16550Registers.LCR, 0x03);
    assertThat(rig.finish(change).isDone()).isTrue();
    assertThat(rig.chip.line()).isEqualTo(new LineSettings(7, 3));
  }

  private static void access(UartRig rig, int[] access) {
    if (access[1] < 0) {
      rig.read(access[0]);
    } else {
      rig.write(access[0], access[1]);
    }
  }

  /**
   * As firecracker #5866: output under way at the switch, and the guest waits for its interrupt.
   */
  @Test
  void outputUnderWayNeverStalls() {
    for (int at = 0; at < 40; at++) {
      UartRig each = UartRig.create();
      each.setUp(0x02);
      boolean startEmulated = at % 2 == 0;
      if (startEmulated) {
        each.virtualized();
      }
      serveThr(each, 'A');
      each.platform.advance(at * 70_000L);
      Switch change = startEmulated ? each.devirtualize() : each.virtualize();
      for (int i = 0; i < 400; i++) {
        each.platform.advance(50_000);
        serveThr(each, 'B');
      }
      assertThat(each.finish(change).isDone()).as("at %d", at).isTrue();
      assertThat(each.wire.size()).as("at %d", at).isGreaterThan(100);
    }
  }

  /** Fills the FIFO if the interrupt is there. */
  private static void serveThr(UartRig rig, int character) {
    if (!rig.device.isInterruptingGuest()) {
      return;
    }
    rig.platform.claim(rig.device);
    if ((rig.read(Uart16550Registers.IIR) & Iir.SOURCE) == Iir.THR_EMPTY
        && (rig.read(Uart16550Registers.LSR) & Lsr.THRE) != 0) {
      for (int i = 0; i < 16; i++) {
        rig.write(Uart16550Registers.THR, character);
      }
    }
    rig.platform.complete(rig.device);
  }

  @Test
  void theDeadlineEndsInTheOldCustodyWithEverythingIntact() {
    wedge(limited(5_000_000));
    SwitchReport report = rig.devirtualized();
    assertThat(report.outcome()).isEqualTo(Outcome.UNDONE);
    assertThat(report.reason()).contains("3 received characters");
    assertThat(rig.custody()).isEqualTo(Custody.EMULATED);
    assertThat(rig.read(Uart16550Registers.RBR)).isEqualTo('a');
    assertThat(rig.read(Uart16550Registers.RBR)).isEqualTo('b');
    assertThat(rig.read(Uart16550Registers.RBR)).isEqualTo('c');
    assertThat(rig.devirtualized().isDone()).isTrue();
  }

  @Test
  void aResetAtTheDeadlineRestoresTheModeAndSaysWhatIsLost() {
    wedge(limited(5_000_000).with(new CorrectivePolicy.ResetAndRestore()));
    rig.write(Uart16550Registers.SCR, 0x5a);
    SwitchReport report = rig.devirtualized();
    assertThat(report.outcome()).isEqualTo(Outcome.DONE_BY_RESET);
    assertThat(report.reason()).contains("lost: 3 received characters");
    assertThat(rig.custody()).isEqualTo(Custody.DIRECT);
    assertThat(rig.chip.line()).isEqualTo(new LineSettings(1, 3));
    assertThat(rig.read(Uart16550Registers.IER)).isEqualTo(0x01);
    assertThat(rig.read(Uart16550Registers.MCR)).isEqualTo(0x0b);
    assertThat(rig.read(Uart16550Registers.SCR)).isEqualTo(0x5a);
    // The level was set before anybody watched: the safe assumption is restored.
    assertThat(rig.chip.state().registers().fcr()).isEqualTo(0x01);
  }

  @Test
  void aRetrySucceedsOnceTheGuestHasRead() {
    wedge(limited(5_000_000).with(new CorrectivePolicy.Retry(2, 10_000_000)));
    Switch change = rig.devirtualize();
    rig.platform.advance(6_000_000);
    assertThat(rig.custody()).isEqualTo(Custody.EMULATED);
    for (int i = 0; i < 3; i++) {
      rig.read(Uart16550Registers.RBR);
    }
    SwitchReport report = rig.finish(change);
    assertThat(report.isDone()).isTrue();
    assertThat(report.numerals()).startsWith(708, 710, 712, 714, 708);
  }

  @Test
  void aRetryGivesUpInTheEnd() {
    wedge(limited(5_000_000).with(new CorrectivePolicy.Retry(2, 10_000_000)));
    assertThat(rig.devirtualized().outcome()).isEqualTo(Outcome.UNDONE);
  }

  @Test
  void aSecondRequestIsRefused() {
    wedge(limited(5_000_000));
    Switch first = rig.devirtualize();
    SwitchReport second = rig.devirtualize().report().join();
    assertThat(second.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(second.reason()).contains("Another switch");
    assertThat(rig.virtualize().report().join().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(first.isDone()).isFalse();
  }

  @Test
  void aDeviceThatIsThereAlreadyIsRefused() {
    assertThat(rig.devirtualize().report().join().reason()).contains("already direct");
    rig.virtualized();
    assertThat(rig.virtualize().report().join().reason()).contains("already emulated");
  }

  @Test
  void devirtualizationOfAnObservedDeviceUndoesItsVirtualization() {
    Switch there = rig.virtualize();
    assertThat(rig.custody()).isEqualTo(Custody.OBSERVED);
    Switch back = rig.devirtualize();
    assertThat(rig.finish(there).outcome()).isEqualTo(Outcome.UNDONE);
    assertThat(rig.finish(back).outcome()).isEqualTo(Outcome.DONE);
    assertThat(rig.custody()).isEqualTo(Custody.DIRECT);
    assertThat(rig.device.isIntercepted()).isFalse();
  }

  @Test
  void aMachineThatStopsEndsTheSwitch() {
    wedge(SwitchPolicies.defaults());
    Switch change = rig.devirtualize();
    rig.vmm.machineStopped();
    assertThat(change.report().join().outcome()).isEqualTo(Outcome.MACHINE_STOPPED);
    rig.platform.advance(1_000_000_000);
    assertThat(rig.custody()).isEqualTo(Custody.DRAINING);
  }

  @Test
  void conditionsAreLookedAtAgainInTheBracket() {
    rig.setUp(0x01);
    rig.virtualized();
    rig.platform.delayBrackets(true);
    Switch change = rig.devirtualize();
    assertThat(rig.platform.hasBracketsWaiting()).isTrue();
    rig.write(Uart16550Registers.LCR, 0x83);
    rig.platform.delayBrackets(false);
    assertThat(rig.custody()).isEqualTo(Custody.DRAINING);
    rig.write(Uart16550Registers.LCR, 0x03);
    assertThat(rig.finish(change).numerals())
        .containsSequence(716, 710)
        .endsWith(716, 718, 720, 722);
  }

  @Test
  void aGuestThatFlushesDuringTheSwitchIsObeyed() {
    wedge(SwitchPolicies.defaults());
    Switch change = rig.devirtualize();
    rig.write(Uart16550Registers.FCR, 0x87);
    rig.write(Uart16550Registers.MCR, 0x00);
    assertThat(rig.finish(change).isDone()).isTrue();
    assertThat(rig.read(Uart16550Registers.LSR)).isEqualTo(Lsr.THRE | Lsr.TEMT);
    assertThat(rig.chip.state().registers().fcr()).isEqualTo(0x81);
    assertThat(rig.chip.state().modem().mcr()).isZero();
  }

  @Test
  void aBusyTransmitterTellsWhenItIsFree() {
    rig.setUp(0x02);
    rig.virtualized();
    rig.read(Uart16550Registers.IIR);
    rig.write(Uart16550Registers.THR, 'x');
    Switch change = rig.devirtualize();
    assertThat(rig.read(Uart16550Registers.LSR) & (Lsr.THRE | Lsr.TEMT)).isZero();
    rig.write(Uart16550Registers.THR, 'y');
    assertThat(rig.finish(change).reason()).isEmpty();
    assertThat(rig.device.isInterruptingGuest()).isTrue();
    assertThat(rig.read(Uart16550Registers.IIR) & Iir.SOURCE).isEqualTo(Iir.THR_EMPTY);
    rig.platform.advance(1_000_000);
    assertThat(rig.wire).containsExactly((int) 'x', (int) 'y');
  }

  @Test
  void aHeldGuestGoesOnAtTheHardware() {
    rig.setUp(0);
    rig.virtualized();
    rig.policies = SwitchPolicies.defaults().with(new BlockingPolicy.HoldGuest());
    rig.write(Uart16550Registers.THR, 'x');
    Switch change = rig.devirtualize();
    rig.write(Uart16550Registers.THR, 'y');
    assertThat(change.isDone()).isTrue();
    SwitchReport report = change.report().join();
    assertThat(report.figures().blackoutGuestNanos()).isPositive();
    rig.platform.advance(1_000_000);
    assertThat(rig.wire).containsExactly((int) 'x', (int) 'y');
    assertThat(rig.vmm.status(rig.device.id()).counters().trapsWhileDirect()).isZero();
  }

  @Test
  void loggedStoresAreReplayedInOrder() {
    rig.setUp(0);
    rig.virtualized();
    rig.policies = SwitchPolicies.defaults().with(new BlockingPolicy.LogAndReplay());
    rig.platform.delayBrackets(true);
    Switch change = rig.devirtualize();
    rig.write(Uart16550Registers.THR, 'x');
    rig.write(Uart16550Registers.SCR, 0x77);
    rig.write(Uart16550Registers.THR, 'y');
    assertThat(rig.read(Uart16550Registers.SCR)).isEqualTo(0x77);
    assertThat(rig.read(Uart16550Registers.LSR) & Lsr.THRE).isZero();
    assertThat(rig.chip.state().registers().scratch()).isZero();
    rig.platform.delayBrackets(false);
    assertThat(rig.finish(change).figures().replayed()).isEqualTo(3);
    rig.platform.advance(1_000_000);
    assertThat(rig.wire).containsExactly((int) 'x', (int) 'y');
    assertThat(rig.read(Uart16550Registers.SCR)).isEqualTo(0x77);
  }

  @Test
  void whatCannotBeLoggedIsDone() {
    rig.setUp(0);
    rig.virtualized();
    rig.policies = SwitchPolicies.defaults().with(new BlockingPolicy.LogAndReplay());
    rig.platform.delayBrackets(true);
    Switch change = rig.devirtualize();
    rig.write(Uart16550Registers.THR, 'x');
    rig.write(Uart16550Registers.FCR, 0x41);
    rig.platform.delayBrackets(false);
    assertThat(rig.finish(change).isDone()).isTrue();
    assertThat(rig.chip.state().registers().fcr()).isEqualTo(0x41);
    rig.platform.advance(1_000_000);
    assertThat(rig.wire).containsExactly((int) 'x');
  }

  @Test
  void strayInterruptsAreForwardedUntilTheFirstOwnOne() {
    rig.setUp(0x01);
    rig.virtualized();
    assertThat(rig.platform.strayInterrupt(rig.device)).isTrue();
    rig.platform.claim(rig.device);
    rig.platform.complete(rig.device);
    rig.type('a');
    rig.platform.advance(1_000_000);
    assertThat(rig.platform.strayInterrupt(rig.device)).isFalse();
    assertThat(rig.vmm.status(rig.device.id()).counters().strayForwarded()).isEqualTo(1);
    assertThat(rig.vmm.status(rig.device.id()).counters().strayDropped()).isEqualTo(1);
  }

  @Test
  void strayInterruptsAreDropped() {
    rig.setUp(0x01);
    rig.policies = SwitchPolicies.defaults().with(new StrayInterruptPolicy.Drop());
    rig.virtualized();
    assertThat(rig.platform.strayInterrupt(rig.device)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theHardwareIsAskedWhichInterruptsToExpect(boolean expected) {
    rig.setUp(expected ? 0x02 : 0x00);
    rig.policies =
        SwitchPolicies.defaults().with(new StrayInterruptPolicy.AskHardware()).watching(0);
    rig.virtualized();
    assertThat(rig.platform.strayInterrupt(rig.device)).isEqualTo(expected);
  }

  @Test
  void illegalAccessesAreDropped() {
    rig.virtualized();
    assertThat(rig.platform.load(UartRig.BASE + 9, 2)).isEqualTo(0xffff);
    rig.platform.store(UartRig.BASE + 9, 1, 1);
  }

  @Test
  void illegalAccessesAreTargetAborts() {
    rig.policies = SwitchPolicies.defaults().with(new IllegalAccessPolicy.TargetAbort());
    rig.virtualized();
    assertThatThrownBy(() -> rig.platform.load(UartRig.BASE + 9, 1)).isInstanceOf(GuestFault.class);
  }

  @Test
  void aDriverDesignedForAnotherLineDoesNotVirtualize() {
    UartRig other = UartRig.preferring(Uart16550Preference.ofLine(new LineSettings(1, 0x0b), true));
    other.setUp(0);
    other.policies = SwitchPolicies.defaults().with(new ModePolicy.MatchByDesign());
    SwitchReport report = other.virtualized();
    assertThat(report.outcome()).isEqualTo(Outcome.UNDONE);
    assertThat(report.reason()).contains("designed for");
    assertThat(other.custody()).isEqualTo(Custody.DIRECT);
    other.setLine(1, 0x0b);
    assertThat(other.virtualized().isDone()).isTrue();
  }

  /** [0051]: 7 bits, even parity, interrupts against 8 bits, odd parity, polling. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theDriversOwnModeIsUndoneAtTheEnd(boolean guestPolls) {
    LineSettings sevenEven = new LineSettings(1, 0x1a);
    LineSettings eightOdd = new LineSettings(1, 0x0b);
    LineSettings guests = guestPolls ? eightOdd : sevenEven;
    LineSettings monitors = guestPolls ? sevenEven : eightOdd;
    UartRig other = UartRig.preferring(Uart16550Preference.ofLine(monitors, !guestPolls));
    other.policies = SwitchPolicies.defaults().with(new ModePolicy.SaveReconfigureRestore());
    other.setUp(0);
    other.setLine(1, guests.lcr());
    other.write(Uart16550Registers.IER, guestPolls ? 0 : 1);
    other.virtualized();
    send(other, 'a');
    assertThat(other.chip.line()).isEqualTo(monitors);
    assertThat(other.read(Uart16550Registers.LCR)).isEqualTo(guests.lcr());
    assertThat(other.devirtualized().isDone()).isTrue();
    send(other, 'b');
    assertThat(other.framing).containsExactly(monitors, guests);
    assertThat(other.wire).containsExactly((int) 'a', (int) 'b');
    assertThat(other.read(Uart16550Registers.IER)).isEqualTo(guestPolls ? 0 : 1);
  }

  private static void send(UartRig rig, int character) {
    rig.write(Uart16550Registers.THR, character);
    rig.platform.advance(1_000_000);
  }

  /** What the guest sets while virtualized is restored, not what was saved first ([0053]). */
  @Test
  void theModeThatTheGuestHasSetMeanwhileIsRestored() {
    UartRig other =
        UartRig.preferring(Uart16550Preference.ofLine(new LineSettings(1, 0x0b), false));
    other.policies = SwitchPolicies.defaults().with(new ModePolicy.SaveReconfigureRestore());
    other.setUp(0);
    other.virtualized();
    other.write(Uart16550Registers.FCR, 0x41);
    other.setLine(3, 0x1a);
    other.devirtualized();
    assertThat(other.chip.line()).isEqualTo(new LineSettings(3, 0x1a));
    assertThat(other.chip.state().registers().fcr()).isEqualTo(0x41);
  }

  @Test
  void theReportSaysWhatWasAssumed() {
    rig.setUp(0);
    assertThat(rig.virtualized().assumed())
        .singleElement()
        .satisfies(field -> assertThat(field.name()).isEqualTo("FCR"));
    rig.write(Uart16550Registers.FCR, 0x81);
    rig.devirtualized();
    assertThat(rig.virtualized().assumed()).isEmpty();
  }

  /** Spends a thousand rounds on one device (spdk #2362). */
  @Test
  void aThousandRoundsLeaveNoTrace() {
    rig.setUp(0x01);
    for (int i = 0; i < 1_000; i++) {
      rig.policies = SwitchPolicies.defaults().watching(0);
      assertThat(rig.virtualized().isDone()).isTrue();
      assertThat(rig.devirtualized().isDone()).isTrue();
    }
    rig.type('z');
    rig.platform.advance(1_000_000);
    assertThat(rig.device.isInterruptingGuest()).isTrue();
    assertThat(rig.read(Uart16550Registers.RBR)).isEqualTo('z');
    assertThat(rig.vmm.status(rig.device.id()).lifecycleStep()).isEqualTo(616);
    assertThat(rig.wire).isEmpty();
  }
}
