/**
 * Benchmarks: {@link dev.sidestep.bench.PeerBenchmark} is what {@code bench/run} starts, and {@link
 * dev.sidestep.bench.GuestMain} is what it starts in turn, once for each cold start.
 */
@NullMarked
package dev.sidestep.bench;

import org.jspecify.annotations.NullMarked;
