/** Measures Sidestep, and QEMU beside it, on the machine that it runs on. Never shipped. */
module dev.sidestep.bench {
  requires static org.jspecify;
  requires dev.sidestep.base;
  requires dev.sidestep.platform;
  requires dev.sidestep.vmm;
  requires dev.sidestep.vmm.device;
  requires dev.sidestep.control;
  requires dev.sidestep.guest.image;
  requires dev.sidestep.network;
  requires dev.sidestep.testkit;
  requires java.management;
  requires jdk.jfr;
  requires static jmh.core; // on the class path when it is used
  requires tools.jackson.databind;

  opens dev.sidestep.bench to
      tools.jackson.databind;

  uses dev.sidestep.platform.MachineProvider;
}
