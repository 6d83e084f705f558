package dev.sidestep.device.model.i82540em;

import dev.sidestep.base.Bits;
import dev.sidestep.base.EventScheduler;
import dev.sidestep.base.InterruptLine;
import dev.sidestep.base.MemoryWindow;
import dev.sidestep.base.RegisterWindow;
import dev.sidestep.device.model.EthernetInlet;
import dev.sidestep.device.model.EthernetOutlet;
import dev.sidestep.device.model.pci.PciChip;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Icr;

/**
 * An 82540EM but for its PCI configuration space: registers, queues, MAC, PHY and EEPROM.
 *
 * <p>The window has base address register 0, 128 KiB of memory, at offset 0, and base address
 * register 2, 64 bytes of I/O with IOADDR and IODATA, at {@link #IO_OFFSET}. Elsewhere reads are
 * all ones and writes are ignored. Registers are 32 bits wide: a narrower read returns its part of
 * the register, side effects included, a narrower write is ignored, and an access of 64 bits is two
 * of 32, the low one first. Accesses that are not aligned reach nothing.
 *
 * <p>Not thread-safe: accesses, the cable and the scheduler's events are under the owner's lock.
 *
 * <p>Datasheet: SDM 13.
 */
public final class I82540em implements RegisterWindow, PciChip<I82540emState>, EthernetInlet {
  /** Where in the window base address register 2 is. */
  public static final long IO_OFFSET = 2L << 32;

  private final Core core;
  private final RegisterDecoder decoder;
  private final RegisterWindow io = new IoWindow();
  private int ioAddress;
  private boolean busMaster;

  /**
   * What the chip is connected to.
   *
   * @param dma memory as the chip reaches it
   * @param interruptLine its INTA# pin, active as {@code true}
   * @param cable its network socket
   */
  public record Pins(MemoryWindow dma, InterruptLine interruptLine, EthernetOutlet cable) {}

  /**
   * A chip after power-on, with an EEPROM from the factory. It may not access memory yet.
   *
   * @param macAddress 48 bits, the first byte on the wire highest
   * @param timing whether its EEPROM and PHY take their real time
   */
  public I82540em(EventScheduler scheduler, Pins pins, long macAddress, ChipTiming timing) {
    RegisterFile registers = new RegisterFile();
    Interrupts interrupts = new Interrupts(scheduler, registers, pins.interruptLine);
    Counters counters = new Counters(registers);
    Eeprom eeprom = new Eeprom(EepromImage.of(macAddress));
    Phy phy =
        new Phy(
            scheduler, pins.cable, timing, this::linkChanged, () -> interrupts.raise(Icr.PHYINT));
    LinkMonitor link = new LinkMonitor(registers, interrupts, phy);
    BusMaster bus = new BusMaster(pins.dma, () -> busMaster);
    this.core =
        new Core(
            registers,
            interrupts,
            counters,
            new EepromPort(scheduler, registers, eeprom, timing),
            phy,
            new ManagementPort(scheduler, registers, phy, interrupts, timing),
            link,
            new DataPath(
                new Parts(registers, interrupts, counters, bus, scheduler, pins.cable, link)));
    this.decoder = new RegisterDecoder(core, this::softwareReset);
    reset();
  }

  @Override
  public long read(long offset, int width) {
    if (width == Long.BYTES) {
      long low = read(offset, Integer.BYTES);
      return low | read(offset + Integer.BYTES, Integer.BYTES) << Integer.SIZE;
    }
    if (!isAligned(offset, width)) {
      return Bits.truncate(-1, width);
    }
    int shift = (int) (offset & 3) * Byte.SIZE;
    return Bits.truncate(readWord(offset & ~3L) >>> shift, width);
  }

  @Override
  public void write(long offset, int width, long value) {
    if (width == Long.BYTES) {
      write(offset, Integer.BYTES, value);
      write(offset + Integer.BYTES, Integer.BYTES, value >>> Integer.SIZE);
    } else if (width == Integer.BYTES && isAligned(offset, width)) {
      writeWord(offset, (int) value);
    }
  }

  private static boolean isAligned(long offset, int width) {
    return offset >= 0 && (offset & (width - 1)) == 0;
  }

  private long readWord(long offset) {
    if (offset < I82540emRegisters.SIZE_BYTES) {
      return Integer.toUnsignedLong(decoder.read((int) offset));
    }
    if (offset == IO_OFFSET + I82540emRegisters.IOADDR) {
      return Integer.toUnsignedLong(ioAddress);
    }
    if (offset == IO_OFFSET + I82540emRegisters.IODATA) {
      return isIoAddressGood() ? Integer.toUnsignedLong(decoder.read(ioAddress)) : 0;
    }
    return isReservedIo(offset) ? 0 : 0xffff_ffffL;
  }

  private static boolean isReservedIo(long offset) {
    return offset >= IO_OFFSET && offset < IO_OFFSET + I82540emRegisters.IO_BYTES;
  }

  private void writeWord(long offset, int value) {
    if (offset < I82540emRegisters.SIZE_BYTES) {
      decoder.write((int) offset, value);
    } else if (offset == IO_OFFSET + I82540emRegisters.IOADDR) {
      ioAddress = value;
    } else if (offset == IO_OFFSET + I82540emRegisters.IODATA && isIoAddressGood()) {
      decoder.write(ioAddress, value);
    }
  }

  /** 13.2.2: IODATA reaches what BAR 0 has, at multiples of 4. */
  private boolean isIoAddressGood() {
    return ioAddress >= 0 && ioAddress < I82540emRegisters.SIZE_BYTES && (ioAddress & 3) == 0;
  }

  /** {@inheritDoc} There are 0 and 2. */
  @Override
  public RegisterWindow bar(int index) {
    return index == 0 ? this : io;
  }

  /** Power-on: everything but the EEPROM and the bus master enable is as if it had been off. */
  @Override
  public void reset() {
    ioAddress = 0;
    core.registers().set(I82540emRegisters.IMS, 0); // a link that goes down with it says nothing
    core.phy().powerOn();
    resetMac(ResetScope.POWER_ON);
  }

  /**
   * The function has gone from D3hot to D0: the same as CTRL.RST, and PBA and IOADDR have their
   * defaults as well.
   */
  @Override
  public void resetFromD3() {
    ioAddress = 0;
    resetMac(ResetScope.D3_TO_D0);
  }

  private void softwareReset() {
    resetMac(ResetScope.SOFTWARE);
  }

  private void resetMac(ResetScope scope) {
    core.phy().hold(false);
    core.registers().reset(scope::keeps);
    core.eeprom().reset();
    core.eeprom().load();
    core.management().reset();
    core.dataPath().reset();
    core.link().update();
    core.interrupts().reset();
  }

  /**
   * The bus master enable of the command register: without it the chip waits wherever it needs
   * memory.
   */
  @Override
  public void busMasterGranted(boolean granted) {
    if (busMaster != granted) {
      busMaster = granted;
      core.dataPath().busMasterChanged();
    }
  }

  @Override
  public void receive(byte[] frame, int length) {
    core.dataPath().receive(frame, length);
  }

  @Override
  public void sent() {
    core.dataPath().sent();
  }

  @Override
  public void partnerChanged() {
    core.phy().partnerChanged();
  }

  private void linkChanged() {
    core.link().update();
    core.dataPath().linkChanged();
  }

  /** What the chip has met that no register tells. */
  public Troubles troubles() {
    DataPath.Troubles troubles = core.dataPath().troubles();
    return new Troubles(
        troubles.masterAborts(), troubles.packetsDropped(), troubles.framesDroppedWhileDisabled());
  }

  /**
   * Counters of the model, from power-on.
   *
   * @param masterAborts accesses to memory that were refused; each stops its queue
   * @param packetsDropped packets to send of which no frame could be made
   * @param framesDroppedWhileDisabled frames that arrived while RCTL.EN was 0
   */
  public record Troubles(long masterAborts, long packetsDropped, long framesDroppedWhileDisabled) {}

  /** Everything that the chip knows. */
  @Override
  public I82540emState state() {
    return new I82540emState(core.state(), ioAddress, busMaster);
  }

  /**
   * Becomes a chip in {@code state}, drives its interrupt pin, and goes on from there. The cable is
   * to be as it was then; if it is not, {@link #partnerChanged} is to follow.
   */
  @Override
  public void restore(I82540emState state) {
    ioAddress = state.ioAddress();
    busMaster = state.busMaster();
    core.restore(state.core());
  }

  /** Base address register 2 by itself. */
  private final class IoWindow implements RegisterWindow {
    @Override
    public long read(long offset, int width) {
      return I82540em.this.read(IO_OFFSET + offset, width);
    }

    @Override
    public void write(long offset, int width, long value) {
      I82540em.this.write(IO_OFFSET + offset, width, value);
    }
  }
}
