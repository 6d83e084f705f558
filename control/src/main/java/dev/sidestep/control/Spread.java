package dev.sidestep.control;

/**
 * How samples are spread, in the unit of the field that holds it.
 *
 * @param samples how many there were; with 0 the rest is 0
 */
public record Spread(long samples, long min, long median, long p99, long max) {}
