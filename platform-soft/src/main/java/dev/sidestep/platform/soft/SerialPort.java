package dev.sidestep.platform.soft;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.base.InterruptLine;
import dev.sidestep.base.RegisterWindow;
import dev.sidestep.device.model.backend.SerialCable;
import dev.sidestep.device.model.uart16550.CharacterTiming;
import dev.sidestep.device.model.uart16550.Uart16550;
import dev.sidestep.device.model.uart16550.Uart16550State;
import dev.sidestep.platform.AddressRange;
import dev.sidestep.platform.DmaWindow;
import dev.sidestep.platform.RegisterRange;
import dev.sidestep.platform.SerialPeer;
import dev.sidestep.riscv.DeviceTreeCells;
import dev.sidestep.riscv.DeviceTreeNode;
import java.util.List;

/** The board's 16550A, and the cable to whatever is plugged in. */
final class SerialPort implements BoardDevice {
  private static final List<RegisterRange> RANGES =
      List.of(new RegisterRange(new AddressRange(AddressMap.UART0, AddressMap.UART_SIZE), 0));

  private final Uart16550 uart;
  private final SerialCable cable;

  SerialPort(
      EventScheduler scheduler, InterruptLine interrupt, SerialPeer peer, CharacterTiming timing) {
    cable = new SerialCable(scheduler, peer::next, peer::accept, SerialCable.Patience.PATIENT);
    uart = new Uart16550(scheduler, AddressMap.UART_CLOCK_HZ, interrupt, cable, timing);
    cable.plugInto(uart);
  }

  /** The peer may have something to say. Lock held. */
  void wake() {
    cable.wake();
  }

  @Override
  public String name() {
    return "uart0";
  }

  @Override
  public String interfaceName() {
    return "16550A";
  }

  @Override
  public long inputClockHz() {
    return AddressMap.UART_CLOCK_HZ;
  }

  @Override
  public List<RegisterRange> ranges() {
    return RANGES;
  }

  @Override
  public int source() {
    return AddressMap.UART0_SOURCE;
  }

  @Override
  public RegisterWindow registers() {
    return uart;
  }

  @Override
  public DmaWindow dma() {
    return DmaWindow.NONE;
  }

  @Override
  public void isolate(boolean isolated) {}

  @Override
  public void reset() {
    uart.reset();
  }

  /** Adds its node under {@code soc}. */
  void describe(DeviceTreeNode soc) {
    soc.node("serial@" + Long.toHexString(AddressMap.UART0))
        .strings("compatible", "ns16550a")
        .property("reg", DeviceTreeCells.of().u64(AddressMap.UART0).u64(AddressMap.UART_SIZE))
        .property("clock-frequency", (int) AddressMap.UART_CLOCK_HZ)
        .property("interrupts", source())
        .property("interrupt-parent", DeviceTreeCells.of().phandle(GuestTree.PLIC_LABEL));
  }

  private record State(Uart16550State uart, SerialCable.State cable) {}

  @Override
  public Object state() {
    return new State(uart.state(), cable.state());
  }

  @Override
  public void restore(Object state) {
    State saved = (State) state;
    uart.restore(saved.uart());
    cable.restore(saved.cable());
    cable.wake();
  }
}
