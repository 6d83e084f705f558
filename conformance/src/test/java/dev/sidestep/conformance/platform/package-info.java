/**
 * The port as a contract: one test per clause of its Javadoc, run on every platform. A platform
 * gives its provider and a few guests in its own instruction set.
 */
@NullMarked
package dev.sidestep.conformance.platform;

import org.jspecify.annotations.NullMarked;
