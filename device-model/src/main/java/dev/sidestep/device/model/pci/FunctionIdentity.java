package dev.sidestep.device.model.pci;

import java.util.List;

/**
 * What never changes in a function's configuration space.
 *
 * @param vendorId 16 bits
 * @param deviceId 16 bits
 * @param classCode 24 bits: base class, sub-class, programming interface
 * @param revision 8 bits
 * @param card whose card it is on
 * @param bars the base address registers it has
 * @param interruptPin 1 for INTA#, or 0
 * @param power its power management capability
 */
public record FunctionIdentity(
    int vendorId,
    int deviceId,
    int classCode,
    int revision,
    Subsystem card,
    List<BaseAddress> bars,
    int interruptPin,
    Power power) {

  /**
   * The card that the function's chip is soldered to.
   *
   * @param vendorId 16 bits
   * @param id 16 bits
   */
  public record Subsystem(int vendorId, int id) {}

  /**
   * The power management capability.
   *
   * @param offset where it is in configuration space, or 0 if there is none
   * @param capabilities what its PMC register reads as
   */
  public record Power(int offset, int capabilities) {
    /** No such capability: always in D0. */
    public static final Power NONE = new Power(0, 0);
  }

  /** Keeps its own list. */
  public FunctionIdentity {
    bars = List.copyOf(bars);
  }
}
