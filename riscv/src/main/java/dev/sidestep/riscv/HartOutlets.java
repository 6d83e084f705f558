package dev.sidestep.riscv;

/** What a hart needs from the board besides memory. Called on the hart's thread. */
public interface HartOutlets {
  /** The {@code time} counter, that is {@code mtime}, in ticks. */
  long time();

  /**
   * The guest wrote {@code stimecmp}. The hart has already recomputed its {@code STIP}; {@code run}
   * returns {@link RunResult#TIMER} behind the instruction. The board sets {@code STIP} when {@link
   * #time} reaches {@code deadline} (unsigned), and not before.
   */
  void stimecmpWritten(long deadline);
}
