package dev.sidestep.conformance.platform;

import dev.sidestep.platform.MachineProvider;
import dev.sidestep.platform.soft.SoftMachineProvider;

class SoftMachineContractTest extends MachineContract {
  @Override
  MachineProvider provider() {
    return new SoftMachineProvider();
  }

  @Override
  ContractGuests guests() {
    return new RiscvGuests();
  }
}
