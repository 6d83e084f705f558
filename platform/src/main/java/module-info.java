/** The port between raw hardware (110) and software (111): interfaces, records and enums only. */
module dev.sidestep.platform {
  requires static org.jspecify;
  requires transitive dev.sidestep.base;

  exports dev.sidestep.platform;

  uses dev.sidestep.platform.MachineProvider;
}
