package dev.sidestep.vmm;

/** A driver that can let go of its hardware for good, so that it can be taken away. */
public interface ReplaceableDriver {
  /**
   * Stops the device and touches it no more. Nothing is queued and nothing is there to be
   * delivered.
   */
  void detach();
}
