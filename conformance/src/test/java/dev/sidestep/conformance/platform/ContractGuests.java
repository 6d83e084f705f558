package dev.sidestep.conformance.platform;

import dev.sidestep.platform.BootSource;

/** Guests that the contract needs, in the instruction set of a platform. */
interface ContractGuests {
  /**
   * Every vCPU stores bytes to {@link #scratch} and loads them back, for ever: 1, 2, 3 and so on.
   */
  BootSource touching(int vcpus);

  /**
   * Loads one byte from {@link #scratch}, stores what it was plus one, or 0xee if the load faulted,
   * and goes on with {@link #touching}.
   */
  BootSource reporting();

  /**
   * Makes the serial port interrupt at once and for ever ("transmitter empty"), and stores 1 to
   * {@link #scratch} between claim and completion of each interrupt, and 2 behind it. Sleeps
   * otherwise.
   */
  BootSource interrupted();

  /** Asks for power-off, reboot, or power-off after a failure. */
  BootSource ending(Ending how);

  /** Waits for an interrupt that never comes. */
  BootSource sleeping();

  /** Address of a register of the serial port that keeps what is stored and does nothing. */
  long scratch();

  /** How a guest can end its machine. */
  enum Ending {
    POWER_OFF,
    REBOOT,
    FAILURE
  }
}
