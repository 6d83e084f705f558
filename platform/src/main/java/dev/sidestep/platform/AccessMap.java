package dev.sidestep.platform;

import java.util.List;

/**
 * Which guest-physical addresses exit to the monitor (steps 214 and 720). Exact to the byte: what
 * shares a page with an intercepted device keeps its own mode.
 */
public interface AccessMap {
  /**
   * Sets how the guest reaches the registers of {@code device}. Only inside {@link
   * Platform#bracket}; before the bracket is left, no vCPU holds an older translation.
   *
   * @figure FIG. 2 (214)
   * @figure FIG. 7 (720)
   */
  void set(DeviceId device, AccessMode mode);

  /** The mode of {@code device}. Any thread, no lock. */
  AccessMode mode(DeviceId device);

  /**
   * Says where the guest finds the registers of {@code device} while they are intercepted, if that
   * is not where the hardware answers: the guest then sees another device than there is ([0044]).
   * An empty list goes back to {@link PhysicalDevice#ranges}. Lock held.
   */
  void place(DeviceId device, List<RegisterRange> ranges);

  /** The mode of one guest-physical address. Any thread, no lock, no allocation. */
  AccessMode mode(long guestPhysicalAddress);

  /**
   * How a translation to the page at {@code guestPhysicalPage} has to be judged: intercepted if any
   * byte of it is, else direct if any byte of it is. Any thread, no lock, no allocation.
   */
  AccessMode pageMode(long guestPhysicalPage);
}
