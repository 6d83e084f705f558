/** Words everyone uses. No class here knows a chip, a CPU, a platform or the monitor. */
@NullMarked
package dev.sidestep.base;

import org.jspecify.annotations.NullMarked;
