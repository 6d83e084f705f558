package dev.sidestep.riscv;

/**
 * What a hart is soldered to.
 *
 * @param id {@code mhartid}
 * @param bus memory and devices
 * @param code shared by all harts of the machine
 * @param outlets time
 */
public record HartConfig(int id, PhysicalBus bus, CodeCache code, HartOutlets outlets) {}
