package dev.sidestep.device.model.i82540em;

import dev.sidestep.base.MemoryWindow;
import java.util.function.BooleanSupplier;

/**
 * How the chip reaches memory.
 *
 * @param memory what it reaches as a bus master
 * @param enabled whether it may (the bus master bit of the PCI command register): if not, it waits
 */
record BusMaster(MemoryWindow memory, BooleanSupplier enabled) {}
