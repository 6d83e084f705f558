package dev.sidestep.network.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.network.packet.Arp;
import dev.sidestep.network.packet.Ethernet;
import dev.sidestep.network.packet.Icmp;
import dev.sidestep.network.packet.Ipv4;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PingerTest {
  private static final long MILLI = 1_000_000;

  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  private static byte[] reply(byte[] request) {
    byte[] message = Arrays.copyOfRange(request, GuestLink.PAYLOAD, request.length);
    Icmp.write(message, 0, message.length, Icmp.ECHO_REPLY, 0);
    return Bench.ip(Subnet.GATEWAY, Ipv4.ICMP, message);
  }

  private byte[] next() {
    return bench.awaitProtocol(Ipv4.ICMP);
  }

  @Test
  void itAsksForTheStationFirst() {
    Pinger pinger = bench.network.ping(Bench.GUEST, 1000);
    byte[] question = bench.await(frame -> Ethernet.type(frame) == Ethernet.ARP);
    assertThat(Arp.operation(question, Ethernet.HEADER)).isEqualTo(Arp.REQUEST);
    assertThat(Arp.targetIp(question, Ethernet.HEADER)).isEqualTo(Bench.GUEST);
    assertThat(pinger.report().sent()).isZero();
    bench.send(Arp.reply(Bench.MAC, Bench.GUEST, Subnet.GATEWAY_MAC, Subnet.GATEWAY));
    assertThat(Icmp.type(next(), GuestLink.PAYLOAD)).isEqualTo(Icmp.ECHO_REQUEST);
  }

  @Test
  void aThousandASecond() {
    bench.announce();
    Pinger pinger = bench.network.ping(Bench.GUEST, 1000);
    bench.listen(frame -> bench.send(reply(frame)));
    for (int round = 0; round < 500; round++) {
      bench.pass(2 * MILLI - 10_000);
    }
    bench.step();
    PingReport report = pinger.report();
    assertThat(report.sent()).isBetween(998L, 1001L);
    assertThat(report.received()).isBetween(report.sent() - 2, report.sent());
    assertThat(report.lost() + report.duplicated() + report.reordered() + report.foreign())
        .isZero();
    assertThat(report.roundTrips().number()).isEqualTo(report.received());
    assertThat(report.roundTrips().quantileNanos(0.5)).isLessThan(3 * MILLI);
  }

  @Test
  void lostDuplicatedReorderedAndForeignAnswersAreTold() {
    bench.announce();
    Pinger pinger = bench.network.ping(Bench.GUEST, 10);
    byte[] first = reply(next());
    byte[] second = reply(next());
    next();
    pinger.stop();
    byte[] damaged = first.clone();
    damaged[80] ^= 1;
    byte[] message = Arrays.copyOfRange(damaged, GuestLink.PAYLOAD, damaged.length);
    Icmp.write(message, 0, message.length, Icmp.ECHO_REPLY, 0);
    bench.send(second);
    bench.send(first);
    bench.send(first);
    bench.send(Bench.ip(Subnet.GATEWAY, Ipv4.ICMP, message));
    bench.step();
    PingReport report = pinger.report();
    assertThat(report.sent()).isEqualTo(3);
    assertThat(report.received()).isEqualTo(2);
    assertThat(report.outstanding()).isEqualTo(1);
    assertThat(report.duplicated()).isEqualTo(1);
    assertThat(report.reordered()).isEqualTo(1);
    assertThat(report.foreign()).isEqualTo(1);
    bench.pass(Pinger.PATIENCE_NANOS);
    assertThat(pinger.report().lost()).isEqualTo(1);
    assertThat(pinger.report().outstanding()).isZero();
  }

  @Test
  void bucketsCoverAllTimes() {
    for (long nanos : new long[] {0, 1, 7, 8, 9, 15, 16, 17, 1000, 999_999, Long.MAX_VALUE / 3}) {
      int bucket = RoundTrips.bucket(nanos);
      assertThat(RoundTrips.least(bucket)).isLessThanOrEqualTo(nanos);
      assertThat(RoundTrips.least(bucket + 1)).isGreaterThan(nanos);
    }
    assertThat(RoundTrips.bucket(Long.MAX_VALUE)).isLessThan(RoundTrips.BUCKETS);
  }
}
