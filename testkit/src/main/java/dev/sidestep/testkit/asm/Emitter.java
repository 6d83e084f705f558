package dev.sidestep.testkit.asm;

/**
 * What the families of instruction methods are written over.
 *
 * @param <A> what every method returns, so that calls chain
 */
public interface Emitter<A> {

  /**
   * Appends one instruction.
   *
   * @param mnemonic as in {@link InstructionTable}
   * @param operands in the order of the instruction's {@link Format#operands}
   * @throws IllegalArgumentException on an unknown mnemonic or an illegal operand
   */
  A emit(String mnemonic, long... operands);

  /**
   * Appends one branch or jump whose last operand is the distance to {@code label}, which may be
   * defined later.
   */
  A emitTo(String mnemonic, String label, long... operands);
}
