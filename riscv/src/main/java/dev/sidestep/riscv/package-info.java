/**
 * The RISC-V hart and what it is soldered to. Follows the RISC-V Instruction Set Manual, volume I
 * (20240411) and volume II (20240411), and knows nothing of virtualization.
 */
@NullMarked
package dev.sidestep.riscv;

import org.jspecify.annotations.NullMarked;
