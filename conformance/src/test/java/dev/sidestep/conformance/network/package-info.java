/** Network cards that are not what their guest sees. */
@NullMarked
package dev.sidestep.conformance.network;

import org.jspecify.annotations.NullMarked;
