/**
 * Bare-metal guests, assembled on the spot, for the soft machine's board and any other that is laid
 * out like the {@code virt} board: a 16550A at 0x1000_0000 as source 10 of the PLIC at 0x0c00_0000,
 * context 1 = S-mode of hart 0, and SBI 0.3 or later underneath.
 *
 * <p>Every image is loaded, and entered in S-mode with paging off, at {@link
 * dev.sidestep.testkit.guest.Board#IMAGE}; memory behind the image need not be zero.
 */
@NullMarked
package dev.sidestep.testkit.guest;

import org.jspecify.annotations.NullMarked;
