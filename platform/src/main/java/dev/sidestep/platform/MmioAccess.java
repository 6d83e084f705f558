package dev.sidestep.platform;

/**
 * One intercepted low-level I/O: a load or store of device registers. One reusable object per vCPU,
 * valid only during the call that passes it.
 */
public interface MmioAccess {
  /** The vCPU that executes the instruction. */
  int vcpu();

  /** The device whose registers are touched. */
  DeviceId device();

  /** Which of them: the offset in the device's {@link PhysicalDevice#registers} window. */
  long offset();

  /** Guest-physical address. */
  long address();

  /** Bytes: 1, 2, 4 or 8; the access does not cross a page. */
  int width();

  /** True for a store. */
  boolean isStore();

  /** What is stored; of a load, what {@link #answer} last gave. Zero-extended. */
  long value();

  /** Gives a load its result, zero-extended. */
  void answer(long loaded);
}
