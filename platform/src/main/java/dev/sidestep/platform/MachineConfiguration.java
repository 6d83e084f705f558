package dev.sidestep.platform;

import java.util.List;

/**
 * A machine to build.
 *
 * @param vcpus number of vCPUs, 1..8
 * @param ramBytes guest memory, a multiple of 2 MiB
 * @param clock how guest time passes
 * @param timing whether devices take the time that real ones take
 * @param translator whether hot guest code is compiled; what the guest does is the same
 * @param seed what randomness the machine gives its guest is derived from
 * @param monitored true for a machine with a monitor; false for the same board with plain firmware
 * @param boot what is in memory at the start
 * @param serial what the serial port is connected to
 * @param cards its network cards, in the order of their slots, at most 4
 */
public record MachineConfiguration(
    int vcpus,
    long ramBytes,
    ClockMode clock,
    Timing timing,
    boolean translator,
    long seed,
    boolean monitored,
    BootSource boot,
    SerialPeer serial,
    List<NetworkCard> cards) {
  /** A machine that compiles hot code. */
  public MachineConfiguration(
      int vcpus,
      long ramBytes,
      ClockMode clock,
      Timing timing,
      long seed,
      boolean monitored,
      BootSource boot,
      SerialPeer serial,
      List<NetworkCard> cards) {
    this(vcpus, ramBytes, clock, timing, true, seed, monitored, boot, serial, cards);
  }

  /** A machine without a network. */
  public MachineConfiguration(
      int vcpus,
      long ramBytes,
      ClockMode clock,
      Timing timing,
      long seed,
      boolean monitored,
      BootSource boot,
      SerialPeer serial) {
    this(vcpus, ramBytes, clock, timing, seed, monitored, boot, serial, List.of());
  }

  /** How guest time passes. */
  public enum ClockMode {
    /** With the host's clock; one thread per vCPU. */
    WALL,
    /** With the number of instructions executed; one thread; each run repeats exactly. */
    DETERMINISTIC
  }

  /** Whether devices take time. */
  public enum Timing {
    /** As long as the real ones: a character at 115,200 baud takes 87 microseconds. */
    REAL,
    /** No time. */
    FAST
  }
}
