/**
 * The built-in user network: a subnet 10.0.2.0/24 with a gateway, a DHCP server and a name server,
 * made of sockets of the host's loopback interface. It needs no privilege and no other program.
 *
 * <p>What the guest reaches: port P of the gateway 10.0.2.2 is port P of the host's 127.0.0.1, for
 * TCP and UDP; that is all. Traffic to any other address is answered with ICMP "administratively
 * prohibited". What the host reaches: ports of a guest, through {@link
 * dev.sidestep.network.user.PortForward}s, and echo through a {@link
 * dev.sidestep.network.user.Pinger}. IPv4 only; the MTU is 1500.
 *
 * <p>TCP is terminated here, as two connections: a TCP endpoint of our own towards the guest (RFC
 * 9293, RFC 7323 window scaling, RFC 6298 retransmission, fast retransmit and NewReno's partial
 * acknowledgements of RFC 6582) and a socket of the host. Known deviations: there is no congestion
 * window, as the only bottleneck is our own queue, which does not drop; no selective
 * acknowledgements, no time stamps, no urgent data, no simultaneous open.
 *
 * <p>Threads: the machine hands over and takes frames under its lock, through two {@link
 * dev.sidestep.network.user.FrameQueue}s, whose monitors are leaves. Everything else runs on the
 * one thread {@code user-network}, which holds no lock when it calls the machine.
 */
@NullMarked
package dev.sidestep.network.user;

import org.jspecify.annotations.NullMarked;
