package dev.sidestep.control;

import dev.sidestep.platform.MachineCounters;
import java.util.List;

/**
 * What a guest does now.
 *
 * @param guestNanos guest time since power-on
 * @param counters the machine's counters
 * @param devices the devices that can change custody, in order of their names
 * @param switches completed changes of custody
 */
public record SessionStatus(
    long guestNanos, MachineCounters counters, List<DeviceStatus> devices, long switches) {
  /**
   * A device.
   *
   * @param name as on its machine: {@code uart0}
   * @param chip its interface: {@code 16550A}
   * @param custody in one word
   */
  public record DeviceStatus(String name, String chip, String custody) {}
}
