package dev.sidestep.network.user;

/**
 * A port of the host's 127.0.0.1 that leads to a port of a guest.
 *
 * @param protocol TCP or UDP
 * @param hostPort 1..65535, or 0 for any that is free
 * @param guest its address in the subnet, usually {@link Subnet#FIRST_GUEST}
 * @param guestPort 1..65535
 */
public record PortForward(Protocol protocol, int hostPort, int guest, int guestPort) {
  /** What is forwarded. */
  public enum Protocol {
    /** Connections. */
    TCP,
    /** Datagrams. */
    UDP
  }
}
