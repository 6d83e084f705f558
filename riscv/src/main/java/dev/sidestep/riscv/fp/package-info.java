/**
 * Floating-point arithmetic of the RISC-V F and D extensions, on raw bits.
 *
 * <p>Source: <i>The RISC-V Instruction Set Manual, Volume I: Unprivileged Architecture</i>, version
 * 20240411, chapters 20 (F) and 21 (D). Singles are {@code int}, doubles are {@code long}; results
 * and {@code fflags} are bit exact, with no known deviation.
 *
 * <p>{@link dev.sidestep.riscv.fp.Float32} and {@link dev.sidestep.riscv.fp.Float64} are the
 * instructions. Each first lets the JVM compute the result, and keeps it if it is provably the
 * architecture's one and the flags it owes are known; all other cases are computed with integers by
 * the {@code Soft*} classes, which serve both formats. All functions are static and free of
 * allocation; the only state is the caller's {@link dev.sidestep.riscv.fp.FpStatus}.
 */
@NullMarked
package dev.sidestep.riscv.fp;

import org.jspecify.annotations.NullMarked;
