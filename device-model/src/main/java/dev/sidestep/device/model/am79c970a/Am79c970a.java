package dev.sidestep.device.model.am79c970a;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.base.InterruptLine;
import dev.sidestep.base.MemoryWindow;
import dev.sidestep.base.RegisterWindow;
import dev.sidestep.device.model.EthernetInlet;
import dev.sidestep.device.model.EthernetOutlet;
import dev.sidestep.device.model.pci.PciChip;

/**
 * An Am79C970A but for its PCI configuration space. Base address register 0, of I/O, and 1, of
 * memory, reach the same 32 bytes.
 *
 * <p>Not thread-safe: accesses, the cable and the scheduler's events are under the owner's lock.
 */
public final class Am79c970a implements PciChip<Am79c970aState>, EthernetInlet {
  private final Registers registers = new Registers();
  private final Bus bus;
  private final Interrupts interrupts;
  private final Receiver receiver;
  private final Transmitter transmitter;
  private final Controller controller;
  private final HostPort host;

  /**
   * What the chip is connected to.
   *
   * @param dma memory as the chip reaches it
   * @param interruptLine its INTA# pin, active as {@code true}
   * @param cable its 10BASE-T port
   */
  public record Pins(MemoryWindow dma, InterruptLine interruptLine, EthernetOutlet cable) {}

  /**
   * A chip after power-on. It may not access memory yet.
   *
   * @param macAddress 48 bits, the first byte on the wire highest
   */
  public Am79c970a(EventScheduler scheduler, Pins pins, long macAddress) {
    bus = new Bus(pins.dma());
    interrupts = new Interrupts(registers, pins.interruptLine());
    receiver = new Receiver(registers, bus, interrupts, this::mayBegin);
    transmitter =
        new Transmitter(
            registers,
            bus,
            interrupts,
            new Transmitter.Outlets(scheduler, pins.cable(), this::stepEnd),
            receiver,
            this::mayBegin);
    controller =
        new Controller(
            registers,
            bus,
            interrupts,
            transmitter,
            new InitializationBlock(registers, bus, receiver, transmitter),
            scheduler);
    RegisterPort port = new RegisterPort(registers, interrupts, controller, pins.cable());
    host = new HostPort(registers, port, this::softwareReset, macAddress);
  }

  private boolean mayBegin() {
    return !controller.isSuspending();
  }

  private void stepEnd() {
    controller.checkBus();
  }

  /** {@inheritDoc} There are 0 and 1. */
  @Override
  public RegisterWindow bar(int index) {
    return host;
  }

  /** H_RESET. */
  @Override
  public void reset() {
    controller.stop();
    registers.hardwareReset();
    host.reset();
    interrupts.update();
  }

  /** S_RESET. */
  private void softwareReset() {
    controller.stop();
    registers.softwareReset();
    interrupts.update();
  }

  /** Never: it has no power management. */
  @Override
  public void resetFromD3() {
    reset();
  }

  @Override
  public void busMasterGranted(boolean granted) {
    bus.setGranted(granted);
    if (granted) {
      controller.busGranted();
    }
  }

  @Override
  public void receive(byte[] frame, int length) {
    receiver.receive(frame, length);
    controller.checkBus();
  }

  @Override
  public void sent() {
    transmitter.sent();
    controller.checkBus();
  }

  /** The link's state is read where it is needed. */
  @Override
  public void partnerChanged() {}

  /**
   * Counters of the model, from power-on.
   *
   * @param masterAborts accesses to memory that were refused; each stops the chip
   * @param framesDropped frames that came while the receiver was off, or were too long
   */
  public record Troubles(long masterAborts, long framesDropped) {}

  /** What the chip has met that no register tells. */
  public Troubles troubles() {
    return new Troubles(bus.aborts(), receiver.dropped());
  }

  /** Everything that the chip knows. */
  @Override
  public Am79c970aState state() {
    return new Am79c970aState(
        registers.values(),
        host.state(),
        transmitter.state(),
        controller.state(),
        bus.isGranted(),
        troubles());
  }

  /** Becomes a chip in {@code state}, drives its interrupt pin, and goes on from there. */
  @Override
  public void restore(Am79c970aState state) {
    registers.restore(state.registers());
    host.restore((HostPort.State) state.host());
    transmitter.restore((Transmitter.State) state.transmitter());
    controller.restore((Controller.State) state.controller());
    bus.setGranted(state.busMaster());
    bus.restoreAborts(state.troubles().masterAborts());
    receiver.restoreDropped(state.troubles().framesDropped());
    interrupts.update();
  }
}
