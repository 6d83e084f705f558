package dev.sidestep.control;

import java.util.List;

/**
 * What a sweep has found.
 *
 * @param seed of the workload
 * @param points runs compared with their never-switched twins
 * @param completed how many of these changes of custody were made; the others came too late in the
 *     run
 * @param differences those that differed, at most the first 100
 * @param failed how many differed
 */
public record SweepReport(
    long seed, long points, long completed, long failed, List<Difference> differences) {
  /**
   * A run that differed from its twin.
   *
   * @param path the serial path
   * @param direction the change of custody
   * @param point its number on the path
   * @param difference the first difference, in a sentence
   */
  public record Difference(
      SweepOptions.Path path, SweepOptions.Direction direction, long point, String difference) {}
}
