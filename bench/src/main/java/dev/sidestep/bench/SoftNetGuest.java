package dev.sidestep.bench;

import dev.sidestep.base.Failure;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.LinkSettings;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.platform.MachineCounters;
import dev.sidestep.platform.NetworkCard;
import dev.sidestep.vmm.Switch;
import dev.sidestep.vmm.SwitchPolicies;
import dev.sidestep.vmm.SwitchReport;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Our machine with a network card, bare or monitored. */
final class SoftNetGuest extends NetGuest {
  private static final DeviceId CARD = new DeviceId("net0");
  private static final long PATIENCE_SECONDS = 30;

  private volatile @Nullable SoftMachine machine;

  /** Builds it, starts it, and waits until its network is up. */
  SoftNetGuest(DebianGuest guest, Custody custody) throws InterruptedException {
    NetworkCard card =
        new NetworkCard(SoftMachine.CARD_MODEL, MAC_ADDRESS, LinkSettings.gigabit(), wire());
    SoftMachine built =
        new SoftMachine(
            guest.boot(guest.image().commandLine(), files(guest)),
            custody,
            ClockMode.WALL,
            orders(),
            List.of(card));
    machine = built;
    orders().connect(built.machine()::serialInputAvailable);
    built.machine().start();
    shell().awaitNetwork();
  }

  @Override
  void inputAvailable() {
    SoftMachine running = machine;
    if (running != null) {
      running.machine().networkInputAvailable(0);
    }
  }

  private SoftMachine machine() {
    SoftMachine running = machine;
    if (running == null) {
      throw new IllegalStateException("The machine is not built yet");
    }
    return running;
  }

  @Override
  MachineCounters counters() {
    return machine().counters();
  }

  /** The monitor takes the card. */
  SwitchReport virtualize() throws InterruptedException {
    return report(machine().vmm().virtualize(CARD, SwitchPolicies.defaults()));
  }

  /** The guest gets it back. */
  SwitchReport devirtualize() throws InterruptedException {
    return report(machine().vmm().devirtualize(CARD, SwitchPolicies.defaults()));
  }

  /** A report, or an exception if the switch does not end. */
  private static SwitchReport report(Switch asked) throws InterruptedException {
    try {
      return asked.report().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new Failure(
          Failure.Reason.BROKEN_PROMISE,
          "A change of custody of the network card did not end within %d s (%s)."
              .formatted(PATIENCE_SECONDS, e),
          e);
    }
  }

  @Override
  public void close() {
    machine().close();
    super.close();
  }
}
