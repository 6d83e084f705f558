package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.base.Bits;
import dev.sidestep.device.spec.pci.PciHeader;
import dev.sidestep.device.spec.pci.PowerManagement;
import dev.sidestep.device.spec.pci.PowerManagement.Pmcsr;
import dev.sidestep.platform.MmioAccess;
import dev.sidestep.platform.Verdict;
import dev.sidestep.vmm.device.EthernetIo;
import java.util.function.Consumer;

/**
 * Configuration space. Nearly all of it is the hardware's own: the guest's accesses go there. The
 * exceptions are what the monitor's driver needs to be otherwise, or has to know of: Interrupt
 * Disable and Interrupt Status are those of the virtual line, Bus Master is watched, and the way
 * from D3hot to D0 is a reset.
 *
 * @datasheet PCI Local Bus 3.0 6.2
 */
final class VirtualConfiguration {
  private static final int INTERRUPT_DISABLE = PciHeader.Command.INTERRUPT_DISABLE;
  private static final int INTERRUPT_STATUS = PciHeader.Status.INTERRUPT << Short.SIZE;
  private static final int CAPABILITY_BYTES = 4;
  private static final int MOST_CAPABILITIES = 48;
  private static final int LOWEST_CAPABILITY = 0x40;

  private final VirtualInterrupts interrupts;
  private final Consumer<EthernetIo> driver;
  private final Events events;
  private int answer;
  private int powerRegister;
  private boolean interruptDisabled;
  private boolean busMaster;

  /** What it finds out. */
  interface Events {
    /** Bus Master is on now. */
    void busMasterGranted();

    /** From D3hot to D0. */
    void poweredUp();
  }

  VirtualConfiguration(VirtualInterrupts interrupts, Consumer<EthernetIo> driver, Events events) {
    this.interrupts = interrupts;
    this.driver = driver;
    this.events = events;
  }

  /** The driver's own interrupts need the pin, whatever the guest has set. */
  void begin() {
    powerRegister = findPowerRegister();
    int command = read(PciHeader.COMMAND, Short.BYTES);
    interruptDisabled = Bits.isSet(command, INTERRUPT_DISABLE);
    if (interruptDisabled) {
      write(PciHeader.COMMAND, Short.BYTES, command & ~INTERRUPT_DISABLE);
    }
    update(command);
  }

  /** Sets the pin as the guest has set it. */
  void end() {
    if (interruptDisabled) {
      int command = read(PciHeader.COMMAND, Short.BYTES);
      write(PciHeader.COMMAND, Short.BYTES, command | INTERRUPT_DISABLE);
    }
    interrupts.gate(false);
  }

  private int findPowerRegister() {
    int at = read(PciHeader.CAPABILITIES_POINTER, 1) & ~3;
    for (int i = 0; i < MOST_CAPABILITIES && at >= LOWEST_CAPABILITY; i++) {
      int header = read(at, CAPABILITY_BYTES);
      if ((header & 0xff) == PowerManagement.ID) {
        return at + PowerManagement.PMCSR;
      }
      at = header >>> Byte.SIZE & 0xfc;
    }
    return 0;
  }

  private void update(int command) {
    interrupts.gate(interruptDisabled);
    boolean granted = Bits.isSet(command, PciHeader.Command.BUS_MASTER) && powerState() == Pmcsr.D0;
    boolean before = busMaster;
    busMaster = granted;
    if (granted && !before) {
      events.busMasterGranted();
    }
  }

  /** True if the chip may reach memory. */
  boolean isBusMaster() {
    return busMaster;
  }

  private int powerState() {
    return powerRegister == 0 ? Pmcsr.D0 : read(powerRegister, 2) & Pmcsr.POWER_STATE;
  }

  /** An access at {@code offset} of configuration space. */
  Verdict access(MmioAccess access, int offset) {
    int width = access.width();
    if (width > Integer.BYTES || (offset & (width - 1)) != 0) {
      return Verdict.FORWARD;
    }
    int word = offset & ~3;
    if (word == PciHeader.COMMAND) {
      accessCommand(access, offset);
      return Verdict.COMPLETED;
    }
    if (access.isStore() && powerRegister != 0 && word == powerRegister) {
      writePower(access, offset);
      return Verdict.COMPLETED;
    }
    return Verdict.FORWARD;
  }

  private void accessCommand(MmioAccess access, int offset) {
    int shift = (offset & 3) * Byte.SIZE;
    if (access.isStore()) {
      writeCommand((int) access.value(), offset, access.width());
    } else {
      int value = Bits.with(read(PciHeader.COMMAND, 4), INTERRUPT_DISABLE, interruptDisabled);
      value = Bits.with(value, INTERRUPT_STATUS, interrupts.isAsserted());
      access.answer(Bits.truncate(Integer.toUnsignedLong(value) >>> shift, access.width()));
    }
  }

  private void writeCommand(int value, int offset, int width) {
    int shift = (offset & 3) * Byte.SIZE;
    boolean covers = shift <= Byte.SIZE && shift + width * Byte.SIZE > Byte.SIZE;
    int bit = INTERRUPT_DISABLE >>> shift;
    if (covers) {
      interruptDisabled = Bits.isSet(value, bit);
    }
    write(offset, width, covers ? value & ~bit : value);
    update(read(PciHeader.COMMAND, Short.BYTES));
  }

  private void writePower(MmioAccess access, int offset) {
    int before = powerState();
    write(offset, access.width(), (int) access.value());
    if (before != Pmcsr.D0 && powerState() == Pmcsr.D0) {
      interruptDisabled = false;
      events.poweredUp();
    }
    update(read(PciHeader.COMMAND, Short.BYTES));
  }

  private int read(int offset, int width) {
    answer = 0;
    driver.accept(new EthernetIo.ConfigurationAccess(false, offset, width, 0));
    return answer;
  }

  private void write(int offset, int width, int value) {
    driver.accept(new EthernetIo.ConfigurationAccess(true, offset, width, value));
  }

  /** The driver answers a read. */
  void answered(int value) {
    answer = value;
  }
}
