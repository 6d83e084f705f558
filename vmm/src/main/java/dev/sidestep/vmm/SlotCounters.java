package dev.sidestep.vmm;

/** Counts of one device, written under the machine's lock. */
final class SlotCounters {
  long exits;
  long trapsWhileDirect;
  long sampledExits;
  long sampledNanos;
  long highLevelIos;
  long interrupts;
  long strayForwarded;
  long strayDropped;
  long virtualizations;
  long devirtualizations;

  DeviceCounters snapshot() {
    return new DeviceCounters(
        exits,
        trapsWhileDirect,
        sampledExits == 0 ? 0 : sampledNanos / sampledExits,
        highLevelIos,
        interrupts,
        strayForwarded,
        strayDropped,
        virtualizations,
        devirtualizations);
  }
}
