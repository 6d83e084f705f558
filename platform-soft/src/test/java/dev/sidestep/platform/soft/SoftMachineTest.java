package dev.sidestep.platform.soft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.platform.AccessMode;
import dev.sidestep.platform.BootSource;
import dev.sidestep.platform.Machine;
import dev.sidestep.platform.MachineConfiguration;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.platform.MachineConfiguration.Timing;
import dev.sidestep.platform.Owner;
import dev.sidestep.platform.SerialPeer;
import dev.sidestep.platform.StopReason;
import dev.sidestep.platform.Verdict;
import dev.sidestep.testkit.guest.Board;
import dev.sidestep.testkit.guest.SelfTestGuest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SoftMachineTest {
  private final Peer peer = new Peer();

  /** Types a text, and keeps what it is sent. */
  private static final class Peer implements SerialPeer {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private String typed = "";

    @Override
    public void accept(int character) {
      sent.write(character);
    }

    @Override
    public int next() {
      if (typed.isEmpty()) {
        return -1;
      }
      int first = typed.charAt(0);
      typed = typed.substring(1);
      return first;
    }

    String sent() {
      return sent.toString(StandardCharsets.ISO_8859_1);
    }
  }

  private Machine machine(byte[] image, int vcpus, ClockMode clock, boolean monitored) {
    return machine(image, vcpus, clock, monitored, peer);
  }

  private static Machine machine(
      byte[] image, int vcpus, ClockMode clock, boolean monitored, SerialPeer peer) {
    BootSource boot = BootSource.of(Board.IMAGE, image);
    return new SoftMachineProvider()
        .create(
            new MachineConfiguration(
                vcpus, Bench.RAM_BYTES, clock, Timing.REAL, 1, monitored, boot, peer));
  }

  private static FakeMonitor monitor(Machine machine) {
    FakeMonitor monitor = new FakeMonitor(machine.platform().accessMap());
    machine.platform().attach(monitor);
    return monitor;
  }

  private StopReason finish(Machine machine, ClockMode clock) throws InterruptedException {
    if (clock == ClockMode.DETERMINISTIC) {
      return machine.run(20_000_000);
    }
    machine.start();
    return machine.awaitStop();
  }

  @ParameterizedTest
  @CsvSource({
    "DETERMINISTIC, false, 2",
    "DETERMINISTIC, true, 4",
    "WALL, false, 4",
    "WALL, true, 2",
    "WALL, true, 3"
  })
  void hartsStartStopFenceAndShareMemory(ClockMode clock, boolean monitored, int vcpus)
      throws InterruptedException {
    try (Machine machine = machine(Guests.startAndStop(vcpus), vcpus, clock, monitored)) {
      if (monitored) {
        monitor(machine);
      }
      assertThat(finish(machine, clock)).isEqualTo(StopReason.POWER_OFF);
    }
  }

  @Test
  void aTimerInterruptsAtItsInstruction() {
    try (Machine machine = machine(Guests.timer(), 1, ClockMode.DETERMINISTIC, false)) {
      assertThat(machine.run(10_000_000)).isEqualTo(StopReason.POWER_OFF);
      // 100 ticks are 1,000 instructions; the rest is the guest's beginning and end.
      assertThat(machine.counters().instructions()).isBetween(1_000L, 1_040L);
    }
  }

  @Test
  void programsMayReadTheTime() {
    try (Machine machine = machine(Guests.timeOfUser(), 1, ClockMode.DETERMINISTIC, false)) {
      assertThat(machine.run(1_000)).isEqualTo(StopReason.POWER_OFF);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void sleepTakesNoInstructions(int vcpus) {
    try (Machine machine = machine(Guests.sleeper(), vcpus, ClockMode.DETERMINISTIC, false)) {
      assertThat(machine.run(1_000)).isEqualTo(StopReason.POWER_OFF);
    }
  }

  private record Run(StopReason reason, Object state, String sent, Object counters) {}

  private static Run selfTest(int vcpus, boolean monitored, long... cuts) {
    Peer peer = new Peer();
    peer.typed = "hello s t";
    byte[] image = SelfTestGuest.image(true);
    try (Machine machine = machine(image, vcpus, ClockMode.DETERMINISTIC, monitored, peer)) {
      if (monitored) {
        monitor(machine);
      }
      StopReason reason = StopReason.INSTRUCTION_LIMIT;
      for (long cut : cuts) {
        machine.serialInputAvailable();
        reason = machine.run(cut);
      }
      return new Run(reason, machine.snapshot(), peer.sent(), machine.counters());
    }
  }

  @ParameterizedTest
  @CsvSource({"1, false", "1, true", "4, false", "4, true"})
  void twoRunsAreEqual(int vcpus, boolean monitored) {
    Run first = selfTest(vcpus, monitored, 5_000, 200_000);
    assertThat(first.sent).contains(SelfTestGuest.BANNER);
    assertThat(selfTest(vcpus, monitored, 5_000, 200_000)).isEqualTo(first);
  }

  @Test
  void aRunMayBeCutAnywhere() {
    Run whole = selfTest(1, true, 100, 60_000);
    assertThat(selfTest(1, true, 100, 1, 2, 3, 9_994, 17_777, 30_000, 2_223)).isEqualTo(whole);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 1_000, 7_777, 12_001})
  void noMoreInstructionsThanAllowed(long limit) {
    try (Machine machine = machine(Guests.busy(4), 4, ClockMode.DETERMINISTIC, false)) {
      machine.run(10_000);
      long before = machine.counters().instructions();
      assertThat(machine.run(limit)).isEqualTo(StopReason.INSTRUCTION_LIMIT);
      assertThat(machine.counters().instructions() - before).isBetween(1L, limit);
    }
  }

  @Test
  void everyHartGetsItsTurnHoweverShortTheRuns() {
    try (Machine machine = machine(Guests.startAndStop(4), 4, ClockMode.DETERMINISTIC, false)) {
      StopReason reason = StopReason.INSTRUCTION_LIMIT;
      for (int i = 0; i < 1_000_000 && reason == StopReason.INSTRUCTION_LIMIT; i++) {
        reason = machine.run(1);
      }
      assertThat(reason).isEqualTo(StopReason.POWER_OFF);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, false, 30000", "1, true, 60011", "2, false, 30001", "4, true, 41234"})
  void aRestoredMachineGoesOnTheSame(int vcpus, boolean monitored, long at) {
    peer.typed = "abc s";
    try (Machine machine =
        machine(SelfTestGuest.image(), vcpus, ClockMode.DETERMINISTIC, monitored)) {
      if (monitored) {
        monitor(machine);
      }
      machine.run(5_000);
      machine.serialInputAvailable();
      machine.run(at);
      assertThat(peer.typed).isEmpty();
      Object snapshot = machine.snapshot();
      String before = peer.sent();
      machine.run(100_000);
      Object after = machine.snapshot();
      String sent = peer.sent().substring(before.length());
      machine.restore(snapshot);
      assertThat(machine.snapshot()).isEqualTo(snapshot);
      int length = peer.sent().length();
      machine.run(100_000);
      assertThat(machine.snapshot()).isEqualTo(after);
      assertThat(peer.sent().substring(length)).isEqualTo(sent);
    }
  }

  @Test
  void aRestoredMachineGoesOnWithTheSameHart() {
    try (Machine machine = machine(Guests.busy(3), 3, ClockMode.DETERMINISTIC, false)) {
      machine.run(10_001);
      machine.run(1);
      Object snapshot = machine.snapshot();
      machine.run(1);
      Object after = machine.snapshot();
      machine.run(1);
      machine.restore(snapshot);
      machine.run(1);
      assertThat(machine.snapshot()).isEqualTo(after);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, DETERMINISTIC", "4, DETERMINISTIC", "1, WALL", "2, WALL", "3, WALL", "4, WALL"})
  void inABracketNoHartRuns(int vcpus, ClockMode clock) throws InterruptedException {
    try (Machine machine = machine(Guests.busy(vcpus), vcpus, clock, true)) {
      FakeMonitor monitor = monitor(machine);
      AtomicInteger brackets = new AtomicInteger();
      CountDownLatch done = new CountDownLatch(20);
      Runnable ask =
          () ->
              machine
                  .platform()
                  .bracket(bracket -> {
                    assertThat(bracket.stoppedSinceNanos()).isLessThan(System.nanoTime() + 1);
                    Owner next = brackets.get() % 2 == 0 ? Owner.VMM : Owner.GUEST;
                    machine.platform().interrupts().redirect(Bench.UART, next);
                    assertStandsStill(machine);
                    brackets.incrementAndGet();
                    done.countDown();
                  });
      if (clock == ClockMode.WALL) {
        machine.start();
      }
      for (int i = 0; i < 20; i++) {
        machine.platform().execute(ask);
        if (clock == ClockMode.DETERMINISTIC) {
          machine.run(501);
        }
      }
      done.await();
      machine.stop();
      assertThat(machine.awaitStop()).isEqualTo(StopReason.STOPPED);
      assertThat(brackets).hasValue(20);
      assertThat(monitor.accesses).isEmpty();
    }
  }

  private static void assertStandsStill(Machine machine) {
    long before = machine.counters().instructions();
    long until = System.nanoTime() + 200_000;
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    assertThat(machine.counters().instructions()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"1, DETERMINISTIC", "3, DETERMINISTIC", "1, WALL", "3, WALL"})
  void aHeldMachineGoesOnWithTheSameInstruction(int vcpus, ClockMode clock)
      throws InterruptedException {
    try (Machine machine = machine(Guests.busy(vcpus), vcpus, clock, true)) {
      FakeMonitor monitor = monitor(machine);
      CountDownLatch held = new CountDownLatch(1);
      CountDownLatch wentOn = new CountDownLatch(1);
      AtomicInteger heldHart = new AtomicInteger();
      monitor.onAccess =
          access -> {
            if (monitor.accesses.size() == 1) {
              heldHart.set(access.vcpu());
              held.countDown();
              return Verdict.HOLD;
            }
            if (access.vcpu() == heldHart.get()) {
              wentOn.countDown();
            }
            return Verdict.FORWARD;
          };
      intercept(machine);
      if (clock == ClockMode.DETERMINISTIC) {
        assertThat(machine.run(10_000)).isEqualTo(StopReason.IDLE);
      } else {
        machine.start();
      }
      held.await();
      assertThat(monitor.accesses).hasSize(1);
      machine.platform().execute(machine.platform()::release);
      if (clock == ClockMode.DETERMINISTIC) {
        machine.run(10_000);
      }
      wentOn.await();
      machine.stop();
      machine.awaitStop();
      String first = monitor.accesses.getFirst();
      String onHart = "on " + heldHart;
      assertThat(monitor.accesses.stream().skip(1).filter(access -> access.endsWith(onHart)))
          .first()
          .isEqualTo(first);
    }
  }

  private static void intercept(Machine machine) {
    machine
        .platform()
        .execute(() ->
            machine
                .platform()
                .bracket(bracket ->
                    machine.platform().accessMap().set(Bench.UART, AccessMode.INTERCEPTED)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void closeLeavesNoThread(int vcpus) {
    Machine machine = machine(Guests.busy(vcpus), vcpus, ClockMode.WALL, false);
    machine.start();
    assertThat(harts()).hasSizeGreaterThanOrEqualTo(vcpus);
    machine.close();
    machine.close();
    assertThat(harts()).isEmpty();
  }

  private static List<String> harts() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("hart-"))
        .toList();
  }

  @Test
  void closeWaitsForARunOnAnotherThread() throws InterruptedException {
    Machine machine = machine(Guests.busy(1), 1, ClockMode.DETERMINISTIC, false);
    StopReason[] reason = new StopReason[1];
    CountDownLatch started = new CountDownLatch(1);
    Thread runner =
        Thread.ofPlatform()
            .start(() -> {
              machine.run(1_000);
              started.countDown();
              try {
                reason[0] = machine.run(Long.MAX_VALUE);
              } catch (IllegalStateException e) {
                // Closed before it could begin.
              }
            });
    started.await();
    machine.stop();
    machine.close();
    runner.join();
    assertThat(reason[0]).isIn(StopReason.STOPPED, null);
  }

  @Test
  void aClosedMachineRefusesToRun() {
    Machine machine = machine(Guests.busy(1), 1, ClockMode.DETERMINISTIC, false);
    machine.close();
    assertThatThrownBy(() -> machine.run(1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(machine::snapshot).isInstanceOf(IllegalStateException.class);
    assertThat(machine.counters().instructions()).isZero();
  }

  @Test
  void aMachineIsStartedOnce() {
    try (Machine machine = machine(Guests.busy(1), 1, ClockMode.WALL, false)) {
      machine.start();
      assertThatThrownBy(machine::start).isInstanceOf(IllegalStateException.class);
    }
  }
}
