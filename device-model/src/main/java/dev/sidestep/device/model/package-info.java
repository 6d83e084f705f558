/** What simulated devices of one class have in common: their outlets to the world outside. */
@NullMarked
package dev.sidestep.device.model;

import org.jspecify.annotations.NullMarked;
