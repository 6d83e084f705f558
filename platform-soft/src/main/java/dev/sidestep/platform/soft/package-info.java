/**
 * The soft machine: harts, memory, PLIC, CLINT and devices on a board ({@code Board}), run by one
 * thread per hart or by one thread in all, and the layer in machine mode that is either plain
 * firmware or the monitor's place.
 */
@NullMarked
package dev.sidestep.platform.soft;

import org.jspecify.annotations.NullMarked;
