package dev.sidestep.network.user;

/**
 * What has become of a series of echo requests.
 *
 * @param sent requests
 * @param received requests that were answered, each counted once
 * @param outstanding requests that are not answered yet, and may still be
 * @param lost requests that were not answered in time; a late answer takes one away again
 * @param duplicated answers to requests that had been answered
 * @param reordered answers that came after the answer to a later request
 * @param foreign answers that do not fit what was asked, or were damaged
 * @param longestSilenceNanos between two answers, or before the first one
 * @param roundTrips of the answers
 */
public record PingReport(
    long sent,
    long received,
    long outstanding,
    long lost,
    long duplicated,
    long reordered,
    long foreign,
    long longestSilenceNanos,
    RoundTrips roundTrips) {}
