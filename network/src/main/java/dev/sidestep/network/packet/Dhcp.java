package dev.sidestep.network.packet;

/** DHCP messages (RFC 2131 2, options: RFC 2132). Offsets are those of the UDP payload. */
public final class Dhcp {
  /** UDP port of servers. */
  public static final int SERVER_PORT = 67;

  /** UDP port of clients. */
  public static final int CLIENT_PORT = 68;

  /** Operation: from a client. */
  public static final int BOOT_REQUEST = 1;

  /** Operation: from a server. */
  public static final int BOOT_REPLY = 2;

  /** Bytes before the first option. */
  public static final int OPTIONS = 240;

  /** The flag that the client cannot take unicast yet. */
  public static final int BROADCAST_FLAG = 0x8000;

  private static final int COOKIE = 0x6382_5363;
  private static final int COOKIE_AT = 236;
  private static final int ETHERNET = 0x0106;
  private static final int END = 255;

  /** Values of option 53. */
  public static final class Message {
    /** A client looks for servers. */
    public static final int DISCOVER = 1;

    /** A server offers an address. */
    public static final int OFFER = 2;

    /** A client wants an address, or wants to keep it. */
    public static final int REQUEST = 3;

    /** A client found the address in use. */
    public static final int DECLINE = 4;

    /** The address is the client's. */
    public static final int ACK = 5;

    /** It is not. */
    public static final int NAK = 6;

    /** The client gives it back. */
    public static final int RELEASE = 7;

    /** A client with an address of its own asks for the rest. */
    public static final int INFORM = 8;

    private Message() {}
  }

  /** Option codes. */
  public static final class Option {
    /** The mask of the subnet. */
    public static final int SUBNET_MASK = 1;

    /** The gateway. */
    public static final int ROUTER = 3;

    /** The name server. */
    public static final int NAME_SERVER = 6;

    /** The longest IP packet. */
    public static final int INTERFACE_MTU = 26;

    /** The address that the client would like. */
    public static final int REQUESTED_ADDRESS = 50;

    /** Seconds. */
    public static final int LEASE_TIME = 51;

    /** One of {@link Message}. */
    public static final int MESSAGE_TYPE = 53;

    /** Which server. */
    public static final int SERVER = 54;

    private Option() {}
  }

  private Dhcp() {}

  /** True if the bytes up to {@code end} hold a client's message for Ethernet. */
  public static boolean isRequest(byte[] bytes, int at, int end) {
    return end - at >= OPTIONS
        && NetBytes.u8(bytes, at) == BOOT_REQUEST
        && NetBytes.u16(bytes, at + 1) == ETHERNET
        && NetBytes.i32(bytes, at + COOKIE_AT) == COOKIE;
  }

  /** What ties an answer to its question. */
  public static int transaction(byte[] bytes, int at) {
    return NetBytes.i32(bytes, at + 4);
  }

  /** {@link #BROADCAST_FLAG} or 0. */
  public static int flags(byte[] bytes, int at) {
    return NetBytes.u16(bytes, at + 10);
  }

  /** The address that the client has already, or 0. */
  public static int clientIp(byte[] bytes, int at) {
    return NetBytes.i32(bytes, at + 12);
  }

  /** The address that the server gives. */
  public static int yourIp(byte[] bytes, int at) {
    return NetBytes.i32(bytes, at + 16);
  }

  /** The client's station. */
  public static long clientMac(byte[] bytes, int at) {
    return NetBytes.u48(bytes, at + 28);
  }

  /** Where the value of an option of {@code length} bytes is, or -1 if there is none. */
  public static int option(byte[] bytes, int at, int end, int code, int length) {
    int option = at + OPTIONS;
    while (option < end && NetBytes.u8(bytes, option) != END) {
      if (bytes[option] == 0) {
        option++;
        continue;
      }
      int size = option + 1 < end ? NetBytes.u8(bytes, option + 1) : end;
      if (option + 2 + size > end) {
        return -1;
      }
      if (NetBytes.u8(bytes, option) == code) {
        return size == length ? option + 2 : -1;
      }
      option += 2 + size;
    }
    return -1;
  }

  /** Writes everything before the options. */
  public static void write(byte[] bytes, int at, int operation, Header header) {
    NetBytes.put8(bytes, at, operation);
    NetBytes.put16(bytes, at + 1, ETHERNET);
    NetBytes.put32(bytes, at + 4, header.transaction());
    NetBytes.put16(bytes, at + 10, header.flags());
    NetBytes.put32(bytes, at + 12, header.clientIp());
    NetBytes.put32(bytes, at + 16, header.yourIp());
    NetBytes.put48(bytes, at + 28, header.clientMac());
    NetBytes.put32(bytes, at + COOKIE_AT, COOKIE);
  }

  /** Writes an option of {@code length} bytes, 1, 2 or 4; returns where the next one goes. */
  public static int writeOption(byte[] bytes, int option, int code, int length, int value) {
    NetBytes.put8(bytes, option, code);
    NetBytes.put8(bytes, option + 1, length);
    for (int index = 0; index < length; index++) {
      NetBytes.put8(bytes, option + 2 + index, value >>> (length - 1 - index) * 8);
    }
    return option + 2 + length;
  }

  /** Writes the end of the options; returns where the message ends. */
  public static int writeEnd(byte[] bytes, int option) {
    NetBytes.put8(bytes, option, END);
    return option + 1;
  }

  /** The fixed part of a message, as far as it is used. */
  public record Header(int transaction, int flags, int clientIp, int yourIp, long clientMac) {}
}
