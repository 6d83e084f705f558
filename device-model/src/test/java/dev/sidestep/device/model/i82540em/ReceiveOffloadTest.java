package dev.sidestep.device.model.i82540em;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.RxErrors;
import dev.sidestep.device.spec.i82540em.RxStatus;
import dev.sidestep.device.spec.i82540em.Rxcsum;
import org.junit.jupiter.api.Test;

final class ReceiveOffloadTest {
  private static final int ALL = Rxcsum.IPOFLD | Rxcsum.TUOFLD | Rxcsum.IPV6OFL;

  private final RegisterFile registers = new RegisterFile();
  private final ReceiveOffload offload = new ReceiveOffload(registers);

  private void inspect(byte[] frame, int control) {
    registers.set(I82540emRegisters.VET, 0x8100);
    registers.set(I82540emRegisters.RXCSUM, control);
    offload.inspect(frame, frame.length);
  }

  /** A correct IPv4 packet of {@code protocol} whose type field is at {@code type}. */
  private static byte[] ipv4(int type, int protocol, int length) {
    byte[] frame = Rig.frameTo(Rig.STATION, length);
    Bytes.setShortBig(frame, type, 0x0800);
    int at = type + 2;
    frame[at] = 0x45;
    Bytes.setShortBig(frame, at + 2, length - at - 3);
    Bytes.setShortBig(frame, at + 6, 0x4000);
    frame[at + 9] = (byte) protocol;
    fixHeader(frame, at);
    int sumAt = at + 20 + (protocol == 6 ? 16 : 6);
    Bytes.setShortBig(frame, sumAt, 0);
    int pseudo = ChecksumTest.slow(frame, at + 12, at + 20) + protocol + length - at - 23;
    int sum = Checksum.add(pseudo, ChecksumTest.slow(frame, at + 20, length - 3));
    Bytes.setShortBig(frame, sumAt, ~sum);
    return frame;
  }

  private static void fixHeader(byte[] frame, int at) {
    Bytes.setShortBig(frame, at + 10, 0);
    Bytes.setShortBig(frame, at + 10, ~ChecksumTest.slow(frame, at, at + 20));
  }

  @Test
  void checksTcpAndUdpOverIpv4() {
    for (int protocol : new int[] {6, 17}) {
      inspect(ipv4(12, protocol, 100), ALL);
      assertThat(offload.status()).isEqualTo(RxStatus.IPCS | RxStatus.TCPCS);
      assertThat(offload.errors()).isZero();
    }
  }

  @Test
  void findsThemBehindATagAndInSnap() {
    byte[] tagged = ipv4(16, 6, 100);
    Bytes.setIntBig(tagged, 12, 0x8100_0001);
    inspect(tagged, ALL);
    assertThat(offload.status()).isEqualTo(RxStatus.IPCS | RxStatus.TCPCS);

    byte[] snap = ipv4(20, 6, 100);
    Bytes.setShortBig(snap, 12, 86);
    Bytes.setIntBig(snap, 14, 0xaaaa_0300);
    Bytes.setShortBig(snap, 18, 0);
    inspect(snap, ALL);
    assertThat(offload.status()).isEqualTo(RxStatus.IPCS | RxStatus.TCPCS);
    assertThat(offload.errors()).isZero();
  }

  @Test
  void tellsWhichSumIsWrong() {
    byte[] frame = ipv4(12, 6, 100);
    frame[90] ^= 1;
    inspect(frame, ALL);
    assertThat(offload.errors()).isEqualTo(RxErrors.TCPE);
    frame[90] ^= 1;
    frame[14 + 8] ^= 1;
    inspect(frame, ALL);
    assertThat(offload.errors()).isEqualTo(RxErrors.IPE);
  }

  @Test
  void doesOnlyWhatIsAskedFor() {
    byte[] frame = ipv4(12, 6, 100);
    inspect(frame, 0);
    assertThat(offload.status()).isEqualTo(RxStatus.IXSM);
    inspect(frame, Rxcsum.IPOFLD);
    assertThat(offload.status()).isEqualTo(RxStatus.IPCS);
    inspect(frame, Rxcsum.TUOFLD);
    assertThat(offload.status()).isEqualTo(RxStatus.TCPCS);
  }

  @Test
  void leavesFragmentsAndUdpWithoutChecksum() {
    byte[] fragment = ipv4(12, 6, 100);
    Bytes.setShortBig(fragment, 20, 0x2000);
    fixHeader(fragment, 14);
    inspect(fragment, ALL);
    assertThat(offload.status()).isEqualTo(RxStatus.IPCS);

    byte[] udp = ipv4(12, 17, 100);
    Bytes.setShortBig(udp, 40, 0);
    inspect(udp, ALL);
    assertThat(offload.status()).isEqualTo(RxStatus.IPCS);
  }

  @Test
  void checksTcpOverIpv6() {
    byte[] frame = Rig.frameTo(Rig.STATION, 120);
    Bytes.setShortBig(frame, 12, 0x86dd);
    frame[14] = 0x60;
    Bytes.setShortBig(frame, 18, 120 - 54);
    frame[20] = 6;
    Bytes.setShortBig(frame, 70, 0);
    int pseudo = ChecksumTest.slow(frame, 22, 54) + 6 + 66;
    Bytes.setShortBig(frame, 70, ~Checksum.add(pseudo, ChecksumTest.slow(frame, 54, 120)));
    inspect(frame, ALL);
    assertThat(offload.status()).isEqualTo(RxStatus.TCPCS);
    assertThat(offload.errors()).isZero();
    inspect(frame, Rxcsum.IPOFLD | Rxcsum.TUOFLD);
    assertThat(offload.status()).isEqualTo(RxStatus.IXSM);
  }

  @Test
  void ignoresWhatIsNoPacket() {
    inspect(Rig.frameTo(Rig.STATION, 60), ALL);
    assertThat(offload.status()).isEqualTo(RxStatus.IXSM);
    byte[] tooLong = ipv4(12, 6, 100);
    Bytes.setShortBig(tooLong, 16, 87);
    inspect(tooLong, ALL);
    assertThat(offload.status()).isEqualTo(RxStatus.IXSM);
  }
}
