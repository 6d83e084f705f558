package dev.sidestep.device.model.i82540em;

/** The parts of one chip, wired together. */
record Core(
    RegisterFile registers,
    Interrupts interrupts,
    Counters counters,
    EepromPort eeprom,
    Phy phy,
    ManagementPort management,
    LinkMonitor link,
    DataPath dataPath) {

  /** Everything that the parts know. */
  record State(
      RegisterFile.Image registers,
      Interrupts.State interrupts,
      EepromPort.State eeprom,
      Phy.State phy,
      long managementNanos,
      DataPath.State dataPath) {}

  State state() {
    return new State(
        registers.snapshot(),
        interrupts.state(),
        eeprom.state(),
        phy.state(),
        management.state(),
        dataPath.state());
  }

  /** The interrupt pin comes last: then all else is as it was. */
  void restore(State state) {
    registers.restore(state.registers);
    eeprom.restore(state.eeprom);
    phy.restore(state.phy);
    management.restore(state.managementNanos);
    dataPath.restore(state.dataPath);
    interrupts.restore(state.interrupts);
  }
}
