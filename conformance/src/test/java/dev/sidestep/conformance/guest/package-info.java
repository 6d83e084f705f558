/** Whole guests through the way in that the command line uses: boots, reboots, and the sweep. */
@NullMarked
package dev.sidestep.conformance.guest;

import org.jspecify.annotations.NullMarked;
