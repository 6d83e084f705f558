package dev.sidestep.network.link;

/**
 * A port of the host's loopback address that leads to one of the guest's.
 *
 * @param protocol which
 * @param hostPort 1..65535
 * @param guestPort 1..65535
 */
public record Forward(Protocol protocol, int hostPort, int guestPort) {
  /** What is forwarded. */
  public enum Protocol {
    /** Connections. */
    TCP,
    /** Datagrams, and their answers. */
    UDP
  }
}
