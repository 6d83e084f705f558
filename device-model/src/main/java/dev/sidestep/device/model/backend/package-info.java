/** What connects a simulated device to the host, still without a thread, a file or a socket. */
@NullMarked
package dev.sidestep.device.model.backend;

import org.jspecify.annotations.NullMarked;
