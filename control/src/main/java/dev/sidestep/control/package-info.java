/**
 * Running and proving, for whoever gives the orders: the command line today. {@link Sidestep} is
 * the way in. Options and reports are records; a mistake of the user or the host is a {@link
 * dev.sidestep.base.Failure}.
 */
@NullMarked
package dev.sidestep.control;

import org.jspecify.annotations.NullMarked;
