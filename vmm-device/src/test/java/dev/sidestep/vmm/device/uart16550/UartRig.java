package dev.sidestep.vmm.device.uart16550;

import dev.sidestep.base.InterruptLine;
import dev.sidestep.device.model.SerialOutlet;
import dev.sidestep.device.model.backend.SerialCable;
import dev.sidestep.device.model.uart16550.CharacterTiming;
import dev.sidestep.device.model.uart16550.Uart16550;
import dev.sidestep.device.spec.uart16550.LineSettings;
import dev.sidestep.device.spec.uart16550.Uart16550Registers;
import dev.sidestep.platform.AddressRange;
import dev.sidestep.testkit.platform.FakeDevice;
import dev.sidestep.testkit.platform.FakePlatform;
import dev.sidestep.vmm.Custody;
import dev.sidestep.vmm.Switch;
import dev.sidestep.vmm.SwitchPolicies;
import dev.sidestep.vmm.SwitchReport;
import dev.sidestep.vmm.Vmm;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** A board with one UART, a cable and, unless it is bare, a monitor; the test is the guest. */
final class UartRig {
  static final long BASE = 0x1000_0000L;
  static final long CLOCK_HZ = 1_843_200;
  static final long CHARACTER_NANOS = 86_806;

  final FakePlatform platform = new FakePlatform();
  final FakeDevice device = platform.add("uart0", "16550A", new AddressRange(BASE, 256));
  final List<Integer> wire = new ArrayList<>();
  final List<LineSettings> framing = new ArrayList<>();
  final ArrayDeque<Integer> input = new ArrayDeque<>();
  final SerialCable cable =
      new SerialCable(
          platform.scheduler(),
          () -> input.isEmpty() ? SerialCable.NO_BYTE : input.remove(),
          wire::add,
          SerialCable.Patience.PATIENT);
  final Uart16550 chip;
  final Vmm vmm;
  final boolean monitored;
  SwitchPolicies policies = SwitchPolicies.defaults();

  private UartRig(boolean monitored, CharacterTiming timing, Uart16550Preference preference) {
    this.monitored = monitored;
    chip = new Uart16550(platform.scheduler(), CLOCK_HZ, line(), outlet(), timing);
    device.wire(chip, chip::reset);
    cable.plugInto(chip);
    vmm =
        Vmm.attach(
            platform,
            List.of(Uart16550Binding.create(platform, device.id(), CLOCK_HZ, preference)));
  }

  private InterruptLine line() {
    return device.line();
  }

  private SerialOutlet outlet() {
    return new SerialOutlet() {
      @Override
      public void transmitted(int data, LineSettings line) {
        framing.add(line);
        cable.transmitted(data, line);
      }

      @Override
      public void receiverReady() {
        cable.receiverReady();
      }
    };
  }

  static UartRig create() {
    return new UartRig(true, CharacterTiming.REAL, Uart16550Preference.undisturbing());
  }

  static UartRig preferring(Uart16550Preference preference) {
    return new UartRig(true, CharacterTiming.REAL, preference);
  }

  int read(int register) {
    return (int) platform.load(BASE + register, 1);
  }

  void write(int register, int value) {
    platform.store(BASE + register, 1, value);
  }

  /** 115200 8N1, FIFOs on with trigger level 8. */
  void setUp(int ier) {
    setLine(1, 0x03);
    write(Uart16550Registers.FCR, 0x87);
    write(Uart16550Registers.MCR, 0x0b);
    write(Uart16550Registers.IER, ier);
  }

  void setLine(int divisor, int lcr) {
    write(Uart16550Registers.LCR, lcr | 0x80);
    write(Uart16550Registers.DLL, divisor & 0xff);
    write(Uart16550Registers.DLM, divisor >>> 8);
    write(Uart16550Registers.LCR, lcr);
  }

  void type(int... characters) {
    for (int character : characters) {
      input.add(character);
    }
    cable.wake();
  }

  Custody custody() {
    return vmm.status(device.id()).custody();
  }

  Switch virtualize() {
    return vmm.virtualize(device.id(), policies);
  }

  Switch devirtualize() {
    return vmm.devirtualize(device.id(), policies);
  }

  /** Waits, with the guest doing nothing, until the switch has ended. */
  SwitchReport finish(Switch change) {
    for (int i = 0; i < 100_000 && !change.isDone(); i++) {
      platform.advance(10_000);
    }
    if (!change.isDone()) {
      throw new AssertionError("The switch hangs in " + custody());
    }
    return change.report().join();
  }

  SwitchReport virtualized() {
    return finish(virtualize());
  }

  SwitchReport devirtualized() {
    return finish(devirtualize());
  }
}
