package dev.sidestep.vmm.device.i82540em;

/** The parts of one virtual chip. */
record VirtualParts(
    VirtualRegisters registers,
    VirtualInterrupts interrupts,
    VirtualTransmitter transmitter,
    VirtualReceiveQueue receiver,
    VirtualEepromPort eeprom,
    VirtualPhyPort phy) {}
