package dev.sidestep.vmm.device.pci;

import java.util.List;

/**
 * What never changes in the configuration space of a virtual function.
 *
 * @param device device identification above, vendor below
 * @param classAndRevision class code above, revision in the low byte
 * @param subsystem subsystem identification above, its vendor below
 * @param bars its base address registers
 * @param power where its power management capability is, or 0
 * @param powerCapabilities PMC
 */
public record FunctionProfile(
    int device,
    int classAndRevision,
    int subsystem,
    List<Bar> bars,
    int power,
    int powerCapabilities) {
  /** Keeps its own list. */
  public FunctionProfile {
    bars = List.copyOf(bars);
  }

  /**
   * A base address register.
   *
   * @param index 0..5
   * @param io I/O space, and not memory
   * @param bytes a power of two
   */
  public record Bar(int index, boolean io, int bytes) {}
}
