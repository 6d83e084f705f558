package dev.sidestep.control;

import dev.sidestep.platform.SerialPeer;
import java.util.ServiceLoader;

/** Everything that Sidestep does for its user. */
public interface Sidestep {
  /**
   * Builds the machine that {@code options} describe, powered off, with its serial port connected
   * to {@code serial}. Fetches the guest's image if it is not cached, telling {@code progress}.
   *
   * @throws dev.sidestep.base.Failure BAD_INPUT or NOT_FOUND for a file of the user, NO_NETWORK or
   *     NOT_TRUSTED from fetching, USAGE for options that do not go together, HOST for lack of
   *     memory or disk
   */
  GuestSession prepare(RunOptions options, SerialPeer serial, Progress progress);

  /**
   * Runs the demonstration to its end. A promise that did not hold is part of the report, not an
   * exception.
   */
  DemoReport demo(DemoOptions options, Progress progress) throws InterruptedException;

  /** Changes custody at each chosen point of a workload, one run a point. */
  SweepReport sweep(SweepOptions options, Progress progress) throws InterruptedException;

  /** The cached guest images. */
  ImageLibrary images();

  /** The implementation on the module path. */
  static Sidestep load() {
    return ServiceLoader.load(Sidestep.class)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no Sidestep on the module path"));
  }
}
