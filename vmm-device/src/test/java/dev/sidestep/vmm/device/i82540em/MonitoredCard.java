package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.vmm.Custody;
import dev.sidestep.vmm.DeviceCounters;
import dev.sidestep.vmm.Switch;
import dev.sidestep.vmm.SwitchPolicies;
import dev.sidestep.vmm.SwitchReport;
import dev.sidestep.vmm.Vmm;
import java.util.List;

/** A monitor, with the binding under test, on a {@link CardRig}. */
final class MonitoredCard {
  final CardRig rig;
  final CardGuest guest;
  final Vmm vmm;
  SwitchPolicies policies = SwitchPolicies.defaults();

  MonitoredCard(CardRig rig) {
    this.rig = rig;
    guest = new CardGuest(rig);
    vmm = Vmm.attach(rig.platform, List.of(I82540emBinding.create(rig.platform, rig.device.id())));
  }

  Custody custody() {
    return vmm.status(rig.device.id()).custody();
  }

  DeviceCounters counters() {
    return vmm.status(rig.device.id()).counters();
  }

  /** Asks for the other custody, unless a switch is under way. */
  void flip() {
    switch (custody()) {
      case DIRECT -> vmm.virtualize(rig.device.id(), policies);
      case EMULATED -> vmm.devirtualize(rig.device.id(), policies);
      case OBSERVED, DRAINING -> {}
    }
  }

  void virtualizeAtBoot() {
    vmm.virtualizeAtBoot(rig.device.id(), policies);
  }

  /** Virtualizes a card that its guest leaves alone but for interrupts. */
  SwitchReport virtualized() {
    policies = policies.watching(0);
    return finish(vmm.virtualize(rig.device.id(), policies));
  }

  SwitchReport devirtualized() {
    return finish(vmm.devirtualize(rig.device.id(), policies));
  }

  private SwitchReport finish(Switch change) {
    for (int i = 0; i < 100_000 && !change.isDone(); i++) {
      rig.platform.advance(10_000);
      guest.serveInterrupt();
    }
    if (!change.isDone()) {
      throw new AssertionError("The switch hangs in " + custody());
    }
    return change.report().join();
  }
}
