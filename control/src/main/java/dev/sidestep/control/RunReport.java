package dev.sidestep.control;

import dev.sidestep.platform.MachineCounters;
import dev.sidestep.platform.StopReason;

/**
 * How a run went.
 *
 * @param stop why it ended
 * @param instructions guest instructions retired; under the deterministic clock the same in each
 *     run of one seed
 * @param consoleBytes characters that the guest sent on its serial port
 * @param consoleSha256 their SHA-256, 64 lower-case hexadecimal digits
 * @param guestNanos guest time
 * @param wallNanos host time
 * @param reboots how many times the guest rebooted
 * @param switches completed changes of custody
 * @param seed the seed of this run
 * @param counters the machine's counters
 */
public record RunReport(
    StopReason stop,
    long instructions,
    long consoleBytes,
    String consoleSha256,
    long guestNanos,
    long wallNanos,
    long reboots,
    long switches,
    long seed,
    MachineCounters counters) {}
