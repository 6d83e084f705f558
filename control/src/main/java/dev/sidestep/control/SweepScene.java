package dev.sidestep.control;

import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.Machine;
import dev.sidestep.platform.MachineConfiguration;
import dev.sidestep.vmm.Vmm;

/** A bare-metal guest and what it is connected to; a sweep lets it run many times. */
interface SweepScene {
  /** The machine with the guest in its memory. */
  MachineConfiguration configuration();

  /** The device that changes custody. */
  DeviceId device();

  /** Names the machine and brings it to the state that every run starts from. */
  void prepare(Machine machine);

  /** Gives the device to the monitor at the start of a run. */
  void takeOver(Vmm vmm);

  /** Forgets the last run. */
  void restart();

  /** All that has come out of the machine in this run, as a text. */
  String output();

  /** {@link Marks} of the last run. */
  Marks marks();

  /**
   * Moments of a run, as the machine's instruction counts.
   *
   * @param begun when the guest began to send
   * @param sent when all that it sends by itself had left
   * @param done when it had dealt with all that it received
   */
  record Marks(long begun, long sent, long done) {}
}
