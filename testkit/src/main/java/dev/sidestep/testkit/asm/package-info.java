/**
 * A RISC-V assembler in the same process, and the instruction table behind it.
 *
 * <p>RV64IMAFDC, Zicsr, Zifencei, Zba, Zbb, Zbs and the supervisor-level privileged instructions.
 * The table ({@link dev.sidestep.testkit.asm.InstructionTable}) is written independently of the
 * hart's own decoder, so that a test that compares the two has two opinions. Known deviation:
 * nothing is relaxed; every pseudo-instruction has one documented length.
 */
@NullMarked
package dev.sidestep.testkit.asm;

import org.jspecify.annotations.NullMarked;
