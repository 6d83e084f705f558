package dev.sidestep.device.model.i82540em;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.StatisticsRegisters;
import dev.sidestep.device.spec.i82540em.TxCommand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Segmentation against a plain reference that builds each segment from what it should contain. */
final class SegmentationTest {
  private static final int ETHERNET = 14;
  private static final long DATA_TYPE = 1L << 20;

  private final Rig rig = Rig.running();

  /** A packet to segment. */
  private static final class Job {
    private final boolean ipv4;
    private final boolean tcp;
    private final int mss;
    private final byte[] packet;

    Job(boolean ipv4, boolean tcp, int mss, byte[] packet) {
      this.ipv4 = ipv4;
      this.tcp = tcp;
      this.mss = mss;
      this.packet = packet;
    }

    int network() {
      return ipv4 ? 20 : 40;
    }

    int transport() {
      return ETHERNET + network();
    }

    int header() {
      return transport() + (tcp ? 32 : 8);
    }

    int payload() {
      return packet.length - header();
    }

    int sumOffset() {
      return transport() + (tcp ? 16 : 6);
    }
  }

  private static Job job(Random random) {
    boolean ipv4 = random.nextBoolean();
    boolean tcp = random.nextBoolean();
    int mss = 1 + random.nextInt(1460);
    Job sizes = new Job(ipv4, tcp, mss, new byte[0]);
    byte[] packet = new byte[sizes.header() + 1 + random.nextInt(Math.min(60_000, 40 * mss))];
    random.nextBytes(packet);
    Job job = new Job(ipv4, tcp, mss, packet);
    prepareAsADriver(job);
    return job;
  }

  /** Lengths and IP checksum zero, pseudo header sum without length in the checksum (3.5.5). */
  private static void prepareAsADriver(Job job) {
    byte[] packet = job.packet;
    packet[ETHERNET] = (byte) (job.ipv4 ? 0x45 : 0x60);
    int addresses;
    if (job.ipv4) {
      Bytes.setShortBig(packet, ETHERNET + 2, 0);
      Bytes.setShortBig(packet, ETHERNET + 10, 0);
      addresses = ChecksumTest.slow(packet, ETHERNET + 12, ETHERNET + 20);
    } else {
      Bytes.setShortBig(packet, ETHERNET + 4, 0);
      addresses = ChecksumTest.slow(packet, ETHERNET + 8, ETHERNET + 40);
    }
    if (!job.tcp) {
      Bytes.setShortBig(packet, job.transport() + 4, 0);
    }
    Bytes.setShortBig(packet, job.sumOffset(), Checksum.add(addresses, job.tcp ? 6 : 17));
  }

  private static List<byte[]> reference(Job job) {
    List<byte[]> frames = new ArrayList<>();
    for (int from = 0; from < job.payload(); from += job.mss) {
      int size = Math.min(job.mss, job.payload() - from);
      byte[] frame = Arrays.copyOf(job.packet, job.header() + size);
      System.arraycopy(job.packet, job.header() + from, frame, job.header(), size);
      int transport = job.transport();
      boolean last = from + size == job.payload();
      if (job.tcp) {
        Bytes.setIntBig(frame, transport + 4, Bytes.intBig(frame, transport + 4) + from);
        frame[transport + 13] &= (byte) (last ? 0xff : 0xf6);
      } else {
        Bytes.setShortBig(frame, transport + 4, 8 + size);
      }
      int addresses;
      if (job.ipv4) {
        Bytes.setShortBig(frame, ETHERNET + 2, frame.length - ETHERNET);
        int id = Bytes.shortBig(frame, ETHERNET + 4) + frames.size();
        Bytes.setShortBig(frame, ETHERNET + 4, id);
        int sum = ChecksumTest.slow(frame, ETHERNET, ETHERNET + 20);
        Bytes.setShortBig(frame, ETHERNET + 10, ~sum);
        addresses = ChecksumTest.slow(frame, ETHERNET + 12, ETHERNET + 20);
      } else {
        Bytes.setShortBig(frame, ETHERNET + 4, frame.length - transport);
        addresses = ChecksumTest.slow(frame, ETHERNET + 8, ETHERNET + 40);
      }
      Bytes.setShortBig(frame, job.sumOffset(), 0);
      int sum = ChecksumTest.slow(frame, transport, frame.length);
      int pseudo = Checksum.add(addresses, (job.tcp ? 6 : 17) + frame.length - transport);
      int checksum = ~Checksum.add(sum, pseudo) & 0xffff;
      Bytes.setShortBig(frame, job.sumOffset(), checksum == 0 ? 0xffff : checksum);
      frames.add(Rig.withCheck(Arrays.copyOf(frame, Math.max(60, frame.length))));
    }
    return frames;
  }

  private int post(Job job, int pieces, int extraCommand, int announced) {
    rig.put(Rig.BUFFERS, job.packet);
    long low =
        ETHERNET
            | (long) (ETHERNET + 10) << 8
            | (long) (job.transport() - 1) << 16
            | (long) job.transport() << 32
            | (long) job.sumOffset() << 40;
    int tucmd =
        TxCommand.DEXT
            | TxCommand.TSE
            | (job.ipv4 ? TxCommand.IP : 0)
            | (job.tcp ? TxCommand.TCP : 0);
    long high = announced | (long) tucmd << 24 | (long) job.header() << 40 | (long) job.mss << 48;
    int index = rig.registers.get(I82540emRegisters.TDT);
    rig.putDescriptor(Rig.TX_RING, index, low, high);
    int from = 0;
    for (int piece = 0; piece < pieces; piece++) {
      index = (index + 1) % Rig.RING_SIZE;
      int to = piece == pieces - 1 ? job.packet.length : job.packet.length * (piece + 1) / pieces;
      int command =
          TxCommand.DEXT
              | TxCommand.TSE
              | TxCommand.IFCS
              | extraCommand
              | (piece == pieces - 1 ? TxCommand.EOP | TxCommand.RS : 0);
      long options = job.ipv4 ? 3 : 2;
      long data = to - from | DATA_TYPE | (long) command << 24 | options << 40 | 0x0123L << 48;
      rig.putDescriptor(Rig.TX_RING, index, Rig.BUFFERS + from, data);
      from = to;
    }
    return (index + 1) % Rig.RING_SIZE;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void segmentsAsTheReference(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 5; round++) {
      Job job = job(random);
      rig.sent.clear();
      rig.tail(post(job, 1 + random.nextInt(5), 0, job.payload()));
      rig.drain();
      assertThat(rig.sent).containsExactlyElementsOf(reference(job));
    }
    assertThat(rig.counter(StatisticsRegisters.TSCTC)).isEqualTo(5);
    assertThat(rig.counter(StatisticsRegisters.TSCTFC)).isZero();
  }

  @Test
  void tagsEverySegment() {
    rig.setControlBits(I82540emRegisters.CTRL, Ctrl.VME, true);
    Job job = job(new Random(7));
    rig.tail(post(job, 2, TxCommand.VLE, job.payload()));
    rig.drain();

    assertThat(rig.sent)
        .hasSize((job.payload() + job.mss - 1) / job.mss)
        .allSatisfy(frame -> assertThat(Bytes.intBig(frame, 12)).isEqualTo(0x81000123));
  }

  @Test
  void isWholeInTheChipWhenTheTransmitterIsStopped() {
    Job job = new Job(true, true, 1000, new byte[40_066]);
    prepareAsADriver(job);
    int tail = post(job, 3, 0, job.payload());
    rig.tail(tail);
    rig.control(I82540emRegisters.TCTL, 0);
    rig.drain();
    assertThat(rig.sent).hasSize(1);
    assertThat(rig.transmitHead()).isEqualTo(tail);

    rig.control(I82540emRegisters.TCTL, 0xa);
    rig.drain();
    assertThat(rig.sent).containsExactlyElementsOf(reference(job));
  }

  @Test
  void countsAPacketThatIsNotAsAnnounced() {
    Job job = new Job(true, true, 1000, new byte[4066]);
    prepareAsADriver(job);
    rig.tail(post(job, 1, 0, job.payload() + 1));
    rig.drain();
    assertThat(rig.sent).hasSize(4);
    assertThat(rig.counter(StatisticsRegisters.TSCTFC)).isEqualTo(1);

    rig.tail(post(job, 1, 0, job.payload() - 1));
    rig.drain();
    assertThat(rig.sent).hasSize(8);
    assertThat(rig.counter(StatisticsRegisters.TSCTFC)).isEqualTo(2);
  }

  @Test
  void dropsWhatCannotBeSegmented() {
    Job withoutMss = new Job(true, true, 0, new byte[4066]);
    Job withLongSegments = new Job(true, true, 40_000, new byte[40_066]);
    rig.tail(post(withoutMss, 1, 0, withoutMss.payload()));
    rig.drain();
    rig.tail(post(withLongSegments, 1, 0, withLongSegments.payload()));
    rig.drain();

    assertThat(rig.sent).isEmpty();
    assertThat(rig.counter(StatisticsRegisters.TSCTFC)).isEqualTo(2);
    assertThat(rig.path.troubles().packetsDropped()).isEqualTo(2);
    assertThat(rig.transmitted).isEqualTo(2);
  }
}
