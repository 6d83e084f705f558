package dev.sidestep.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is measured of us and, if it is there, of the peer; a run of each in turns. */
final class SideBySide {
  private final Map<String, Samples.Measurement> measurements = new LinkedHashMap<>();
  private final boolean peerIsThere = Qemu.isInstalled();

  void ours(String name, Samples.Measurement measurement) {
    measurements.put(name, measurement);
  }

  /** Only if the peer is installed; its median is NaN otherwise. */
  void peers(String name, Samples.Measurement measurement) {
    if (peerIsThere) {
      measurements.put(name, measurement);
    }
  }

  Samples measure(int runs) throws InterruptedException {
    return Samples.inTurns(runs, measurements);
  }
}
