package dev.sidestep.vmm;

/**
 * What happens to an interrupt that the monitor's driver was not waiting for ([0028]), from step
 * 216 until the driver has had its first own interrupt ([0030]). After that, strays are dropped.
 */
public sealed interface StrayInterruptPolicy {
  /** The guest hears nothing of it. For simple devices. */
  record Drop() implements StrayInterruptPolicy {}

  /** The guest's handler is invoked. */
  record ForwardToGuest() implements StrayInterruptPolicy {}

  /** The guest's handler is invoked if the hardware, when adopted, had such an interrupt coming. */
  record AskHardware() implements StrayInterruptPolicy {}
}
