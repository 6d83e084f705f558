/**
 * Compiles hot guest code with {@code java.lang.classfile}.
 *
 * <p>The unit is a <em>region</em>: the blocks of one physical page that can be reached from its
 * entry by direct jumps and that have been executed. Guest registers are locals; they are loaded at
 * the entry and behind calls, and those that may have changed are stored where the region is left.
 * Whatever the region cannot do, a TLB miss above all, leaves it in front of the instruction, which
 * the interpreter then does: so traps are precise, and devices need no code here.
 */
@NullMarked
package dev.sidestep.riscv.jit;

import org.jspecify.annotations.NullMarked;
