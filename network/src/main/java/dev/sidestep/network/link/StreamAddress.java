package dev.sidestep.network.link;

import dev.sidestep.base.Failure;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a stream socket is: {@code HOST:PORT}, {@code [IPV6]:PORT} or the path of a socket. */
public sealed interface StreamAddress {
  /** The longest path that the kernel takes, {@code sun_path} without its zero. */
  int MAXIMUM_PATH_BYTES = 107;

  /** A TCP port. */
  record Tcp(String host, int port) implements StreamAddress {
    @Override
    public SocketAddress resolve() {
      try {
        return new InetSocketAddress(InetAddress.getByName(host), port);
      } catch (UnknownHostException unknown) {
        throw new Failure(
            Failure.Reason.NO_NETWORK,
            "The host " + host + " has no address; check its name, or give a numeric address.",
            unknown);
      }
    }

    @Override
    public String toString() {
      return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
  }

  /** A Unix domain socket. */
  record Unix(Path path) implements StreamAddress {
    @Override
    public SocketAddress resolve() {
      return UnixDomainSocketAddress.of(path);
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /**
   * The address for the operating system.
   *
   * @throws Failure if a host name is not known
   */
  SocketAddress resolve();

  /**
   * Reads an address; one with a slash is a path.
   *
   * @throws Failure with {@link Failure.Reason#USAGE} if it is none
   */
  static StreamAddress parse(String text) {
    return text.indexOf('/') >= 0 ? unix(text) : tcp(text);
  }

  private static StreamAddress unix(String text) {
    if (text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MAXIMUM_PATH_BYTES) {
      throw new Failure(
          Failure.Reason.USAGE,
          "The socket path "
              + text
              + " is longer than the "
              + MAXIMUM_PATH_BYTES
              + " bytes that the system allows; use a shorter one.");
    }
    return new Unix(Path.of(text));
  }

  private static StreamAddress tcp(String text) {
    Matcher parts = Pattern.compile("(?:\\[([^]]+)]|([^:]+)):(\\d{1,5})").matcher(text);
    if (!parts.matches() || !isPort(parts.group(3))) {
      throw new Failure(
          Failure.Reason.USAGE,
          "The address \""
              + text
              + "\" is neither HOST:PORT nor a path with a slash; write for example"
              + " 127.0.0.1:5555 or /tmp/net.socket.");
    }
    String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
    return new Tcp(host, Integer.parseInt(parts.group(3)));
  }

  private static boolean isPort(String digits) {
    int port = Integer.parseInt(digits);
    return port >= 1 && port <= 0xffff;
  }
}
