package dev.sidestep.vmm;

/**
 * One part of a device's state at a switch.
 *
 * @param name as the datasheet spells it
 * @param value as a person reads it
 * @param provenance how it is known
 */
public record KnownField(String name, String value, Provenance provenance) {}
