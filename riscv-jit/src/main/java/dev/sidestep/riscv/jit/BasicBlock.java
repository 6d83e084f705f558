package dev.sidestep.riscv.jit;

import java.util.List;

/**
 * Instructions that are executed one after the other.
 *
 * @param start offset in the page
 * @param body what can be compiled, the jump at the end included
 * @param end how control leaves it
 */
record BasicBlock(int start, List<Instruction> body, End end) {
  /** How control leaves a block. Offsets are in the page; in another page, outside it. */
  sealed interface End {
    /** At {@code next}, without a jump. */
    record Fall(int next) implements End {}

    /** At {@code next}, an instruction that is not compiled. */
    record Interpret(int next) implements End {}

    /** By a branch. */
    record Branch(int taken, int fall) implements End {}

    /** By a jump. */
    record Jump(int target) implements End {}

    /** By a jump that keeps the address behind it: a call, most likely. */
    record Call(int call, int target, int back) implements End {}

    /** By a jump to an address in a register that keeps the address behind it. */
    record CallRegister(int call, int back) implements End {}

    /** By a jump to an address in a register: a return, most likely. */
    record Return() implements End {}
  }
}
