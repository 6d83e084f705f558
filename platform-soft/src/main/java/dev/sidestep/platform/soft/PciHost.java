package dev.sidestep.platform.soft;

import dev.sidestep.base.Bits;
import dev.sidestep.base.EventScheduler;
import dev.sidestep.base.InterruptLine;
import dev.sidestep.base.MemoryWindow;
import dev.sidestep.base.RegisterWindow;
import dev.sidestep.device.model.pci.BaseAddress;
import dev.sidestep.device.model.pci.FunctionIdentity;
import dev.sidestep.device.model.pci.PciFunction;
import dev.sidestep.device.spec.pci.Ecam;
import dev.sidestep.platform.AddressRange;
import dev.sidestep.platform.PciBus;
import dev.sidestep.platform.PciRegion;
import dev.sidestep.platform.RegisterRange;
import dev.sidestep.riscv.PhysicalBus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The PCI host: configuration space of bus 0 in memory (ECAM), an aperture for I/O and one for
 * memory, and the four interrupt wires. Function 00:00.0 is the host itself; cards begin at
 * 00:01.0. Functions that are not there read as all ones. Lock held.
 *
 * @datasheet PCI Express Base 3.0 7.2.2
 */
final class PciHost {
  /** Interrupt pins of a device, and wires of the host. */
  static final int PINS = 4;

  /** The slot of the first card. */
  static final int FIRST_CARD = 1;

  /**
   * The generic host bridge that software takes without quirks, as it is known from other virtual
   * boards; class 0x060000, no base addresses, no interrupt.
   */
  private static final FunctionIdentity BRIDGE =
      new FunctionIdentity(
          0x1b36,
          0x0008,
          0x06_0000,
          0,
          new FunctionIdentity.Subsystem(0, 0),
          List.of(),
          0,
          FunctionIdentity.Power.NONE);

  /** Ordered by device. */
  private final List<PciSlot> slots = new ArrayList<>();

  private final PciFunction bridge =
      new PciFunction(BRIDGE, InterruptLine.UNCONNECTED, MemoryWindow.NOTHING);
  private final PciAperture io =
      new PciAperture(
          BaseAddress.Space.IO, new AddressRange(AddressMap.PCI_IO, AddressMap.PCI_IO_SIZE), 0);
  private final PciAperture memory =
      new PciAperture(
          BaseAddress.Space.MEMORY,
          new AddressRange(AddressMap.PCI_MEMORY, AddressMap.PCI_MEMORY_SIZE),
          AddressMap.PCI_MEMORY);
  private Runnable onMove = () -> {};

  /** A host with empty slots. */
  PciHost() {
    slots.add(new PciSlot(0, bridge));
  }

  /** The PLIC source that a device's pin is wired to: each slot turns the wires by one. */
  static int sourceOf(int device, int pin) {
    return AddressMap.PCI_SOURCE + (device + pin - 1) % PINS;
  }

  /** Puts a function into the next free slot. */
  PciSlot insert(PciFunction function) {
    PciSlot slot = new PciSlot(slots.size(), function);
    slots.add(slot);
    function.onDecodingChange(this::move);
    return slot;
  }

  /** Puts another function into a slot. */
  void replace(PciSlot slot, PciFunction function) {
    slot.function().onDecodingChange(() -> {});
    slot.replace(function);
    function.onDecodingChange(this::move);
    move();
  }

  /** Puts the host's addresses on the bus. */
  void plugInto(PhysicalBus bus, AddressMap map, EventScheduler scheduler) {
    bus.plug(
        map.onBus(AddressMap.ECAM), Ecam.BUS_BYTES, new TimelyWindow(scheduler, configuration));
    for (PciAperture aperture : List.of(io, memory)) {
      bus.plug(
          map.onBus(aperture.range().start()),
          aperture.range().size(),
          new TimelyWindow(scheduler, aperture));
    }
  }

  /** Sets what is called when functions answer at other addresses than before. */
  void onMove(Runnable listener) {
    onMove = listener;
  }

  private void move() {
    io.route(slots);
    memory.route(slots);
    onMove.run();
  }

  /** Makes a slot look empty to the harts, or no longer. */
  void isolate(PciSlot slot, boolean isolated) {
    slot.setIsolated(isolated);
    io.route(slots);
    memory.route(slots);
  }

  /** Its apertures. */
  PciBus bus() {
    return new PciBus(memory.range(), AddressMap.PCI_MEMORY, io.range(), 0);
  }

  /** Every guest-physical address that belongs to the host, whatever is behind it. */
  List<AddressRange> apertures() {
    return List.of(io.range(), memory.range(), new AddressRange(AddressMap.ECAM, Ecam.BUS_BYTES));
  }

  /** Where harts find the registers of the function in {@code slot}. */
  List<RegisterRange> ranges(PciSlot slot) {
    List<RegisterRange> ranges = new ArrayList<>();
    long page = AddressMap.ECAM + Ecam.offset(0, slot.device(), 0);
    ranges.add(
        new RegisterRange(new AddressRange(page, Ecam.FUNCTION_BYTES), PciRegion.CONFIGURATION));
    memory.addRanges(slot, ranges);
    io.addRanges(slot, ranges);
    return List.copyOf(ranges);
  }

  private @Nullable PciSlot slotAt(long offset) {
    int device = Ecam.device(offset);
    boolean there = Ecam.function(offset) == 0 && device < slots.size();
    return there && !slots.get(device).isIsolated() ? slots.get(device) : null;
  }

  private final RegisterWindow configuration =
      new RegisterWindow() {
        @Override
        public long read(long offset, int width) {
          PciSlot slot = slotAt(offset);
          return slot == null
              ? Bits.truncate(-1, width)
              : slot.function().configuration().read(Ecam.register(offset), width);
        }

        @Override
        public void write(long offset, int width, long value) {
          PciSlot slot = slotAt(offset);
          if (slot != null) {
            slot.function().configuration().write(Ecam.register(offset), width, value);
          }
        }
      };

  /** The state of the host's own function. */
  PciFunction.State state() {
    return bridge.state();
  }

  /** Goes on from {@link #state}. */
  void restore(PciFunction.State state) {
    bridge.restore(state);
  }
}
