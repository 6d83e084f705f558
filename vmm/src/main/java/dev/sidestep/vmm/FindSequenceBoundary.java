package dev.sidestep.vmm;

import dev.sidestep.platform.MmioAccess;

/**
 * Watches the guest's accesses until it is certain that one I/O sequence has ended and no other has
 * begun ([0026], [0027]).
 *
 * @figure FIG. 4
 */
final class FindSequenceBoundary {
  private final DeviceSlot<?, ?> slot;
  private final SwitchRecord record;
  private final int sequences;
  private final IoStateMachine.Cursor<?> cursor;
  private int seen;

  /** Watches for {@code sequences} complete sequences. */
  FindSequenceBoundary(DeviceSlot<?, ?> slot, SwitchRecord record, int sequences) {
    this.slot = slot;
    this.record = record;
    this.sequences = sequences;
    cursor = slot.virtual().machine().cursor();
  }

  /**
   * Puts the machine into the state that the device's mode calls for (410).
   *
   * @figure FIG. 4 (410)
   */
  void begin() {
    record.step(410);
    cursor.moveTo(slot.driver().startState());
  }

  /** True if the device itself says that no sequence is under way, now. */
  boolean deviceIsBetweenSequences() {
    return slot.driver().knowsSequenceState()
        && slot.virtual().machine().isStart(slot.driver().startState());
  }

  /** True if no sequence is under way as far as was seen; neutral accesses do not begin one. */
  boolean isAtStart() {
    return cursor.isAtStart();
  }

  /** True if as many sequences have been seen as were asked for. */
  boolean isFound() {
    return seen >= sequences;
  }

  int seen() {
    return seen;
  }

  /**
   * Lets one access through, and follows it.
   *
   * @figure FIG. 4 (412, 414)
   */
  void observe(MmioAccess access, long offset) {
    record.step(412);
    slot.forward(access, offset);
    record.step(414);
    record.step(416);
    if (follow(access, offset)) {
      checkForEnd();
    } else {
      begin();
    }
  }

  /**
   * False if the machine has no transition for the access (416).
   *
   * @figure FIG. 4 (416)
   */
  private boolean follow(MmioAccess access, long offset) {
    return follow(cursor, access, offset);
  }

  private static <A> boolean follow(
      IoStateMachine.Cursor<A> cursor, MmioAccess access, long offset) {
    return cursor.isLegal(cursor.advance(access, offset));
  }

  /**
   * One more sequence has been seen if this access ended it.
   *
   * @figure FIG. 4 (418, 420)
   */
  private void checkForEnd() {
    record.step(418);
    if (cursor.isAtEnd()) {
      cursor.reset();
      record.step(420);
      seen++;
    }
  }
}
