package dev.sidestep.device.model.i82540em;

import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.RxErrors;
import dev.sidestep.device.spec.i82540em.RxStatus;
import dev.sidestep.device.spec.i82540em.Rxcsum;

/**
 * Checks the checksums of received packets: IPv4 headers if RXCSUM.IPOFLD, TCP and UDP over IPv4,
 * and over IPv6 without extension headers, if RXCSUM.TUOFLD; in Ethernet II and SNAP frames, with
 * or without one VLAN tag. Fragments and UDP without a checksum get no TCPCS. Where nothing was
 * checked IXSM is set.
 *
 * <p>Datasheet: SDM 3.2.3.1, 3.2.3.2, 3.2.9, 13.4.47.
 */
final class ReceiveOffload {
  private static final int TYPE = 12;
  private static final int TAG_LENGTH = 4;
  private static final int SNAP_LENGTH = 8;
  private static final int MAX_802_3_LENGTH = 1500;
  private static final int SNAP = 0xaaaa_0300;
  private static final int TYPE_IPV4 = 0x0800;
  private static final int TYPE_IPV6 = 0x86dd;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int TCP_HEADER = 20;
  private static final int UDP_HEADER = 8;
  private static final int UDP_CHECKSUM = 6;
  private static final int IPV4_HEADER = 20;
  private static final int IPV4_FRAGMENT = 0x3fff;
  private static final int IPV6_HEADER = 40;

  private final RegisterFile registers;
  private int status;
  private int errors;

  ReceiveOffload(RegisterFile registers) {
    this.registers = registers;
  }

  /** IXSM, IPCS and TCPCS after {@link #inspect}. */
  int status() {
    return status;
  }

  /** IPE and TCPE after {@link #inspect}. */
  int errors() {
    return errors;
  }

  /** Looks at {@code frame[0..end)}, the frame without its check sequence. */
  void inspect(byte[] frame, int end) {
    status = 0;
    errors = 0;
    int control = registers.get(I82540emRegisters.RXCSUM);
    if ((control & (Rxcsum.IPOFLD | Rxcsum.TUOFLD)) != 0) {
      inspectLink(frame, end, control);
    }
    if (status == 0) {
      status = RxStatus.IXSM;
    }
  }

  private void inspectLink(byte[] frame, int end, int control) {
    int at = TYPE;
    if (at + TAG_LENGTH < end
        && Bytes.shortBig(frame, at) == (registers.get(I82540emRegisters.VET) & 0xffff)) {
      at += TAG_LENGTH;
    }
    if (at + Short.BYTES + SNAP_LENGTH <= end && isSnap(frame, at)) {
      at += SNAP_LENGTH;
    }
    int network = at + Short.BYTES;
    if (network + IPV4_HEADER > end) {
      return;
    }
    int type = Bytes.shortBig(frame, at);
    if (type == TYPE_IPV4) {
      inspectIpv4(frame, network, end, control);
    } else if (type == TYPE_IPV6 && network + IPV6_HEADER <= end) {
      inspectIpv6(frame, network, end, control);
    }
  }

  private static boolean isSnap(byte[] frame, int at) {
    return Bytes.shortBig(frame, at) <= MAX_802_3_LENGTH
        && Bytes.intBig(frame, at + 2) == SNAP
        && Bytes.shortBig(frame, at + 6) == 0;
  }

  private void inspectIpv4(byte[] frame, int at, int end, int control) {
    int header = (frame[at] & 0xf) * Integer.BYTES;
    int total = Bytes.shortBig(frame, at + 2);
    if (frame[at] >>> 4 != 4 || header < IPV4_HEADER || total < header || at + total > end) {
      return;
    }
    if ((control & Rxcsum.IPOFLD) != 0) {
      status |= RxStatus.IPCS;
      if (Checksum.sum(frame, at, at + header) != 0xffff) {
        errors |= RxErrors.IPE;
      }
    }
    if ((Bytes.shortBig(frame, at + 6) & IPV4_FRAGMENT) == 0) {
      int addresses = Checksum.sum(frame, at + 12, at + IPV4_HEADER);
      inspectProtocol(frame, at + header, at + total, frame[at + 9], addresses, control);
    }
  }

  private void inspectIpv6(byte[] frame, int at, int end, int control) {
    int payload = at + IPV6_HEADER;
    int payloadEnd = payload + Bytes.shortBig(frame, at + 4);
    if ((frame[at] & 0xf0) == 0x60 && payloadEnd <= end && (control & Rxcsum.IPV6OFL) != 0) {
      int addresses = Checksum.sum(frame, at + 8, payload);
      inspectProtocol(frame, payload, payloadEnd, frame[at + 6], addresses, control);
    }
  }

  private void inspectProtocol(
      byte[] frame, int at, int end, int protocol, int addresses, int control) {
    if ((control & Rxcsum.TUOFLD) == 0 || !hasChecksum(frame, at, end, protocol)) {
      return;
    }
    status |= RxStatus.TCPCS;
    int pseudo = Checksum.add(addresses, protocol + end - at);
    if (Checksum.add(pseudo, Checksum.sum(frame, at, end)) != 0xffff) {
      errors |= RxErrors.TCPE;
    }
  }

  private static boolean hasChecksum(byte[] frame, int at, int end, int protocol) {
    return switch (protocol) {
      case TCP -> at + TCP_HEADER <= end;
      case UDP -> at + UDP_HEADER <= end && Bytes.shortBig(frame, at + UDP_CHECKSUM) != 0;
      default -> false;
    };
  }

  /**
   * The packet checksum of {@code stored[0..length)}: the complement of the sum from RXCSUM.PCSS to
   * the end of what is stored.
   */
  int packetChecksum(byte[] stored, int length) {
    int start = registers.get(I82540emRegisters.RXCSUM) & Rxcsum.PCSS;
    return Checksum.complement(Checksum.sum(stored, start, length));
  }
}
