package dev.sidestep.vmm;

import dev.sidestep.platform.MmioAccess;
import dev.sidestep.platform.Verdict;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the guest sees of a device while it is emulated. It reconstructs high-level I/O from
 * low-level accesses ([0039]), drives the virtual interrupt line ([0043]), and holds the device's
 * mode as the guest set it, at any time ([0053]).
 *
 * @param <I> high-level I/O of its class of device
 * @param <S> the state that a switch carries
 */
public interface VirtualDevice<I extends HighLevelIo, S extends DeviceState> {
  /** The device interface that the guest sees ([0021]). */
  String interfaceName();

  /** The I/O sequences of that interface. */
  IoStateMachine<?> machine();

  /** Names who performs the high-level I/O. Once. */
  void connect(Consumer<? super I> driver);

  /** Takes what the driver has to tell: completions, input, changes of status. */
  void deliver(I io);

  /** Becomes the device whose state this is (218). */
  void begin(S state);

  /** Ceases to be the device, its line low; returns the state that the device must now have. */
  S end();

  /**
   * Does what the device would do.
   *
   * @return COMPLETED; FORWARD if the access may reach the hardware as it is; or FAULT if no row of
   *     the machine is about it ([0042])
   */
  Verdict access(MmioAccess access, long offset);

  /** True if no sequence is under way (710). */
  boolean isAtStart();

  /** What the guest must first consume because hardware cannot be given it; empty if quiet. */
  List<String> owed();

  /** {@link #owed} is empty; cheap. */
  boolean isQuiet();

  /** True if {@code access} would begin a sequence, and not one that consumes what is owed. */
  boolean beginsSequence(MmioAccess access, long offset);

  /** Looks busy, or not, to the guest ([0048], third method); no access is refused meanwhile. */
  void showBusy(boolean busy);

  /**
   * Takes note of a store that will be replayed to the hardware instead of being done now ([0048],
   * fifth method).
   *
   * @return false if the hardware could not take another one at once
   */
  boolean log(MmioAccess access, long offset);

  /** True if a load at {@code offset} returns what was stored there last, when {@code log}ging. */
  boolean readsBack(long offset);
}
