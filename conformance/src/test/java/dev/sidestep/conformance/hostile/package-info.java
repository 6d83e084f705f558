/**
 * Guests that attack their machine. Whatever a guest does, its machine survives: no exception, no
 * hang that {@code stop} cannot end, and no effect on another machine.
 */
@NullMarked
package dev.sidestep.conformance.hostile;

import org.jspecify.annotations.NullMarked;
