package dev.sidestep.device.model.am79c970a;

import java.util.List;

/**
 * Everything that an Am79C970A knows. Opaque outside this package but for its equality.
 *
 * @param registers control and bus registers
 * @param host what is in the window besides
 * @param transmitter the frame under way
 * @param controller timer, and what waits for the bus
 * @param busMaster whether it may master the bus
 * @param troubles its model's counters
 */
public record Am79c970aState(
    List<Integer> registers,
    Object host,
    Object transmitter,
    Object controller,
    boolean busMaster,
    Am79c970a.Troubles troubles) {
  /** Keeps its own list. */
  public Am79c970aState {
    registers = List.copyOf(registers);
  }
}
