/**
 * The 16550A under the monitor: what the guest sees of it, and the driver of the real one.
 *
 * <p>Source: PC16550D, National Semiconductor, June 1995 (SNLS378B). What a guest could tell from a
 * chip that was never emulated:
 *
 * <ul>
 *   <li>The virtual receiver FIFO is one more than the physical one, so that an overrun happens
 *       later than on the bare chip, never earlier.
 *   <li>The receiver's time-out begins anew when the device is adopted and when the driver takes
 *       characters out of the chip, so that it can be late by as much as it is long.
 *   <li>A divisor that is being set reaches the line when the guest closes the divisor latch, as
 *       one high-level I/O.
 *   <li>A character written to a full transmitter is queued and not lost.
 *   <li>A read of an empty receiver after a switch need not return the last character read.
 * </ul>
 */
@NullMarked
package dev.sidestep.vmm.device.uart16550;

import org.jspecify.annotations.NullMarked;
