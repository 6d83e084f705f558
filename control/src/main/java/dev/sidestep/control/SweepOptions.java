package dev.sidestep.control;

import java.util.OptionalLong;
import java.util.Set;

/**
 * Switch points to try.
 *
 * @param device whose custody changes
 * @param paths the paths on which to switch
 * @param directions the changes of custody to try on them
 * @param seed of the workload
 * @param every 1 for each guest instruction of a path, n for each n-th
 * @param point only this one, counted from 0 on its path; empty for all
 */
public record SweepOptions(
    Device device,
    Set<Path> paths,
    Set<Direction> directions,
    long seed,
    int every,
    OptionalLong point) {
  /** Which device. */
  public enum Device {
    /** The 16550A. */
    SERIAL,
    /** The 82540EM. */
    NETWORK
  }

  /** What the guest does at the moment of the switch. */
  public enum Path {
    SEND,
    RECEIVE
  }

  /** Which change of custody. */
  public enum Direction {
    VIRTUALIZE,
    DEVIRTUALIZE
  }
}
