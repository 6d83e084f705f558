package dev.sidestep.platform;

/**
 * A stretch in which no vCPU runs and no interrupt is delivered (210 to 216, 716 to 722).
 *
 * @figure FIG. 2 (210, 216)
 * @figure FIG. 7 (716, 722)
 */
public interface Bracket {
  /** {@link System#nanoTime} when the first vCPU stopped for it. */
  long stoppedSinceNanos();
}
