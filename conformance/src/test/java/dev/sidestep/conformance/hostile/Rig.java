package dev.sidestep.conformance.hostile;

import dev.sidestep.platform.BootSource;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.Machine;
import dev.sidestep.platform.MachineConfiguration;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.platform.MachineConfiguration.Timing;
import dev.sidestep.platform.SerialPeer;
import dev.sidestep.platform.StopReason;
import dev.sidestep.platform.soft.SoftMachineProvider;
import dev.sidestep.testkit.guest.Board;
import dev.sidestep.vmm.Switch;
import dev.sidestep.vmm.SwitchPolicies;
import dev.sidestep.vmm.Vmm;
import dev.sidestep.vmm.device.uart16550.Uart16550Binding;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A soft machine with one image in memory, bare or under the real monitor. */
final class Rig implements AutoCloseable {
  static final long RAM_BYTES = 4L << 20;
  static final DeviceId UART = new DeviceId("uart0");
  private static final long UART_CLOCK_HZ = 48_000_000;

  private final Console console = new Console();
  private final Machine machine;
  private final Optional<Vmm> vmm;

  private Rig(byte[] image, int vcpus, ClockMode clock, boolean monitored) {
    BootSource boot = BootSource.of(Board.IMAGE, image);
    machine =
        new SoftMachineProvider()
            .create(
                new MachineConfiguration(
                    vcpus, RAM_BYTES, clock, Timing.FAST, 1, monitored, boot, console));
    vmm = monitored ? Optional.of(attach()) : Optional.empty();
  }

  private Vmm attach() {
    return Vmm.attach(
        machine.platform(),
        List.of(Uart16550Binding.create(machine.platform(), UART, UART_CLOCK_HZ)));
  }

  static Rig deterministic(byte[] image, int vcpus, boolean monitored) {
    return new Rig(image, vcpus, ClockMode.DETERMINISTIC, monitored);
  }

  static Rig wall(byte[] image, int vcpus, boolean monitored) {
    return new Rig(image, vcpus, ClockMode.WALL, monitored);
  }

  Machine machine() {
    return machine;
  }

  StopReason run(long instructions) {
    return machine.run(instructions);
  }

  /** Asks for the other custody, or for the same again; a refusal is an answer too. */
  Switch flip(boolean emulated, SwitchPolicies policies) {
    Vmm monitor = vmm.orElseThrow();
    return emulated ? monitor.virtualize(UART, policies) : monitor.devirtualize(UART, policies);
  }

  Vmm vmm() {
    return vmm.orElseThrow();
  }

  /** What the guest has sent. */
  String sent() {
    return console.sent();
  }

  void type(String text) {
    console.type(text);
    machine.serialInputAvailable();
  }

  @Override
  public void close() {
    machine.close();
  }

  /** The far end of the cable. */
  private static final class Console implements SerialPeer {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final StringBuilder typed = new StringBuilder();

    @Override
    public synchronized void accept(int character) {
      sent.write(character);
    }

    @Override
    public synchronized int next() {
      if (typed.isEmpty()) {
        return -1;
      }
      int first = typed.charAt(0);
      typed.deleteCharAt(0);
      return first;
    }

    synchronized void type(String text) {
      typed.append(text);
    }

    synchronized String sent() {
      return sent.toString(StandardCharsets.ISO_8859_1);
    }
  }
}
