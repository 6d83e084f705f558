package dev.sidestep.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.guest.image.TrafficRecords;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class TrafficTallyTest {
  private static final int RECORD = TrafficRecords.BYTES;

  private final byte[] sent = TrafficRecords.generate(TrafficRecords.Stream.SENT, 3, 4 * RECORD);
  private final byte[] echoed =
      TrafficRecords.generate(TrafficRecords.Stream.ECHOED, 3, 2 * RECORD);
  private final ByteArrayOutputStream traffic = new ByteArrayOutputStream();

  private void record(byte[] stream, int number) {
    traffic.write(stream, number * RECORD, RECORD);
  }

  private TrafficTally tally() {
    return TrafficTally.of(traffic.toByteArray(), sent, echoed);
  }

  @Test
  void countsNothingWhenBothStreamsArriveInOrder() {
    record(sent, 0);
    record(echoed, 0);
    record(sent, 1);
    record(sent, 2);
    record(echoed, 1);
    record(sent, 3);
    assertThat(tally()).isEqualTo(new TrafficTally(0, 0, 0));
  }

  @Test
  void aMissingByteCostsItsRecordAndNoOther() {
    record(sent, 0);
    traffic.write(sent, RECORD, 100);
    traffic.write(sent, RECORD + 101, RECORD - 101);
    record(sent, 2);
    record(sent, 3);
    record(echoed, 0);
    record(echoed, 1);
    assertThat(tally()).isEqualTo(new TrafficTally(RECORD, 0, 0));
  }

  @Test
  void seesRepetitionAndDisorder() {
    record(sent, 0);
    record(sent, 0);
    record(sent, 2);
    record(sent, 1);
    record(sent, 3);
    record(echoed, 1);
    record(echoed, 0);
    assertThat(tally()).isEqualTo(new TrafficTally(0, RECORD, 2 * RECORD));
  }
}
