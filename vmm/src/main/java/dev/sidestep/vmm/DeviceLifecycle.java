package dev.sidestep.vmm;

import java.util.List;

/**
 * The life of one device under the monitor ([0046]): virtualized at boot (610), devirtualized at
 * once because nobody needs it virtualized (612), virtualized when somebody does (614), and
 * devirtualized again (616). It decides whether a switch may begin.
 *
 * @figure FIG. 6
 */
final class DeviceLifecycle {
  private final DeviceSlot<?, ?> slot;
  private int step;

  DeviceLifecycle(DeviceSlot<?, ?> slot) {
    this.slot = slot;
  }

  /** The last step of FIG. 6, or 0. */
  int step() {
    return step;
  }

  /**
   * The machine does not run yet, so that its devices are as after power-on (610). The guest has
   * not seen the hardware and may be told of another one ([0044]).
   *
   * @figure FIG. 6 (610)
   */
  void virtualizeAtBoot(Switch handle, SwitchPolicies policies) {
    virtualize(handle, policies.watching(0), 610, objection(Custody.DIRECT));
  }

  /**
   * When it becomes necessary (614).
   *
   * @figure FIG. 6 (614)
   */
  void virtualize(Switch handle, SwitchPolicies policies) {
    virtualize(handle, policies, 614, compatibleObjection(Custody.DIRECT));
  }

  private void virtualize(Switch handle, SwitchPolicies policies, int numeral, String objection) {
    if (!objection.isEmpty()) {
      refuse(handle, objection);
      return;
    }
    step = numeral;
    VirtualizeDevice protocol = new VirtualizeDevice(slot, handle, policies);
    slot.begin(protocol, policies);
    protocol.start();
  }

  /**
   * At once (612), or when it is no longer needed (616).
   *
   * @figure FIG. 6 (612, 616)
   */
  void devirtualize(Switch handle, SwitchPolicies policies) {
    if (slot.protocol() instanceof VirtualizeDevice begun && slot.custody() == Custody.OBSERVED) {
      begun.undo("A devirtualization was asked for before emulation had commenced.");
      refuseOrFollow(handle);
      return;
    }
    String objection = compatibleObjection(Custody.EMULATED);
    if (!objection.isEmpty()) {
      refuse(handle, objection);
      return;
    }
    step = step == 610 ? 612 : 616;
    DevirtualizeDevice protocol = new DevirtualizeDevice(slot, handle, policies);
    slot.begin(protocol, policies);
    protocol.start();
  }

  /** Devirtualization of a device that is only observed is the undoing of its virtualization. */
  private void refuseOrFollow(Switch handle) {
    handle
        .report()
        .complete(
            new SwitchReport(
                slot.id(),
                handle.direction(),
                SwitchReport.Outcome.DONE,
                "Emulation had not commenced: its virtualization is undone.",
                List.of(),
                new SwitchReport.Figures(0, 0, 0, 0, 0, 0),
                List.of()));
  }

  private String objection(Custody needed) {
    if (slot.protocol() != null) {
      return "Another switch of " + slot.id() + " is under way; ask again when it has ended.";
    }
    if (slot.custody() != needed) {
      return slot.id() + " is already " + (needed == Custody.DIRECT ? "emulated." : "direct.");
    }
    return "";
  }

  /** As {@link #objection}, and the guest must see what the hardware is ([0020]). */
  private String compatibleObjection(Custody needed) {
    String objection = objection(needed);
    return objection.isEmpty() ? slot.incompatibility() : objection;
  }

  private static void refuse(Switch handle, String reason) {
    handle
        .report()
        .complete(
            new SwitchReport(
                handle.device(),
                handle.direction(),
                SwitchReport.Outcome.REFUSED,
                reason,
                List.of(),
                new SwitchReport.Figures(0, 0, 0, 0, 0, 0),
                List.of()));
  }
}
