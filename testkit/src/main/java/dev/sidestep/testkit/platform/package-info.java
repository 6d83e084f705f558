/** A platform without a CPU: tests play the guest, access by access. */
@NullMarked
package dev.sidestep.testkit.platform;

import org.jspecify.annotations.NullMarked;
