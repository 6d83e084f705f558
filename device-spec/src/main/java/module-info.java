/** Datasheets as Java: what a chip's registers are called, where they are and how they behave. */
module dev.sidestep.device.spec {
  requires static org.jspecify;

  exports dev.sidestep.device.spec;
  exports dev.sidestep.device.spec.am79c970a;
  exports dev.sidestep.device.spec.i82540em;
  exports dev.sidestep.device.spec.pci;
  exports dev.sidestep.device.spec.uart16550;
}
