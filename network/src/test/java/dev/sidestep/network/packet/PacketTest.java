package dev.sidestep.network.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketTest {
  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  @Test
  void theExampleOfRfc1071() {
    byte[] bytes = hex("00 01 f2 03 f4 f5 f6 f7");
    assertThat(Checksum.of(bytes, 0, 8)).isEqualTo(~0xddf2 & 0xffff);
  }

  @Test
  void anOddLastByteIsTheHighHalfOfAWord() {
    assertThat(Checksum.of(hex("01 02 03"), 0, 3)).isEqualTo(~0x0402 & 0xffff);
  }

  @Test
  void sumsThatFoldTwice() {
    byte[] bytes = new byte[65534];
    Arrays.fill(bytes, (byte) 0xff);
    assertThat(Checksum.of(bytes, 0, bytes.length)).isZero();
  }

  @Test
  void aHeaderFromTheWire() {
    byte[] header = hex("4500 0073 0000 4000 4011 b861 c0a8 0001 c0a8 00c7");
    assertThat(Ipv4.isChecksumRight(header, 0)).isTrue();
    assertThat(Ipv4.protocol(header, 0)).isEqualTo(Ipv4.UDP);
    assertThat(Ipv4.totalLength(header, 0)).isEqualTo(0x73);
    assertThat(Ipv4.isFragment(header, 0)).isFalse();
    assertThat(Ipv4.text(Ipv4.source(header, 0))).isEqualTo("192.168.0.1");
    assertThat(Ipv4.isValid(header, 0, header.length)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "02 04 05 b4, 2, 2, 22",
    "01 01 03 03 07 00, 3, 1, 24",
    "00 02 04 05, 2, 2, -1",
    "02 00 05 b4, 2, 2, -1",
    "02 05 05 b4, 2, 2, -1",
    "01 01 01 02, 2, 2, -1",
    "02 03 05 01, 2, 2, -1"
  })
  void tcpOptions(String options, int kind, int length, int expected) {
    byte[] option = hex(options);
    byte[] segment = new byte[Tcp.HEADER + 8];
    Tcp.write(segment, 0, Tcp.HEADER + 4, new Udp.Ports(1, 2), new Tcp.Fields(0, 0, Tcp.SYN, 0));
    segment[12] = (byte) (Tcp.HEADER + (option.length + 3) / 4 * 4 << 2);
    System.arraycopy(option, 0, segment, Tcp.HEADER, option.length);
    assertThat(Tcp.option(segment, 0, kind, length)).isEqualTo(expected);
  }

  @Test
  void dhcpOptionsThatAreCutOffAreNotThere() {
    byte[] message = new byte[Dhcp.OPTIONS + 4];
    int end = Dhcp.writeOption(message, Dhcp.OPTIONS, Dhcp.Option.INTERFACE_MTU, 2, 1500);
    assertThat(Dhcp.option(message, 0, end, Dhcp.Option.INTERFACE_MTU, 2))
        .isEqualTo(Dhcp.OPTIONS + 2);
    assertThat(Dhcp.option(message, 0, end - 1, Dhcp.Option.INTERFACE_MTU, 2)).isEqualTo(-1);
    assertThat(Dhcp.option(message, 0, end, Dhcp.Option.INTERFACE_MTU, 4)).isEqualTo(-1);
  }

  @Test
  void dnsNames() {
    byte[] query = Dns.query(1, "a.Example.org", Dns.A);
    assertThat(Dns.name(query, 0, query.length)).isEqualTo("a.example.org");
    assertThat(Dns.name(query, 0, query.length - 1)).isNull();
    query[Dns.HEADER] = (byte) 0xc0;
    assertThat(Dns.name(query, 0, query.length)).isNull();
  }

  @Test
  void anAbsentUdpChecksumIsRightAndAZeroOneIsWrittenAsOnes() {
    byte[] datagram = new byte[Udp.HEADER + 2];
    Ipv4.Ends ends = new Ipv4.Ends(1, 2, Ipv4.UDP);
    for (int value = 0; value < 0x1_0000; value++) {
      NetBytes.put16(datagram, Udp.HEADER, value);
      Udp.write(datagram, 0, ends, new Udp.Ports(3, 4), 2);
      assertThat(NetBytes.u16(datagram, 6) != 0 && Udp.isChecksumRight(datagram, 0, 1, 2)).isTrue();
    }
    NetBytes.put16(datagram, 6, 0);
    assertThat(Udp.isChecksumRight(datagram, 0, 1, 2)).isTrue();
  }
}
