package dev.sidestep.network.user;

import dev.sidestep.network.packet.Ipv4;

/** The addresses of the user network. */
public final class Subnet {
  /** The network, 10.0.2.0. */
  public static final int NETWORK = Ipv4.address(10, 0, 2, 0);

  /** 255.255.255.0. */
  public static final int MASK = Ipv4.address(255, 255, 255, 0);

  /** The gateway 10.0.2.2, behind which is the host's loopback interface. */
  public static final int GATEWAY = Ipv4.address(10, 0, 2, 2);

  /** The name server 10.0.2.3. */
  public static final int NAME_SERVER = Ipv4.address(10, 0, 2, 3);

  /** What the first guest gets by DHCP, 10.0.2.15; the next ones follow. */
  public static final int FIRST_GUEST = Ipv4.address(10, 0, 2, 15);

  /** The last address that DHCP gives, 10.0.2.254. */
  public static final int LAST_GUEST = Ipv4.address(10, 0, 2, 254);

  /** All stations of the subnet, 10.0.2.255. */
  public static final int BROADCAST = NETWORK | ~MASK;

  /** The station of gateway and name server; locally administered. */
  public static final long GATEWAY_MAC = 0x0200_0a00_0202L;

  /** All stations, wherever they believe to be. */
  static final int EVERYBODY = -1;

  private Subnet() {}

  /** True if it is one of the two addresses that are ours. */
  static boolean isOurs(int address) {
    return address == GATEWAY || address == NAME_SERVER;
  }

  /** True if a station behind the cable may have it. */
  static boolean isGuest(int address) {
    return (address & MASK) == NETWORK
        && address != NETWORK
        && address != BROADCAST
        && !isOurs(address);
  }
}
