/**
 * Packet formats over byte arrays with offsets: nothing is parsed into objects, and a format that
 * does not fit is a value (a negative length, false), never an exception. All numbers are in
 * network byte order (RFC 1700).
 *
 * <p>IPv4 only. Addresses are {@code int}s whose highest byte is the first one on the wire, MAC
 * addresses {@code long}s of 48 bits in the same order.
 */
@NullMarked
package dev.sidestep.network.packet;

import org.jspecify.annotations.NullMarked;
