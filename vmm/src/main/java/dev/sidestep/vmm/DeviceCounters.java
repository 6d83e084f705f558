package dev.sidestep.vmm;

/**
 * What has happened at one device since the machine was powered on.
 *
 * @param exits intercepted accesses
 * @param trapsWhileDirect exits at a time when the device was in direct custody; 0 is the promise
 * @param exitNanosSamples wall nanoseconds in the monitor, of one exit in sixteen, the latest ones
 * @param highLevelIos high-level I/O performed by the monitor's driver
 * @param interrupts interrupts taken by the monitor
 * @param strayForwarded of these, given to the guest
 * @param strayDropped of these, dropped
 * @param virtualizations completed
 * @param devirtualizations completed
 */
@SuppressWarnings("ArrayRecordComponent") // Samples; never compared.
public record DeviceCounters(
    long exits,
    long trapsWhileDirect,
    long[] exitNanosSamples,
    long highLevelIos,
    long interrupts,
    long strayForwarded,
    long strayDropped,
    long virtualizations,
    long devirtualizations) {}
