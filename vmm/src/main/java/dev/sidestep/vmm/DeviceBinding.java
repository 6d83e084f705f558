package dev.sidestep.vmm;

import dev.sidestep.platform.DeviceId;

/**
 * What the monitor uses for one device while it is emulated.
 *
 * @param device which one
 * @param virtual what the guest sees
 * @param driver what drives the hardware
 */
public record DeviceBinding<I extends HighLevelIo, S extends DeviceState>(
    DeviceId device, VirtualDevice<I, S> virtual, VmmDriver<I, S> driver) {}
