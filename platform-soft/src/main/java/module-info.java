/** The soft machine: a RISC-V board in Java, and the machine-mode layer that offers the port. */
module dev.sidestep.platform.soft {
  requires static org.jspecify;
  requires java.management;
  requires transitive dev.sidestep.platform;
  requires dev.sidestep.riscv;
  requires dev.sidestep.device.spec;
  requires dev.sidestep.device.model;

  exports dev.sidestep.platform.soft;

  provides dev.sidestep.platform.MachineProvider with
      dev.sidestep.platform.soft.SoftMachineProvider;
}
