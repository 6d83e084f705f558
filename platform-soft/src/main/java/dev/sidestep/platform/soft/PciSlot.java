package dev.sidestep.platform.soft;

import dev.sidestep.device.model.pci.PciFunction;

/** A place on bus 0, and the function in it. Lock held. */
final class PciSlot {
  private final int device;
  private PciFunction function;
  private boolean isolated;

  PciSlot(int device, PciFunction function) {
    this.device = device;
    this.function = function;
  }

  /** Number on the bus, 0..31. */
  int device() {
    return device;
  }

  PciFunction function() {
    return function;
  }

  /** Another function is in its place from now on. */
  void replace(PciFunction other) {
    function = other;
  }

  /** True if to a hart this slot is empty. */
  boolean isIsolated() {
    return isolated;
  }

  void setIsolated(boolean isIsolated) {
    isolated = isIsolated;
  }
}
