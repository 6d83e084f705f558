package dev.sidestep.riscv;

/**
 * What runs in machine mode when it is not guest code: firmware or a monitor, in Java, in the place
 * that PALcode has on the Alpha. All methods run on the hart's thread.
 *
 * <p>While a hart has one, its traps and interrupts that are not delegated to S mode come here
 * instead of to {@code mtvec}, and the hart never runs an instruction in M mode.
 */
public interface MachineMode {
  /** What becomes of an intercepted access. */
  enum Verdict {
    /** Done by the handler; for a load, {@link InterceptedAccess#value} is the result. */
    COMPLETED,
    /** The guest gets an access fault. */
    FAULT,
    /** Not now: the instruction does not retire, and the hart stops with {@code HELD}. */
    HOLD
  }

  /**
   * A synchronous trap to machine mode: {@code hart.pc()} is the trapping instruction, nothing of
   * it has retired. The handler sets registers and {@code pc}, or makes the hart take the trap in S
   * mode ({@code hart.trapToSupervisor(cause, tval)}).
   *
   * @param cause the exception code
   * @param tval what a guest in machine mode would find in its trap value register
   */
  void trap(Hart hart, long cause, long tval);

  /** A machine-level interrupt ({@code cause} 3, 7 or 11) is pending and enabled. */
  void interrupt(Hart hart, int cause);

  /** An access to a page that {@link TlbFill} answered as intercepted. */
  Verdict intercepted(Hart hart, InterceptedAccess access);
}
