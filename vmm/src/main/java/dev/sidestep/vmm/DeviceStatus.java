package dev.sidestep.vmm;

import dev.sidestep.platform.DeviceId;

/**
 * A device, now.
 *
 * @param device its name
 * @param interfaceName the hardware's interface
 * @param virtualInterfaceName the interface that the guest sees while it is emulated
 * @param custody who has it
 * @param switching true while a switch is under way
 * @param lifecycleStep the last step of FIG. 6: 610, 612, 614 or 616; 0 if it was never virtualized
 * @param counters what has happened so far
 */
public record DeviceStatus(
    DeviceId device,
    String interfaceName,
    String virtualInterfaceName,
    Custody custody,
    boolean switching,
    int lifecycleStep,
    DeviceCounters counters) {}
