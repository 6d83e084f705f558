package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.base.RegisterWindow;
import dev.sidestep.device.model.backend.EthernetCable;
import dev.sidestep.device.model.i82540em.ChipTiming;
import dev.sidestep.device.model.i82540em.I82540em;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.platform.AddressRange;
import dev.sidestep.platform.PciRegion;
import dev.sidestep.testkit.platform.FakeDevice;
import dev.sidestep.testkit.platform.FakePlatform;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** A board with one 82540EM, a cable whose far end honours PAUSE, and memory; no monitor. */
final class CardRig {
  static final long BASE = 0x4000_0000L;
  static final long RAM = 0x8000_0000L;
  static final int RAM_BYTES = 4 << 20;
  static final long MAC = 0x52_54_00_12_34_56L;

  final FakePlatform platform = new FakePlatform();

  /** Its whole register window, base address register 0 first. */
  final FakeDevice device =
      platform.add("net0", "82540EM", new AddressRange(BASE, PciRegion.CONFIGURATION));

  final RigMemory ram = new RigMemory(RAM, RAM_BYTES);
  final FencedDma dma = new FencedDma(ram);
  final List<byte[]> sent = new ArrayList<>();
  final ArrayDeque<byte[]> input = new ArrayDeque<>();
  final EthernetCable cable;
  final I82540em chip;
  private int command = Command.BUS_MASTER;

  /** PCI command register. */
  private static final class Command {
    static final int BUS_MASTER = 4;
    static final int OFFSET = 4;
  }

  private CardRig(long bitsPerSecond, boolean flowControl) {
    cable =
        new EthernetCable(
            platform.scheduler(),
            new EthernetCable.Settings(
                bitsPerSecond, 0, 0, 0, flowControl, EthernetCable.Timing.REAL, 1),
            input::poll,
            sent::add);
    chip =
        new I82540em(
            platform.scheduler(),
            new I82540em.Pins(dma, device.line(), cable),
            MAC,
            ChipTiming.FAST);
    cable.plugInto(chip);
    chip.busMasterGranted(true);
    device.wire(new Window(), chip::reset);
    device.masters(dma);
    platform.setGuestMemory(ram);
  }

  /** A gigabit cable. */
  static CardRig create(boolean flowControl) {
    return new CardRig(1_000_000_000, flowControl);
  }

  /** A slow cable, so that FIFOs fill. */
  static CardRig slow(boolean flowControl) {
    return new CardRig(100_000_000, flowControl);
  }

  /** The chip, and of configuration space the one bit that a driver needs. */
  private final class Window implements RegisterWindow {
    @Override
    public long read(long offset, int width) {
      return offset == PciRegion.CONFIGURATION + Command.OFFSET
          ? command
          : chip.read(offset, width);
    }

    @Override
    public void write(long offset, int width, long value) {
      if (offset == PciRegion.CONFIGURATION + Command.OFFSET) {
        setBusMaster((value & Command.BUS_MASTER) != 0);
      } else {
        chip.write(offset, width, value);
      }
    }
  }

  void setBusMaster(boolean on) {
    command = on ? Command.BUS_MASTER : 0;
    chip.busMasterGranted(on);
  }

  /** Runs before each of the guest's accesses. */
  private Runnable beforeAccess = () -> {};

  void beforeAccess(Runnable action) {
    beforeAccess = action;
  }

  int read(int register) {
    beforeAccess.run();
    return (int) platform.load(BASE + register, 4);
  }

  /** Where stores go instead of to the chip, if it takes them. */
  private StoreTrap trap = (_, _) -> false;

  /** Sees the guest's stores. */
  @FunctionalInterface
  interface StoreTrap {
    /** True if the store was done. */
    boolean store(int register, int value);
  }

  void trapStores(StoreTrap newTrap) {
    trap = newTrap;
  }

  /** Reaches a register through the I/O window, as drivers do that reset this chip (13.2.2). */
  void writeByIoWindow(int register, int value) {
    long window = BASE + PciRegion.bar(2);
    platform.store(window + I82540emRegisters.IOADDR, Integer.BYTES, register);
    platform.store(window + I82540emRegisters.IODATA, Integer.BYTES, Integer.toUnsignedLong(value));
  }

  void write(int register, int value) {
    beforeAccess.run();
    if (trap.store(register, value)) {
      return;
    }
    platform.store(BASE + register, 4, Integer.toUnsignedLong(value));
  }

  /** The far end has this frame to send. */
  void arrive(byte[] frame) {
    input.add(frame);
    cable.wake();
  }
}
