/**
 * What a user can ask of Sidestep, as plain calls: run a guest and change custody, prove the
 * promises, keep images. Knows no terminal and no command line.
 */
module dev.sidestep.control {
  requires static org.jspecify;
  requires transitive dev.sidestep.base;
  requires transitive dev.sidestep.network;
  requires transitive dev.sidestep.platform;
  requires dev.sidestep.vmm;
  requires dev.sidestep.vmm.device;
  requires dev.sidestep.guest.image;
  requires dev.sidestep.testkit;

  exports dev.sidestep.control;
  exports dev.sidestep.control.load;

  uses dev.sidestep.control.Sidestep;
  uses dev.sidestep.platform.MachineProvider;

  provides dev.sidestep.control.Sidestep with
      dev.sidestep.control.LocalSidestep;
}
