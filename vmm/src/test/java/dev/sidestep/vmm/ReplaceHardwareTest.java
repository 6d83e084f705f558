package dev.sidestep.vmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.base.Failure;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.MmioAccess;
import dev.sidestep.vmm.IdealEthernet.Chip;
import dev.sidestep.vmm.IdealEthernet.Nothing;
import dev.sidestep.vmm.IdealEthernet.Send;
import dev.sidestep.vmm.SwitchReport.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Every way in which the replacement of hardware under its guest can end. */
class ReplaceHardwareTest {
  private static final long LIMIT_NANOS = SwitchPolicies.defaults().limits().quietNanos();
  private static final long SOON_NANOS = 100_000;

  private final IdealEthernet card = new IdealEthernet("ideal");
  private final List<String> events = new ArrayList<>();
  private final CardDriver driver = new CardDriver("old", card.chip);
  private final Chip newChip = new Chip();
  private final CardDriver newDriver = new CardDriver("new", newChip);
  private final DeviceBinding<Send, Nothing> binding = bindingOf(card.virtual, driver);
  private final DeviceBinding<Send, Nothing> replacement = bindingOf(card.virtual, newDriver);
  private final Vmm vmm = Vmm.attach(card.platform, List.of(binding));

  /** A driver whose hardware can be taken away, and that notes what is done to it. */
  private final class CardDriver implements VmmDriver<Send, Nothing>, ReplaceableDriver {
    private final String name;
    private final IdealEthernet.Driver plain;
    boolean drained = true;
    boolean settled = true;
    boolean paused;
    int connections;

    CardDriver(String name, Chip chip) {
      this.name = name;
      plain = new IdealEthernet.Driver(chip);
    }

    @Override
    public void detach() {
      events.add(name + " detached");
    }

    @Override
    public Nothing adopt(ModePolicy policy) {
      events.add(name + " adopts");
      return plain.adopt(policy);
    }

    @Override
    public void connect(Consumer<? super Send> virtualDevice) {
      connections++;
    }

    @Override
    public void pauseInput(boolean nowPaused) {
      paused = nowPaused;
    }

    @Override
    public boolean isDrained() {
      return drained;
    }

    @Override
    public boolean isSettled() {
      return settled;
    }

    @Override
    public void perform(Send io) {
      plain.perform(io);
    }

    @Override
    public String interfaceName() {
      return plain.interfaceName();
    }

    @Override
    public void observed(MmioAccess access, long offset) {}

    @Override
    public String startState() {
      return plain.startState();
    }

    @Override
    public boolean knowsSequenceState() {
      return false;
    }

    @Override
    public String objection(ModePolicy policy) {
      return "";
    }

    @Override
    public boolean interrupt() {
      return false;
    }

    @Override
    public boolean expectsGuestInterrupt() {
      return false;
    }

    @Override
    public void release(Nothing guestState) {}

    @Override
    public void resetAndRelease(Nothing guestState) {}
  }

  private DeviceBinding<Send, Nothing> bindingOf(
      IdealEthernet.Virtual virtual, VmmDriver<Send, Nothing> with) {
    return new DeviceBinding<>(card.device.id(), virtual, with);
  }

  private void exchange() {
    events.add("exchanged");
  }

  private CompletableFuture<String> replace() {
    return vmm.replaceHardware(replacement, this::exchange);
  }

  private void emulate(Vmm monitor) {
    monitor.virtualize(card.device.id(), SwitchPolicies.defaults());
    card.send(0, 0, 0);
    assertThat(monitor.custody(card.device.id())).isEqualTo(Custody.EMULATED);
    card.chip.sent.clear();
    events.clear();
  }

  /** The guest sends through what it had before, and nothing is under way. */
  private void assertAsBefore() {
    card.send(1, 2, 3);
    assertThat(card.chip.sent).contains(new Send(1, 2, 3));
    assertThat(newChip.sent).isEmpty();
    assertThat(newDriver.connections).isZero();
    assertThat(driver.paused).isFalse();
    assertThat(card.virtual.busy).isFalse();
    assertThat(vmm.status(card.device.id()).switching()).isFalse();
  }

  private void assertReplaced() {
    assertThat(events).containsExactly("old detached", "exchanged", "new adopts");
    assertThat(card.virtual.rebounds).isEqualTo(1);
    assertThat(card.virtual.busy).isFalse();
    assertThat(newDriver.connections).isEqualTo(1);
    assertThat(vmm.status(card.device.id()).switching()).isFalse();
    assertThat(vmm.custody(card.device.id())).isEqualTo(Custody.EMULATED);
    card.chip.sent.clear();
    card.send(1, 2, 3);
    assertThat(newChip.sent).containsExactly(new Send(1, 2, 3));
    assertThat(card.chip.sent).isEmpty();
  }

  @Test
  void aQuietDeviceIsReplacedAtOnce() {
    emulate(vmm);
    assertThat(replace().join()).isEmpty();
    assertReplaced();
  }

  @Test
  void theNewHardwareCanBeReplacedInItsTurn() {
    emulate(vmm);
    replace();
    assertThat(vmm.replaceHardware(binding, this::exchange).join()).isEmpty();
    assertThat(events).endsWith("new detached", "exchanged", "old adopts");
  }

  @Test
  void whatIsQueuedLeavesThroughTheOldHardware() {
    emulate(vmm);
    driver.drained = false;
    CompletableFuture<String> outcome = replace();
    assertThat(card.virtual.busy).isTrue();
    card.send(4, 5, 6);
    card.platform.advance(SOON_NANOS);
    assertThat(outcome).isNotDone();
    assertThat(card.chip.sent).containsExactly(new Send(4, 5, 6));
    driver.drained = true;
    card.platform.advance(SOON_NANOS);
    assertThat(outcome.join()).isEmpty();
    assertReplaced();
  }

  @Test
  void whatHasComeInIsDeliveredFirst() {
    emulate(vmm);
    driver.settled = false;
    card.virtual.quiet = false;
    CompletableFuture<String> outcome = replace();
    driver.settled = true;
    card.platform.advance(SOON_NANOS);
    assertThat(outcome).isNotDone();
    card.virtual.quiet = true;
    card.platform.advance(SOON_NANOS);
    assertThat(outcome.join()).isEmpty();
    assertReplaced();
  }

  @Test
  void aSequenceUnderWayEndsFirst() {
    emulate(vmm);
    card.write(IdealEthernet.A, 7);
    CompletableFuture<String> outcome = replace();
    card.platform.advance(SOON_NANOS);
    assertThat(outcome).isNotDone();
    card.write(IdealEthernet.B, 8);
    card.write(IdealEthernet.C, 9);
    assertThat(card.chip.sent).containsExactly(new Send(7, 8, 9));
    assertThat(outcome.join()).isEmpty();
    assertReplaced();
  }

  @Test
  void aDeviceThatIsNeverQuietKeepsItsHardware() {
    emulate(vmm);
    driver.drained = false;
    CompletableFuture<String> outcome = replace();
    card.platform.advance(LIMIT_NANOS);
    assertThat(outcome.join()).contains("not quiet within", "its hardware was not replaced");
    driver.drained = true;
    card.platform.advance(LIMIT_NANOS);
    assertThat(events).isEmpty();
    assertAsBefore();
  }

  @Test
  void aDeviceThatIsNoLongerQuietInTheBracketIsTriedAgain() {
    emulate(vmm);
    card.platform.delayBrackets(true);
    CompletableFuture<String> outcome = replace();
    assertThat(driver.paused).isTrue();
    driver.settled = false;
    card.platform.delayBrackets(false);
    assertThat(outcome).isNotDone();
    assertThat(driver.paused).isFalse();
    assertThat(events).isEmpty();
    driver.settled = true;
    card.platform.advance(SOON_NANOS);
    assertThat(outcome.join()).isEmpty();
    assertReplaced();
  }

  @Test
  void aBracketThatComesTooLateDoesNothing() {
    emulate(vmm);
    card.platform.delayBrackets(true);
    CompletableFuture<String> outcome = replace();
    card.platform.advance(LIMIT_NANOS);
    assertThat(outcome.join()).contains("not quiet within");
    card.platform.delayBrackets(false);
    assertThat(events).isEmpty();
    assertAsBefore();
  }

  @Test
  void hardwareWhoseExchangeIsRefusedIsAdoptedAgain() {
    emulate(vmm);
    CompletableFuture<String> outcome =
        vmm.replaceHardware(
            replacement,
            () -> {
              throw new Failure(Failure.Reason.USAGE, "There is no such card.");
            });
    assertThat(outcome.join()).isEqualTo("There is no such card.");
    assertThat(events).containsExactly("old detached", "old adopts");
    assertThat(card.virtual.rebounds).isEqualTo(1);
    assertThat(driver.connections).isEqualTo(1);
    assertAsBefore();
  }

  @Test
  void aMachineThatStopsEndsIt() {
    emulate(vmm);
    card.platform.delayBrackets(true);
    CompletableFuture<String> outcome = replace();
    vmm.machineStopped();
    assertThat(outcome.join()).contains("machine stopped");
    card.platform.delayBrackets(false);
    assertThat(events).isEmpty();
    assertThat(vmm.status(card.device.id()).switching()).isFalse();
  }

  @Test
  void aGuestThatHasTheHardwareKeepsIt() {
    assertThat(replace().join()).contains("virtualize it first");
    assertThat(events).isEmpty();
    card.send(1, 2, 3);
    assertThat(card.chip.sent).containsExactly(new Send(1, 2, 3));
    assertThat(vmm.custody(card.device.id())).isEqualTo(Custody.DIRECT);
  }

  @Test
  void onlyOneThingAtATime() {
    emulate(vmm);
    driver.drained = false;
    CompletableFuture<String> first = replace();
    assertThat(replace().join()).contains("under way", "ask again");
    SwitchReport report =
        vmm.devirtualize(card.device.id(), SwitchPolicies.defaults()).report().join();
    assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
    driver.drained = true;
    card.platform.advance(SOON_NANOS);
    assertThat(first.join()).isEmpty();
    assertReplaced();
  }

  @Test
  void aDeviceInTheMiddleOfASwitchIsNotReplaced() {
    emulate(vmm);
    driver.drained = false;
    Switch change = vmm.devirtualize(card.device.id(), SwitchPolicies.defaults());
    assertThat(replace().join()).contains("under way");
    driver.drained = true;
    card.platform.advance(SOON_NANOS);
    assertThat(change.report().join().outcome()).isEqualTo(Outcome.DONE);
    assertThat(events).isEmpty();
  }

  @Test
  void aDriverThatCannotLetGoKeepsItsHardware() {
    Vmm monitor = Vmm.attach(card.platform, List.of(card.binding));
    emulate(monitor);
    assertThat(monitor.replaceHardware(replacement, this::exchange).join())
        .contains("cannot be replaced under its guest");
    card.send(1, 2, 3);
    assertThat(card.chip.sent).containsExactly(new Send(1, 2, 3));
    assertThat(events).isEmpty();
  }

  @Test
  void theGuestKeepsItsVirtualDevice() {
    emulate(vmm);
    DeviceBinding<Send, Nothing> other = bindingOf(new IdealEthernet.Virtual("ideal"), newDriver);
    assertThat(vmm.replaceHardware(other, this::exchange).join())
        .contains("cannot be replaced under its guest");
    assertThat(events).isEmpty();
    assertAsBefore();
  }

  @Test
  void aDeviceThatIsNotThereIsAnErrorOfTheCaller() {
    DeviceBinding<Send, Nothing> other =
        new DeviceBinding<>(new DeviceId("eth7"), card.virtual, newDriver);
    assertThatThrownBy(() -> vmm.replaceHardware(other, this::exchange))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("eth7");
  }
}
