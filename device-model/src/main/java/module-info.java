/**
 * Simulated chips, register by register from their datasheets, and what connects them to a host.
 */
module dev.sidestep.device.model {
  requires transitive dev.sidestep.base;
  requires transitive dev.sidestep.device.spec;
  requires static org.jspecify;

  exports dev.sidestep.device.model;
  exports dev.sidestep.device.model.am79c970a;
  exports dev.sidestep.device.model.backend;
  exports dev.sidestep.device.model.i82540em;
  exports dev.sidestep.device.model.pci;
  exports dev.sidestep.device.model.uart16550;
}
