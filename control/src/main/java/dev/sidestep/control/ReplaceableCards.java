package dev.sidestep.control;

import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.Machine;
import dev.sidestep.vmm.DeviceBinding;
import dev.sidestep.vmm.Vmm;
import dev.sidestep.vmm.device.EthernetBindings;
import dev.sidestep.vmm.device.EthernetIo;
import dev.sidestep.vmm.device.i82540em.I82540emHandover;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The network cards of one boot that another card can replace under the guest ([0044]). */
final class ReplaceableCards {
  /** The card that every guest sees, whatever there is. */
  static final String SEEN = "82540EM";

  /** The card that can be taken away. */
  static final String OTHER = "Am79C970A";

  private final Machine machine;
  private final Vmm vmm;
  private final Map<DeviceId, DeviceBinding<EthernetIo, I82540emHandover>> bindings;

  /**
   * The cards of {@code machine}.
   *
   * @param bindings of those that were no {@value #SEEN} at power-on
   */
  ReplaceableCards(
      Machine machine,
      Vmm vmm,
      Map<DeviceId, DeviceBinding<EthernetIo, I82540emHandover>> bindings) {
    this.machine = machine;
    this.vmm = vmm;
    this.bindings = Map.copyOf(bindings);
  }

  /**
   * Puts a card of {@code model} into slot {@code index}, which is {@code device}'s. Any thread.
   *
   * @return why it was not done, or nothing, once that is decided
   * @throws dev.sidestep.base.Failure NOT_FOUND if there is no such device
   */
  CompletableFuture<String> replace(DeviceId device, int index, String model) {
    String present = vmm.status(device).interfaceName();
    DeviceBinding<EthernetIo, I82540emHandover> binding = bindings.get(device);
    if (!model.equals(SEEN) && !model.equals(OTHER)) {
      return refused("There is no %s; choose %s or %s.".formatted(model, SEEN, OTHER));
    }
    if (present.equals(model)) {
      return refused("It is an %s already.".formatted(model));
    }
    if (binding == null || !present.equals(OTHER)) {
      return refused(
          ("Only an %s can be replaced under its guest, and this is the %s; start with --net"
                  + " user,model=%1$s to have one.")
              .formatted(OTHER, present));
    }
    return vmm.replaceHardware(
        EthernetBindings.replaced(machine.platform(), binding, model),
        () -> machine.replaceCard(index, model));
  }

  private static CompletableFuture<String> refused(String reason) {
    return CompletableFuture.completedFuture(reason);
  }
}
