package dev.sidestep.conformance.platform;

class SoftPlatformContractTest extends PlatformContract {
  @Override
  MachineContract machines() {
    return new SoftMachineContractTest();
  }
}
