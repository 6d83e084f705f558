package dev.sidestep.network.link;

import dev.sidestep.platform.EthernetPeer;

/** A peer that has frames at times of its own, and something to close. */
public interface HostLink extends EthernetPeer, AutoCloseable {
  /**
   * Sets what is called, by any thread and without a lock held, when {@link #next} may have a
   * frame: as a rule {@code () -> machine.networkInputAvailable(index)}. Called at once if there
   * may be one already.
   */
  void onInput(Runnable listener);

  /** How it goes. May be called by any thread. */
  LinkReport report();

  /** Ends the link and its threads; frames that are queued are dropped. Idempotent. */
  @Override
  void close();
}
