/** What every simulated device promises, one test per promise, failing hard. */
@NullMarked
package dev.sidestep.conformance.device;

import org.jspecify.annotations.NullMarked;
