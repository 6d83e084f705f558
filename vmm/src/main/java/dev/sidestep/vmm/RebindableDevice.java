package dev.sidestep.vmm;

/** A virtual device whose hardware can be replaced under the guest while it is emulated. */
public interface RebindableDevice {
  /**
   * The driver is another one, which has just adopted other hardware: tells it everything that the
   * guest has set. The guest is stopped.
   */
  void rebound();
}
