package dev.sidestep.conformance.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.conformance.platform.ContractMonitor.Seen;
import dev.sidestep.platform.AccessMode;
import dev.sidestep.platform.AddressRange;
import dev.sidestep.platform.BootSource;
import dev.sidestep.platform.Bracket;
import dev.sidestep.platform.Capability;
import dev.sidestep.platform.GuestTimer;
import dev.sidestep.platform.InterruptHandler.Disposition;
import dev.sidestep.platform.Machine;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.platform.Owner;
import dev.sidestep.platform.PhysicalDevice;
import dev.sidestep.platform.Platform;
import dev.sidestep.platform.ProposedTranslation;
import dev.sidestep.platform.StopReason;
import dev.sidestep.platform.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The clauses of {@link Platform} and of what it gives, under the deterministic clock. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class PlatformContract {
  private final List<Machine> machines = new ArrayList<>();
  private Machine machine;
  private Platform platform;
  private PhysicalDevice device;
  private ContractMonitor monitor;

  abstract MachineContract machines();

  private ContractGuests guests() {
    return machines().guests();
  }

  private void create(BootSource boot, int vcpus) {
    machine = machines().create(boot, vcpus, ClockMode.DETERMINISTIC, true);
    machines.add(machine);
    platform = machine.platform();
    device = platform.devices().getFirst();
    monitor = new ContractMonitor(platform);
    platform.attach(monitor);
  }

  @AfterEach
  void close() {
    machines.forEach(Machine::close);
  }

  private void inBracket(Consumer<Bracket> action) {
    platform.execute(() -> platform.bracket(action));
  }

  private void intercept(boolean intercepted) {
    AccessMode mode = intercepted ? AccessMode.INTERCEPTED : AccessMode.DIRECT;
    inBracket(bracket -> platform.accessMap().set(device.id(), mode));
  }

  private void redirect(Owner owner) {
    inBracket(bracket -> platform.interrupts().redirect(device.id(), owner));
  }

  // ---- Platform ----

  @Test
  void aDeterministicMachineSaysSo() {
    create(guests().sleeping(), 1);
    assertThat(platform.capabilities()).contains(Capability.DETERMINISTIC_CLOCK);
  }

  @Test
  void devicesAreInOrderOfTheirNames() {
    create(guests().sleeping(), 1);
    assertThat(platform.devices())
        .extracting(PhysicalDevice::id)
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(platform.devices()).extracting(PhysicalDevice::interfaceName).doesNotContain("");
  }

  @Test
  void anotherMonitorTakesOverWhileTheMachineDoesNotRun() {
    create(guests().touching(1), 1);
    machine.run(1_000);
    ContractMonitor first = monitor;
    monitor = new ContractMonitor(platform);
    platform.attach(monitor);
    int judged = first.judged.size();
    intercept(true);
    machine.run(1_000);
    assertThat(first.accesses).isEmpty();
    assertThat(first.judged).hasSize(judged);
    assertThat(monitor.accesses).isNotEmpty();
  }

  @Test
  void aMachineRunsOnlyWithItsMonitor() {
    Machine unattended = machines().create(guests().sleeping(), 1, ClockMode.DETERMINISTIC, true);
    machines.add(unattended);
    assertThatThrownBy(() -> unattended.run(1_000)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void executeRunsAtOnceAlsoInsideItself() {
    create(guests().sleeping(), 1);
    List<String> order = new ArrayList<>();
    platform.execute(() -> {
      platform.execute(() -> order.add("inner"));
      order.add("outer");
    });
    assertThat(order).containsExactly("inner", "outer");
  }

  @Test
  void bracketsRunOneAfterTheOther() {
    create(guests().sleeping(), 1);
    List<Long> since = new ArrayList<>();
    List<String> order = new ArrayList<>();
    platform.execute(() -> {
      platform.bracket(bracket -> {
        since.add(bracket.stoppedSinceNanos());
        platform.bracket(nested -> order.add("nested"));
        order.add("first");
      });
      platform.bracket(bracket -> order.add("second"));
    });
    assertThat(order).containsExactly("first", "second", "nested");
    assertThat(since.getFirst()).isLessThanOrEqualTo(System.nanoTime());
  }

  @Test
  void aBracketIsNeverInsideTheExitThatAskedForIt() {
    create(guests().touching(2), 2);
    intercept(true);
    List<String> order = new ArrayList<>();
    monitor.onAccess =
        access -> {
          if (order.isEmpty()) {
            order.add("exit begins");
            platform.bracket(bracket -> order.add("bracket"));
            order.add("exit ends");
          }
          return Verdict.FORWARD;
        };
    machine.run(1_000);
    assertThat(order).containsExactly("exit begins", "exit ends", "bracket");
  }

  @Test
  void aHeldAccessIsExecutedAnew() {
    create(guests().touching(2), 2);
    intercept(true);
    monitor.onAccess = access -> Verdict.HOLD;
    assertThat(machine.run(10_000)).isEqualTo(StopReason.IDLE);
    assertThat(monitor.accesses).hasSize(1);
    long instructions = machine.counters().instructions();
    machine.run(10_000);
    assertThat(machine.counters().instructions()).isEqualTo(instructions);
    monitor.onAccess = access -> Verdict.FORWARD;
    platform.execute(platform::release);
    machine.run(1_000);
    assertThat(monitor.accesses.get(1)).isEqualTo(monitor.accesses.getFirst());
  }

  @Test
  void timersRunOnceWhenTheyAreDue() {
    create(guests().touching(1), 1);
    List<Long> ran = new ArrayList<>();
    GuestTimer timer = platform.newTimer(() -> ran.add(platform.clock().nanos()));
    GuestTimer never = platform.newTimer(() -> ran.add(-1L));
    long start = platform.clock().nanos();
    platform.execute(() -> {
      timer.arm(90_000);
      timer.arm(10_000); // replaces
      never.arm(5_000);
      never.disarm();
    });
    machine.run(100_000);
    assertThat(ran).hasSize(1);
    assertThat(ran.getFirst() - start).isBetween(10_000L, 11_000L);
    platform.execute(() -> timer.arm(0));
    machine.run(1_000);
    assertThat(ran).hasSize(2);
  }

  @Test
  void guestTimeIsMonotonic() {
    create(guests().touching(2), 2);
    long last = platform.clock().nanos();
    for (int i = 0; i < 100; i++) {
      machine.run(100);
      assertThat(platform.clock().nanos()).isGreaterThanOrEqualTo(last);
      last = platform.clock().nanos();
    }
    assertThat(last).isPositive();
  }

  // ---- AccessMap ----

  @Test
  void everythingIsDirectAtFirst() {
    create(guests().touching(1), 1);
    assertThat(platform.accessMap().mode(guests().scratch())).isEqualTo(AccessMode.DIRECT);
    machine.run(1_000);
    assertThat(monitor.accesses).isEmpty();
    assertThat(machine.counters().deviceAccesses()).isPositive();
  }

  @Test
  void interceptionIsExactToTheByte() {
    create(guests().sleeping(), 1);
    intercept(true);
    AddressRange range = device.ranges().getFirst().range();
    long last = range.start() + range.size() - 1;
    assertThat(platform.accessMap().mode(range.start())).isEqualTo(AccessMode.INTERCEPTED);
    assertThat(platform.accessMap().mode(last)).isEqualTo(AccessMode.INTERCEPTED);
    assertThat(platform.accessMap().mode(range.start() - 1)).isNotEqualTo(AccessMode.INTERCEPTED);
    assertThat(platform.accessMap().mode(last + 1)).isNotEqualTo(AccessMode.INTERCEPTED);
    assertThat(platform.accessMap().pageMode(range.start() & -4096))
        .isEqualTo(AccessMode.INTERCEPTED);
  }

  @Test
  void noVcpuKeepsAnOlderTranslation() {
    create(guests().touching(3), 3);
    for (boolean intercepted : new boolean[] {true, false, true}) {
      machine.run(10_000);
      intercept(intercepted);
      int exits = monitor.accesses.size();
      long direct = machine.counters().deviceAccesses();
      machine.run(10_000);
      assertThat(monitor.accesses.size() > exits).isEqualTo(intercepted);
      assertThat(machine.counters().deviceAccesses() > direct).isEqualTo(!intercepted);
    }
    assertThat(monitor.accesses).extracting(Seen::vcpu).contains(0, 1, 2);
  }

  // ---- Exits and verdicts ----

  @Test
  void anExitTellsAllOfTheAccess() {
    create(guests().touching(1), 1);
    intercept(true);
    machine.run(100);
    long scratch = guests().scratch();
    assertThat(monitor.accesses)
        .startsWith(new Seen(0, scratch, 1, true, 1))
        .extracting(Seen::store)
        .startsWith(true, false, true, false);
  }

  /** What the guest of {@link ContractGuests#reporting} reports. */
  private long reported(Verdict verdict, long answer) {
    create(guests().reporting(), 1);
    device
        .registers()
        .write(guests().scratch() - device.ranges().getFirst().range().start(), 1, 0x33);
    intercept(true);
    monitor.onAccess =
        access -> {
          if (monitor.accesses.size() > 1) {
            return Verdict.COMPLETED;
          }
          access.answer(answer);
          return verdict;
        };
    machine.run(1_000);
    return monitor.accesses.get(1).value();
  }

  @Test
  void completedLoadsReturnTheAnswer() {
    assertThat(reported(Verdict.COMPLETED, 0x41)).isEqualTo(0x42);
  }

  @Test
  void forwardedAccessesReachTheHardware() {
    assertThat(reported(Verdict.FORWARD, 0x41)).isEqualTo(0x34);
  }

  @Test
  void faultsAreTheGuests() {
    assertThat(reported(Verdict.FAULT, 0x41)).isEqualTo(0xee);
  }

  // ---- Translations ----

  @Test
  void everyTranslationIsJudged() {
    create(guests().touching(1), 1);
    machine.run(1_000);
    assertThat(monitor.judged).contains(guests().scratch() & -4096L);
  }

  @Test
  void aRejectedTranslationIsTheGuestsFault() {
    create(guests().reporting(), 1);
    Consumer<ProposedTranslation> usual = monitor.onTranslation;
    int[] rejections = {0};
    monitor.onTranslation =
        proposal -> {
          boolean registers = proposal.guestPhysicalPage() == (guests().scratch() & -4096L);
          if (registers && rejections[0]++ == 0) {
            proposal.reject();
          } else {
            usual.accept(proposal);
          }
        };
    intercept(true);
    machine.run(1_000);
    assertThat(monitor.accesses.getFirst().value()).isEqualTo(0xee);
  }

  // ---- InterruptRouter ----

  @Test
  void theGuestOwnsInterruptsAtFirst() {
    create(guests().interrupted(), 1);
    assertThat(platform.interrupts().owner(device.id())).isEqualTo(Owner.GUEST);
    redirect(Owner.VMM);
    assertThat(platform.interrupts().owner(device.id())).isEqualTo(Owner.VMM);
  }

  @Test
  void aHandledInterruptIsNotTheGuests() {
    create(guests().interrupted(), 1);
    redirect(Owner.VMM);
    monitor.onInterrupt =
        id -> {
          device.registers().write(1, 1, 0); // no more of it
          return Disposition.HANDLED;
        };
    machine.run(10_000);
    assertThat(monitor.interrupts).containsExactly(device.id());
    assertThat(
            device
                .registers()
                .read(guests().scratch() - device.ranges().getFirst().range().start(), 1))
        .isZero();
  }

  @Test
  void aForwardedInterruptIsTheGuestsAndNotLookedAtBeforeItsCompletion() {
    create(guests().interrupted(), 1);
    redirect(Owner.VMM);
    intercept(true);
    List<String> order = new ArrayList<>();
    monitor.onInterrupt =
        id -> {
          order.add("interrupt");
          return Disposition.FORWARD;
        };
    monitor.onAccess =
        access -> {
          if (access.isStore() && access.address() == guests().scratch() && access.value() == 1) {
            order.add("in service " + platform.interrupts().isInService(device.id()));
          }
          return Verdict.FORWARD;
        };
    machine.run(300);
    assertThat(order)
        .startsWith("interrupt", "in service true", "interrupt", "in service true", "interrupt");
  }

  @Test
  void theVirtualLineInterruptsTheGuest() {
    create(guests().interrupted(), 1);
    redirect(Owner.VMM);
    intercept(true);
    List<Boolean> inService = new ArrayList<>();
    monitor.onAccess =
        access -> {
          if (access.address() == guests().scratch() && access.isStore()) {
            inService.add(platform.interrupts().isInService(device.id()));
            platform.interrupts().setVirtualLine(device.id(), false);
          }
          return Verdict.COMPLETED;
        };
    machine.run(1_000);
    assertThat(inService).isEmpty();
    platform.execute(() -> platform.interrupts().setVirtualLine(device.id(), true));
    machine.run(1_000);
    assertThat(inService).containsExactly(true, false);
  }

  @Test
  void theVirtualLineIsLowAfterARedirection() {
    create(guests().interrupted(), 1);
    redirect(Owner.VMM);
    intercept(true);
    monitor.onAccess = access -> Verdict.COMPLETED;
    machine.run(1_000);
    platform.execute(() -> platform.interrupts().setVirtualLine(device.id(), true));
    int before = monitor.accesses.size();
    redirect(Owner.GUEST);
    machine.run(1_000);
    assertThat(monitor.accesses).hasSize(before);
  }

  @Test
  void aPendingInterruptComesToTheNewOwner() {
    create(guests().interrupted(), 1);
    intercept(true);
    List<Owner> handlers = new ArrayList<>();
    monitor.onAccess =
        access -> {
          if (access.isStore() && access.address() == guests().scratch() && access.value() == 1) {
            handlers.add(Owner.GUEST);
          }
          return Verdict.FORWARD;
        };
    monitor.onInterrupt =
        id -> {
          handlers.add(Owner.VMM);
          device.registers().write(1, 1, 0);
          return Disposition.HANDLED;
        };
    machine.run(400);
    assertThat(handlers).isNotEmpty().doesNotContain(Owner.VMM);
    redirect(Owner.VMM);
    machine.run(400);
    assertThat(handlers.stream().filter(owner -> owner == Owner.VMM)).hasSize(1);
    int before = handlers.size();
    device.registers().write(1, 1, 2); // asks again, and the monitor is not asked before:
    redirect(Owner.GUEST);
    machine.run(400);
    assertThat(handlers.subList(before, handlers.size())).isNotEmpty().doesNotContain(Owner.VMM);
  }

  // ---- PhysicalDevice ----

  @Test
  void aResetDeviceIsAsAfterPowerOn() {
    create(guests().sleeping(), 1);
    Machine reset = machine;
    PhysicalDevice used = device;
    create(guests().sleeping(), 1);
    for (int offset = 1; offset < 5; offset++) {
      used.registers().write(offset, 1, 0x0f);
    }
    used.reset();
    for (int offset = 1; offset < 5; offset++) {
      assertThat(used.registers().read(offset, 1)).isEqualTo(device.registers().read(offset, 1));
    }
    assertThat(reset.platform().capabilities()).contains(Capability.DEVICE_RESET);
  }
}
