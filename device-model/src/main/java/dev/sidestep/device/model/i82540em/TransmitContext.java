package dev.sidestep.device.model.i82540em;

/**
 * What a context descriptor has set up: the chip keeps the last one without TSE for checksums and
 * the last one with it for segmentation (SDM 3.3.5). Offsets count from the first byte that is
 * fetched, before a VLAN tag is inserted.
 *
 * @param low bytes 0 to 7 of the descriptor
 * @param high bytes 8 to 15 of the descriptor
 */
record TransmitContext(long low, long high) {
  /** What a chip has after a reset. */
  static final TransmitContext NONE = new TransmitContext(0, 0);

  int ipStart() {
    return (int) low & 0xff;
  }

  int ipOffset() {
    return (int) (low >>> 8) & 0xff;
  }

  /** The last byte of the range; 0 is the end of the packet. */
  int ipEnd() {
    return (int) (low >>> 16) & 0xffff;
  }

  int protocolStart() {
    return (int) (low >>> 32) & 0xff;
  }

  int protocolOffset() {
    return (int) (low >>> 40) & 0xff;
  }

  /** The last byte of the range; 0 is the end of the packet. */
  int protocolEnd() {
    return (int) (low >>> 48);
  }

  /** PAYLEN: bytes to segment, without the headers. */
  int payloadLength() {
    return (int) high & 0xfffff;
  }

  /** TUCMD.TCP; UDP otherwise. */
  boolean isTcp() {
    return (high & 1L << 24) != 0;
  }

  /** TUCMD.IP: IPv4; IPv6 otherwise. */
  boolean isIpv4() {
    return (high & 1L << 25) != 0;
  }

  /** HDRLEN: bytes of headers in front of every segment. */
  int headerLength() {
    return (int) (high >>> 40) & 0xff;
  }

  /** MSS: the most bytes of payload in a segment. */
  int segmentLength() {
    return (int) (high >>> 48);
  }
}
