package dev.sidestep.platform.soft;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.base.InterruptLine;
import dev.sidestep.device.model.uart16550.CharacterTiming;
import dev.sidestep.platform.MachineConfiguration;
import dev.sidestep.platform.NetworkCard;
import dev.sidestep.riscv.Clint;
import dev.sidestep.riscv.CodeCache;
import dev.sidestep.riscv.Hart;
import dev.sidestep.riscv.HartConfig;
import dev.sidestep.riscv.HartOutlets;
import dev.sidestep.riscv.Interrupts;
import dev.sidestep.riscv.PhysicalBus;
import dev.sidestep.riscv.Plic;
import dev.sidestep.riscv.Ram;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The hardware: harts, memory, CLINT, PLIC and devices, wired together. It knows nothing of
 * virtualization.
 *
 * <p>One lock guards everything but the harts and memory: devices, PLIC, CLINT and timers.
 */
final class Board {
  private final ReentrantLock lock;
  private final AddressMap map;
  private final Cards models;
  private final MachineClock clock;
  private final EventScheduler scheduler;
  private final Ram ram;
  private final PhysicalBus bus;
  private final CodeCache code;
  private final List<Vcpu> vcpus = new ArrayList<>();
  private final List<ExternalInterrupt> externalInterrupts = new ArrayList<>();
  private final Plic plic;
  private final Clint clint;
  private final SerialPort serial;
  private final PciHost pci = new PciHost();
  private final List<PciCard> cards = new ArrayList<>();

  Board(MachineConfiguration configuration, AddressMap map, MachineClock clock, Cards models) {
    this.map = map;
    this.models = models;
    this.clock = clock;
    this.scheduler = new EventScheduler(clock);
    boolean oneThread = configuration.clock() == MachineConfiguration.ClockMode.DETERMINISTIC;
    this.lock = new ReentrantLock(oneThread); // fair where one thread would never let go
    this.bus = oneThread ? PhysicalBus.singleThreaded() : PhysicalBus.guardedBy(lock);
    this.ram = Ram.allocate(map.onBus(AddressMap.RAM), configuration.ramBytes());
    bus.add(ram);
    this.code = new CodeCache(bus);
    for (int id = 0; id < configuration.vcpus(); id++) {
      vcpus.add(new Vcpu(new Hart(new HartConfig(id, bus, code, new Time(id)))));
    }
    this.plic = new Plic(AddressMap.SOURCES, wirePlic());
    this.clint =
        new Clint(
            vcpus.size(),
            new ClintWires(),
            this::ticks,
            (int) AddressMap.NANOS_PER_TICK,
            scheduler);
    this.serial =
        new SerialPort(
            scheduler,
            plic.source(AddressMap.UART0_SOURCE),
            configuration.serial(),
            configuration.timing() == MachineConfiguration.Timing.REAL
                ? CharacterTiming.REAL
                : CharacterTiming.FAST);
    bus.plug(map.onBus(AddressMap.CLINT), AddressMap.CLINT_SIZE, clint);
    bus.plug(map.onBus(AddressMap.PLIC), AddressMap.PLIC_SIZE, plic);
    bus.plug(
        map.onBus(AddressMap.UART0),
        AddressMap.UART_SIZE,
        new TimelyWindow(scheduler, serial.registers()));
    pci.plugInto(bus, map, scheduler);
    for (NetworkCard card : configuration.cards()) {
      cards.add(new PciCard(cards.size(), models.model(card.model()), this, configuration));
    }
  }

  private List<InterruptLine> wirePlic() {
    List<InterruptLine> contexts = new ArrayList<>();
    for (Vcpu vcpu : vcpus) {
      ExternalInterrupt supervisor = new ExternalInterrupt(vcpu);
      externalInterrupts.add(supervisor);
      contexts.add(asserted -> vcpu.setPending(Interrupts.MEIP, asserted));
      contexts.add(supervisor::setWire);
    }
    return contexts;
  }

  /** {@code time} in ticks of {@link AddressMap#TIMEBASE_HZ}. */
  long ticks() {
    return clock.nanos() / AddressMap.NANOS_PER_TICK;
  }

  /** The chips that have an interrupt source and registers, in order of their names. */
  List<BoardDevice> devices() {
    List<BoardDevice> devices = new ArrayList<>(cards);
    devices.add(serial);
    return devices;
  }

  /** The network cards, in order of their slots. */
  List<PciCard> cards() {
    return cards;
  }

  /** The models of cards that there are. */
  Cards models() {
    return models;
  }

  PciHost pci() {
    return pci;
  }

  ReentrantLock lock() {
    return lock;
  }

  AddressMap map() {
    return map;
  }

  MachineClock clock() {
    return clock;
  }

  EventScheduler scheduler() {
    return scheduler;
  }

  Ram ram() {
    return ram;
  }

  PhysicalBus bus() {
    return bus;
  }

  CodeCache code() {
    return code;
  }

  List<Vcpu> vcpus() {
    return vcpus;
  }

  /** The supervisor external interrupt input of a hart. */
  ExternalInterrupt supervisorExternal(int hart) {
    return externalInterrupts.get(hart);
  }

  Plic plic() {
    return plic;
  }

  Clint clint() {
    return clint;
  }

  SerialPort serial() {
    return serial;
  }

  private final class Time implements HartOutlets {
    private final int hart;

    Time(int hart) {
      this.hart = hart;
    }

    @Override
    public long time() {
      return ticks();
    }

    @Override
    public void stimecmpWritten(long deadline) {
      vcpus.get(hart).hart().requestExit(); // its loop looks at stimecmp before each run
    }
  }

  private final class ClintWires implements Clint.Wires {
    @Override
    public InterruptLine msip(int hart) {
      return asserted -> vcpus.get(hart).setPending(Interrupts.MSIP, asserted);
    }

    @Override
    public InterruptLine mtip(int hart) {
      return asserted -> vcpus.get(hart).setPending(Interrupts.MTIP, asserted);
    }
  }
}
