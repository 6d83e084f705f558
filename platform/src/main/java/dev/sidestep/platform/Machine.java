package dev.sidestep.platform;

/** A machine that can be run. Methods may be called by any thread unless they say otherwise. */
public interface Machine extends AutoCloseable {
  /** The port for its monitor. Only if it was configured to be monitored. */
  Platform platform();

  /** Powers it on, under {@link MachineConfiguration.ClockMode#WALL} on threads of its own. */
  void start();

  /** Waits until it has stopped, and says why. */
  StopReason awaitStop() throws InterruptedException;

  /** Stops it within milliseconds, wherever it is. Idempotent. */
  void stop();

  /**
   * Runs at most {@code maxInstructions} on the calling thread; only under {@link
   * MachineConfiguration.ClockMode#DETERMINISTIC}. May be called again to go on.
   */
  StopReason run(long maxInstructions);

  /** Says that {@link SerialPeer#next} has something to give. Never blocks for long. */
  void serialInputAvailable();

  /** Says that {@link EthernetPeer#next} of card {@code index} has something to give. */
  void networkInputAvailable(int index);

  /** Plugs the cable of card {@code index} in, or pulls it: the link goes up or down. */
  void connectCable(int index, boolean connected);

  /**
   * Takes card {@code index} out of its slot and puts one of another model there, with the same
   * address; its cable stays, and what is on it. Only while the monitor owns the device: to a guest
   * that has it, a card that vanishes is a broken one.
   */
  default void replaceCard(int index, String model) {
    throw new UnsupportedOperationException("Cards of this machine cannot be replaced");
  }

  /** Guest time since power-on. */
  long guestNanos();

  /** What it has done so far; while it runs, recent values. */
  MachineCounters counters();

  /**
   * All of its state, between two instructions, with every device in direct custody; only where
   * {@link Capability#SNAPSHOT} is offered and the machine is not running. The value is opaque and
   * belongs to this machine.
   */
  Object snapshot();

  /** Puts it back to where {@link #snapshot} was taken. */
  void restore(Object snapshot);

  /** Stops it and gives its memory back. */
  @Override
  void close();
}
