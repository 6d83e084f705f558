package dev.sidestep.vmm;

import dev.sidestep.base.Failure;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.MmioAccess;
import dev.sidestep.platform.Monitor;
import dev.sidestep.platform.PhysicalDevice;
import dev.sidestep.platform.Platform;
import dev.sidestep.platform.ProposedTranslation;
import dev.sidestep.platform.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The virtual machine monitor (114) of one machine. A new one is attached to its platform with
 * every device in direct custody.
 *
 * @figure FIG. 1 (114)
 */
public final class Vmm implements Monitor {
  private final Platform platform;
  private final ExitDispatcher dispatcher;
  private final JudgeTranslation judge;
  private final Map<DeviceId, DeviceSlot<?, ?>> slots = new TreeMap<>();
  private final Map<DeviceId, DeviceLifecycle> lifecycles = new TreeMap<>();

  private Vmm(Platform platform, List<DeviceBinding<?, ?>> bindings) {
    this.platform = platform;
    bindings.forEach(this::add);
    dispatcher = new ExitDispatcher(platform.accessMap(), new ArrayList<>(slots.values()));
    judge = new JudgeTranslation(platform.accessMap());
  }

  /**
   * A monitor for {@code platform}, attached to it.
   *
   * @param bindings what to use for each device that is to change custody; other devices stay
   *     direct
   */
  public static Vmm attach(Platform platform, List<DeviceBinding<?, ?>> bindings) {
    Vmm vmm = new Vmm(platform, bindings);
    platform.attach(vmm);
    return vmm;
  }

  private <I extends HighLevelIo, S extends DeviceState> void add(DeviceBinding<I, S> binding) {
    PhysicalDevice physical =
        platform.devices().stream()
            .filter(device -> device.id().equals(binding.device()))
            .findFirst()
            .orElseThrow(() -> noSuchDevice(binding.device()));
    DeviceSlot<I, S> slot = new DeviceSlot<>(platform, physical, binding);
    slots.put(physical.id(), slot);
    lifecycles.put(physical.id(), new DeviceLifecycle(slot));
  }

  private static Failure noSuchDevice(DeviceId device) {
    return new Failure(
        Failure.Reason.NOT_FOUND,
        "This machine has no device " + device + " that can change custody; see its device list.");
  }

  // The administrator's decisions ([0047]). Any thread.

  /** Virtualizes a device before the machine runs (610). */
  public Switch virtualizeAtBoot(DeviceId device, SwitchPolicies policies) {
    return request(
        device,
        Direction.VIRTUALIZE,
        (lifecycle, handle) -> lifecycle.virtualizeAtBoot(handle, policies));
  }

  /** Virtualizes a device at run time (614). */
  public Switch virtualize(DeviceId device, SwitchPolicies policies) {
    return request(
        device,
        Direction.VIRTUALIZE,
        (lifecycle, handle) -> lifecycle.virtualize(handle, policies));
  }

  /** Devirtualizes a device at run time (612, 616). */
  public Switch devirtualize(DeviceId device, SwitchPolicies policies) {
    return request(
        device,
        Direction.DEVIRTUALIZE,
        (lifecycle, handle) -> lifecycle.devirtualize(handle, policies));
  }

  /**
   * Replaces the hardware of an emulated device, and its driver, under the guest ([0044]).
   *
   * @param binding the same virtual device as before, and a driver for the new hardware
   * @param exchange takes the old hardware away and puts the new one in its place, or does nothing
   *     and throws a {@link Failure}; called with the lock held and the guest stopped
   * @return why it was not done, or nothing, once that is decided
   */
  public <I extends HighLevelIo, S extends DeviceState> CompletableFuture<String> replaceHardware(
      DeviceBinding<I, S> binding, Runnable exchange) {
    DeviceSlot<?, ?> slot = slots.get(binding.device());
    if (slot == null) {
      throw noSuchDevice(binding.device());
    }
    CompletableFuture<String> outcome = new CompletableFuture<>();
    platform.execute(() -> begin(slot, binding, exchange, outcome));
    return outcome;
  }

  @SuppressWarnings("unchecked") // The same virtual device has the same type parameters.
  private static <I extends HighLevelIo, S extends DeviceState> void begin(
      DeviceSlot<?, ?> slot,
      DeviceBinding<I, S> binding,
      Runnable exchange,
      CompletableFuture<String> outcome) {
    String objection = slot.objectionToReplacement(binding);
    if (!objection.isEmpty()) {
      outcome.complete(objection);
      return;
    }
    ReplaceHardware<I, S> protocol =
        new ReplaceHardware<>((DeviceSlot<I, S>) slot, binding.driver(), exchange, outcome);
    slot.begin(protocol, slot.policies());
    protocol.start();
  }

  private Switch request(
      DeviceId device, Direction direction, BiConsumer<DeviceLifecycle, Switch> action) {
    DeviceLifecycle lifecycle = lifecycles.get(device);
    if (lifecycle == null) {
      throw noSuchDevice(device);
    }
    Switch handle = new Switch(device, direction);
    platform.execute(() -> action.accept(lifecycle, handle));
    return handle;
  }

  /** Every device's status, in order of names. */
  public List<DeviceStatus> statuses() {
    return locked(() -> slots.values().stream().map(this::statusOf).toList());
  }

  /** One device's status. */
  public DeviceStatus status(DeviceId device) {
    DeviceSlot<?, ?> slot = slots.get(device);
    if (slot == null) {
      throw noSuchDevice(device);
    }
    return locked(() -> statusOf(slot));
  }

  /** Who has a device; cheaper than its whole status. */
  public Custody custody(DeviceId device) {
    DeviceSlot<?, ?> slot = slots.get(device);
    if (slot == null) {
      throw noSuchDevice(device);
    }
    return locked(slot::custody);
  }

  private DeviceStatus statusOf(DeviceSlot<?, ?> slot) {
    DeviceLifecycle lifecycle = lifecycles.get(slot.id());
    return new DeviceStatus(
        slot.id(),
        slot.physical().interfaceName(),
        slot.virtual().interfaceName(),
        slot.custody(),
        slot.protocol() != null,
        lifecycle == null ? 0 : lifecycle.step(),
        slot.counters().snapshot());
  }

  private <T> T locked(Supplier<T> query) {
    List<T> answer = new ArrayList<>(1);
    platform.execute(() -> answer.add(query.get()));
    return answer.getFirst();
  }

  /** Translations rejected so far (514). Any thread. */
  public long translationsRejected() {
    return judge.rejected();
  }

  /** Translations modified so far, so that accesses exit (516). Any thread. */
  public long translationsModified() {
    return judge.modified();
  }

  /** The machine has stopped or was reset: every switch under way ends where it is. Any thread. */
  public void machineStopped() {
    platform.execute(() -> slots.values().forEach(Vmm::stop));
  }

  private static void stop(DeviceSlot<?, ?> slot) {
    Protocol protocol = slot.protocol();
    if (protocol != null) {
      protocol.machineStopped();
    }
  }

  // Called by the platform.

  @Override
  public Verdict access(MmioAccess access) {
    return dispatcher.access(access);
  }

  @Override
  public Disposition interrupt(DeviceId device) {
    DeviceSlot<?, ?> slot = slots.get(device);
    return slot == null ? Disposition.FORWARD : slot.interrupt();
  }

  @Override
  public void judge(ProposedTranslation proposal) {
    judge.judge(proposal);
  }
}
