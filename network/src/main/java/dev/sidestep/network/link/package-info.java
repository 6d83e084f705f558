/**
 * Links from a network card to what the host offers: stream sockets as QEMU and passt speak them,
 * TAP interfaces, a learning switch, and the words on the command line that choose among them.
 *
 * <p>Whatever the other side does, the machine goes on: queues are bounded, what does not fit is
 * dropped and counted as a switch would do, and a connection that breaks is made again.
 */
@NullMarked
package dev.sidestep.network.link;

import org.jspecify.annotations.NullMarked;
