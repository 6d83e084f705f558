/**
 * A load on a guest's network: services on this host's loopback address, and the orders that a
 * guest in the mode "network" takes over its console. What each service sees is counted as the
 * serial part of the demonstration counts it: lost, duplicated, reordered.
 */
@NullMarked
package dev.sidestep.control.load;

import org.jspecify.annotations.NullMarked;
