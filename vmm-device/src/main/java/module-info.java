/** Virtual devices and the monitor's drivers, per class of device. */
module dev.sidestep.vmm.device {
  requires static org.jspecify;
  requires dev.sidestep.base;
  requires dev.sidestep.platform;
  requires transitive dev.sidestep.device.spec;
  requires transitive dev.sidestep.vmm;

  exports dev.sidestep.vmm.device;
  exports dev.sidestep.vmm.device.am79c970a;
  exports dev.sidestep.vmm.device.i82540em;
  exports dev.sidestep.vmm.device.pci;
  exports dev.sidestep.vmm.device.uart16550;
}
