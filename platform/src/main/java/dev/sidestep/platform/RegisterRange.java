package dev.sidestep.platform;

/**
 * Where the guest finds a part of a device's registers.
 *
 * @param range guest-physical addresses
 * @param offset of the first of them in the device's {@link PhysicalDevice#registers} window
 */
public record RegisterRange(AddressRange range, long offset) {}
