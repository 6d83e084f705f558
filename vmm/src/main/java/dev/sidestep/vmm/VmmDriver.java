package dev.sidestep.vmm;

import dev.sidestep.platform.MmioAccess;
import java.util.function.Consumer;

/**
 * The monitor's driver of one chip: the second level of drivers ([0004]). It is the only one to
 * touch the device while the device is not in direct custody (invariant 5).
 *
 * @param <I> high-level I/O of its class of device
 * @param <S> the state that a switch carries
 */
public interface VmmDriver<I extends HighLevelIo, S extends DeviceState> {
  /** The device interface that it drives ([0021]). */
  String interfaceName();

  /** Names who hears of completions and input. Once. */
  void connect(Consumer<? super I> virtualDevice);

  // Observed.

  /** The guest's access has just been let through to the device (414). */
  void observed(MmioAccess access, long offset);

  /** The state of the virtual device's machine that the device's mode calls for (410, [0053]). */
  String startState();

  /**
   * True if {@link #startState} comes from the device itself, so that a device in a start state is
   * certainly between sequences; false if it only is a place to begin watching from.
   */
  boolean knowsSequenceState();

  /** Why the device cannot be adopted under {@code policy}; empty if it can. Changes nothing. */
  String objection(ModePolicy policy);

  /**
   * Brings the device nearer to a moment at which it can be adopted without loss, as by asking the
   * far end of a cable to pause. Called between two accesses of the guest, again and again, until
   * it is true or {@link #cancelAdoption}.
   *
   * @return true if {@link #adopt} may be called now
   */
  default boolean prepareAdoption() {
    return true;
  }

  /** The device will not be adopted: takes back what {@link #prepareAdoption} has done. */
  default void cancelAdoption() {}

  // Emulated.

  /** Takes the device over with all that it holds (218); loses nothing that the guest is owed. */
  S adopt(ModePolicy policy);

  /** Performs, or queues, one high-level I/O. In order. */
  void perform(I io);

  /**
   * Serves the device's interrupt.
   *
   * @return false if the device had no reason for it: a stray one ([0028])
   */
  boolean interrupt();

  /** True if the device, asked when it was adopted, was about to interrupt for the guest's sake. */
  boolean expectsGuestInterrupt();

  // Draining.

  /** Leaves further input in the device, or takes it again. */
  void pauseInput(boolean paused);

  /** True if all enqueued I/O has been given to the device (712). */
  boolean isDrained();

  /** True if every interrupt that it expects has come and its condition is cleared (714). */
  boolean isSettled();

  /** Gives the device the state that the guest believes it has, and lets go of it (before 718). */
  void release(S guestState);

  /** Resets the device, and then as {@link #release}: the corrective step of [0050]. */
  void resetAndRelease(S guestState);
}
