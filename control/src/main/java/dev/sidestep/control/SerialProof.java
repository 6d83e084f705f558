package dev.sidestep.control;

/**
 * Serial traffic in both directions while custody changed.
 *
 * @param baud characters took their real time at this rate
 * @param sentBytes data bytes that the guest sent
 * @param receivedBytes data bytes that the guest received and echoed
 * @param lost bytes that did not arrive, both directions
 * @param duplicated bytes that arrived more than once
 * @param reordered bytes that arrived at another place in the order
 * @param switches completed changes of custody
 * @param refused requests that ended in the old custody, each with a reason
 * @param trapsWhileDirect intercepted accesses while the port was the guest's
 * @param trapsWhileEmulated intercepted accesses while it was the monitor's
 * @param trapNanos host time of one access while emulated
 * @param guestLogNewLines lines that the guest's kernel logged meanwhile
 * @param blackoutGuestNanos guest time in which the guest stood still, a switch
 * @param blackoutWallNanos the same in the host's time
 */
public record SerialProof(
    int baud,
    long sentBytes,
    long receivedBytes,
    long lost,
    long duplicated,
    long reordered,
    long switches,
    long refused,
    long trapsWhileDirect,
    long trapsWhileEmulated,
    Spread trapNanos,
    long guestLogNewLines,
    Spread blackoutGuestNanos,
    Spread blackoutWallNanos) {}
