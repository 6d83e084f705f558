package dev.sidestep.platform.soft;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.base.InterruptLine;
import dev.sidestep.base.MemoryWindow;
import dev.sidestep.device.model.backend.EthernetCable;
import dev.sidestep.device.model.pci.FunctionIdentity;
import dev.sidestep.device.model.pci.PciChip;
import dev.sidestep.platform.MachineConfiguration.Timing;

/** A kind of network card that can be put into a PCI slot. */
interface CardModel {
  /** The chip's name, which is that of its interface. */
  String name();

  /** Its configuration space, as far as it never changes. */
  FunctionIdentity identity();

  /**
   * Builds the chip and plugs it into the cable.
   *
   * @param macAddress 48 bits, the first byte on the wire highest
   */
  PciChip<?> build(Outlets outlets, long macAddress);

  /**
   * What the chip is wired to.
   *
   * @param scheduler its timers
   * @param interrupt its interrupt pin
   * @param memory what it masters; refuses everything while that is not granted
   * @param timing whether it takes time
   * @param cable its network socket
   */
  record Outlets(
      EventScheduler scheduler,
      InterruptLine interrupt,
      MemoryWindow memory,
      Timing timing,
      EthernetCable cable) {}
}
