package dev.sidestep.bench;

import dev.sidestep.base.Failure;
import dev.sidestep.platform.BootSource;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.Machine;
import dev.sidestep.platform.MachineConfiguration;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.platform.MachineConfiguration.Timing;
import dev.sidestep.platform.MachineCounters;
import dev.sidestep.platform.MachineProvider;
import dev.sidestep.platform.NetworkCard;
import dev.sidestep.platform.PhysicalDevice;
import dev.sidestep.platform.SerialPeer;
import dev.sidestep.platform.StopReason;
import dev.sidestep.vmm.DeviceBinding;
import dev.sidestep.vmm.SwitchPolicies;
import dev.sidestep.vmm.Vmm;
import dev.sidestep.vmm.device.i82540em.I82540emBinding;
import dev.sidestep.vmm.device.uart16550.Uart16550Binding;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * A soft machine in this process as {@code sidestep run} builds it: one hart, 256 MiB, devices that
 * take the time of real ones.
 */
final class SoftMachine implements AutoCloseable {
  /** The serial port. */
  static final DeviceId SERIAL = new DeviceId("uart0");

  /** The network card that can be built in. */
  static final String CARD_MODEL = "82540EM";

  private static final long SEED = 1;

  private final Machine machine;
  private final @Nullable Vmm vmm;

  SoftMachine(BootSource boot, Custody custody, ClockMode clock, SerialPeer console) {
    this(boot, custody, clock, console, List.of());
  }

  /** With network cards, which are in direct custody at first. */
  SoftMachine(
      BootSource boot,
      Custody custody,
      ClockMode clock,
      SerialPeer console,
      List<NetworkCard> cards) {
    this(custody, configuration(boot, custody, clock, true, console, cards));
  }

  private SoftMachine(Custody custody, MachineConfiguration configuration) {
    machine = provider().create(configuration);
    vmm = custody == Custody.BARE ? null : monitor();
    if (custody == Custody.EMULATED) {
      var _ = vmm().virtualizeAtBoot(SERIAL, SwitchPolicies.defaults());
    }
  }

  /** A guest without an operating system and a network, compiled when it is hot or never. */
  static SoftMachine of(
      byte[] code, Custody custody, ClockMode clock, boolean translator, SerialPeer console) {
    BootSource boot = BareGuest.boot(code);
    return new SoftMachine(
        custody, configuration(boot, custody, clock, translator, console, List.of()));
  }

  private static MachineConfiguration configuration(
      BootSource boot,
      Custody custody,
      ClockMode clock,
      boolean translator,
      SerialPeer console,
      List<NetworkCard> cards) {
    return new MachineConfiguration(
        1,
        BareGuest.MEMORY_BYTES,
        clock,
        Timing.REAL,
        translator,
        SEED,
        custody != Custody.BARE,
        boot,
        console,
        cards);
  }

  private static MachineProvider provider() {
    return ServiceLoader.load(MachineProvider.class)
        .findFirst()
        .orElseThrow(() ->
            new Failure(
                Failure.Reason.NOT_FOUND,
                "There is no soft machine on the module path; start bench/run."));
  }

  private Vmm monitor() {
    var platform = machine.platform();
    List<DeviceBinding<?, ?>> bindings = new ArrayList<>();
    for (PhysicalDevice device : platform.devices()) {
      if (device.id().equals(SERIAL)) {
        bindings.add(Uart16550Binding.create(platform, device.id(), device.inputClockHz()));
      } else if (device.interfaceName().equals(CARD_MODEL)) {
        bindings.add(I82540emBinding.create(platform, device.id()));
      }
    }
    return Vmm.attach(platform, bindings);
  }

  /** Powers it on and waits until the guest powers it off; the seconds between. */
  double runToPowerOff() throws InterruptedException {
    long start = System.nanoTime();
    machine.start();
    StopReason reason = machine.awaitStop();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (reason != StopReason.POWER_OFF) {
      throw new Failure(
          Failure.Reason.BROKEN_PROMISE,
          "A benchmark guest ended by %s instead of a power-off.".formatted(reason));
    }
    return seconds;
  }

  /** The machine, for what is not offered here. */
  Machine machine() {
    return machine;
  }

  /** Its monitor; not on a bare machine. */
  Vmm vmm() {
    if (vmm == null) {
      throw new IllegalStateException("A bare machine has no monitor");
    }
    return vmm;
  }

  MachineCounters counters() {
    return machine.counters();
  }

  @Override
  public void close() {
    machine.close();
  }
}
