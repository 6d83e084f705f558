package dev.sidestep.platform;

/**
 * What a machine has done so far, summed over its vCPUs.
 *
 * @param instructions guest instructions retired
 * @param tlbFills TLB misses resolved
 * @param exits intercepted accesses
 * @param deviceAccesses accesses that reached a device directly
 * @param firmwareCalls traps and interrupts taken to machine mode
 */
public record MachineCounters(
    long instructions, long tlbFills, long exits, long deviceAccesses, long firmwareCalls) {}
