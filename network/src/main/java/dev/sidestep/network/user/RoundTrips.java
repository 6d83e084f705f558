package dev.sidestep.network.user;

/**
 * A histogram of times with a resolution of an eighth: eight buckets for each power of two of
 * nanoseconds. Not safe for several threads; a {@link PingReport} has a copy.
 */
public final class RoundTrips {
  private static final int BITS = 3;
  private static final int PER_OCTAVE = 1 << BITS;

  /** How many buckets there are. */
  public static final int BUCKETS = (Long.SIZE - BITS) * PER_OCTAVE;

  private final long[] counts;
  private long number;
  private long longest;

  RoundTrips() {
    counts = new long[BUCKETS];
  }

  private RoundTrips(RoundTrips original) {
    counts = original.counts.clone();
    number = original.number;
    longest = original.longest;
  }

  RoundTrips copy() {
    return new RoundTrips(this);
  }

  void add(long nanos) {
    counts[bucket(nanos)]++;
    number++;
    longest = Math.max(longest, nanos);
  }

  /** The bucket that a time belongs to. */
  public static int bucket(long nanos) {
    if (nanos < PER_OCTAVE) {
      return (int) Math.max(nanos, 0);
    }
    int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - BITS;
    return octave * PER_OCTAVE + (int) (nanos >>> octave);
  }

  /** The least time that belongs to a bucket. */
  public static long least(int bucket) {
    if (bucket < 2 * PER_OCTAVE) {
      return bucket;
    }
    int octave = bucket / PER_OCTAVE - 1;
    return (long) (bucket % PER_OCTAVE + PER_OCTAVE) << octave;
  }

  /** How many times are in each bucket. */
  public long[] counts() {
    return counts.clone();
  }

  /** How many times there are. */
  public long number() {
    return number;
  }

  /** The longest time, nanoseconds; 0 if there is none. */
  public long longestNanos() {
    return longest;
  }

  /**
   * The time that {@code share} of all times do not exceed, to the bucket, nanoseconds.
   *
   * @param share 0..1, a half for the median
   */
  public long quantileNanos(double share) {
    long wanted = (long) Math.ceil(share * number);
    long seen = 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      seen += counts[bucket];
      if (seen >= wanted && seen > 0) {
        return Math.min(least(bucket + 1) - 1, longest);
      }
    }
    return longest;
  }
}
