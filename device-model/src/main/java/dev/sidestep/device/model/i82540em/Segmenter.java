package dev.sidestep.device.model.i82540em;

import dev.sidestep.device.spec.i82540em.TxDescriptor;

/**
 * What the chip changes in the headers of a frame: the checksums of a packet, and lengths,
 * identification, sequence number and flags of a segment. A field that would lie outside of the
 * frame is left out. No state.
 *
 * <p>Datasheet: SDM 3.5.9 and 3.6.
 */
final class Segmenter {
  private static final int IPV4_LENGTH = 2;
  private static final int IPV4_IDENTIFICATION = 4;
  private static final int IPV6_LENGTH = 4;
  private static final int IPV6_HEADER_BYTES = 40;
  private static final int TCP_SEQUENCE = 4;
  private static final int TCP_FLAGS = 13;
  private static final int TCP_FIN_PSH = 0x09;
  private static final int UDP_LENGTH = 4;

  private Segmenter() {}

  /**
   * Updates the prototype headers in {@code frame[0..length)} for one segment (SDM 3.5.9.1 to
   * 3.5.9.3). The checksum field of TCP or UDP holds the sum over a pseudo header without length;
   * the length is added here.
   *
   * @param index 0 for the first segment
   * @param sent payload bytes of the segments before
   * @param last whether FIN and PSH stay as they are
   */
  static void updateHeaders(
      TransmitContext context, byte[] frame, int length, int index, int sent, boolean last) {
    updateIp(context, frame, length, index);
    int start = context.protocolStart();
    if (context.isTcp()) {
      updateTcp(frame, length, start, sent, last);
    } else if (start + UDP_LENGTH + Short.BYTES <= length) {
      Bytes.setShortBig(frame, start + UDP_LENGTH, length - start);
    }
    int sumAt = context.protocolOffset();
    if (sumAt + Short.BYTES <= length) {
      int pseudo = Checksum.add(Bytes.shortBig(frame, sumAt), Math.max(0, length - start));
      Bytes.setShortBig(frame, sumAt, pseudo);
    }
  }

  /**
   * The manual gives the IPv6 payload length by the formula of the IPv4 total length; taken
   * literally it would count the header, and no such packet would be accepted anywhere. RFC 8200
   * does not count it.
   */
  private static void updateIp(TransmitContext context, byte[] frame, int length, int index) {
    int start = context.ipStart();
    int ipLength = length - start;
    if (context.isIpv4()) {
      if (start + IPV4_IDENTIFICATION + Short.BYTES <= length) {
        Bytes.setShortBig(frame, start + IPV4_LENGTH, ipLength);
        int at = start + IPV4_IDENTIFICATION;
        Bytes.setShortBig(frame, at, Bytes.shortBig(frame, at) + index);
      }
    } else if (ipLength >= IPV6_HEADER_BYTES) {
      Bytes.setShortBig(frame, start + IPV6_LENGTH, ipLength - IPV6_HEADER_BYTES);
    }
  }

  private static void updateTcp(byte[] frame, int length, int start, int sent, boolean last) {
    if (start + TCP_FLAGS < length) {
      int at = start + TCP_SEQUENCE;
      Bytes.setIntBig(frame, at, Bytes.intBig(frame, at) + sent);
      if (!last) {
        frame[start + TCP_FLAGS] &= ~TCP_FIN_PSH;
      }
    }
  }

  /** Inserts what POPTS asks for into {@code frame[0..length)} (SDM 3.6). */
  static void insertChecksums(TransmitContext context, int options, byte[] frame, int length) {
    if ((options & TxDescriptor.IXSM) != 0) {
      int end = end(context.ipEnd(), length);
      insert(frame, length, context.ipStart(), end, context.ipOffset(), false);
    }
    if ((options & TxDescriptor.TXSM) != 0) {
      int end = end(context.protocolEnd(), length);
      insert(frame, length, context.protocolStart(), end, context.protocolOffset(), true);
    }
  }

  /** IPCSE and TUCSE name the last byte; 0 is the end of the packet. */
  private static int end(int lastByte, int length) {
    return lastByte == 0 ? length : Math.min(length, lastByte + 1);
  }

  /**
   * Stores the complement of the sum over {@code frame[start..end)}, the word at {@code at}
   * included.
   *
   * @param neverZero write 0xffff for 0, which would mean "no checksum" in UDP; both mean the same
   *     to whoever checks them
   */
  static void insert(byte[] frame, int length, int start, int end, int at, boolean neverZero) {
    if (start < length && at + Short.BYTES <= length) {
      int sum = Checksum.complement(Checksum.sum(frame, start, end));
      Bytes.setShortBig(frame, at, sum == 0 && neverZero ? 0xffff : sum);
    }
  }
}
