package dev.sidestep.platform.soft;

/**
 * Where things are on the bus: the addresses of the {@code virt} board that RISC-V software knows,
 * all moved up by {@code base}.
 *
 * <p>A bare board has base 0. A board with a monitor is strapped to another base, so that no
 * guest-physical address equals the machine address behind it ([0003]).
 *
 * @param base what is added to every address, a multiple of 4 GiB
 */
record AddressMap(long base) {
  /** Guest-physical addresses; also those of a bare board. */
  static final long CLINT = 0x0200_0000L;

  static final long CLINT_SIZE = 0x1_0000;
  static final long PLIC = 0x0c00_0000L;
  static final long PLIC_SIZE = 0x60_0000;
  static final long UART0 = 0x1000_0000L;
  static final long UART_SIZE = 0x100;
  static final long PCI_IO = 0x0300_0000L;
  static final long PCI_IO_SIZE = 0x1_0000;
  static final long ECAM = 0x3000_0000L;
  static final long PCI_MEMORY = 0x4000_0000L;
  static final long PCI_MEMORY_SIZE = 0x4000_0000L;
  static final long RAM = 0x8000_0000L;

  /** The strap of a board that has a monitor. */
  static final long MONITORED_BASE = 0x10_0000_0000L;

  /** PLIC source of the first UART. */
  static final int UART0_SOURCE = 10;

  /** The first of the four PLIC sources that INTA# to INTD# of the PCI slots are wired to. */
  static final int PCI_SOURCE = 32;

  /** PLIC sources 1..this exist. */
  static final int SOURCES = 95;

  /** Input clock of the UARTs: 3,000,000 baud at divisor 1, 115,200 within 0.2 % at 26. */
  static final long UART_CLOCK_HZ = 48_000_000;

  /** Ticks of {@code time} and {@code mtime} a second. */
  static final long TIMEBASE_HZ = 10_000_000;

  static final long NANOS_PER_TICK = 1_000_000_000L / TIMEBASE_HZ;

  /** The bus address behind a guest-physical one. */
  long onBus(long guestPhysical) {
    return guestPhysical + base;
  }
}
