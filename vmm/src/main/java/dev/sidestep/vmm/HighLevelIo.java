package dev.sidestep.vmm;

/**
 * One high-level I/O ([0024]): what a sequence of low-level accesses means, or what came of it.
 * Typed per class of device, not per chip, so that any virtual device of a class works with any
 * driver of that class ([0044]).
 */
public interface HighLevelIo {}
