/**
 * Black-box conformance of the hart to the RISC-V manuals: every instruction that the assembler's
 * table has, every control and status register, traps, translation, protection.
 *
 * <p>Guest code runs on a {@link dev.sidestep.riscv.Hart} and leaves its results in memory. What
 * they should be is computed here by another route than the hart's: exact integers and fractions,
 * or tables written by hand with the section of the manual that they follow. Sections are those of
 * the unprivileged and privileged manuals of 2025.
 */
@NullMarked
package dev.sidestep.conformance.isa;

import org.jspecify.annotations.NullMarked;
