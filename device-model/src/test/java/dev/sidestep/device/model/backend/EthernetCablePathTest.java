package dev.sidestep.device.model.backend;

import static dev.sidestep.device.model.backend.CableRig.frame;
import static dev.sidestep.device.model.backend.CableRig.pause;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.base.EventScheduler;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Delay, loss, order, and the saved state of frames under way. */
class EthernetCablePathTest {
  private static final long SHORTEST = (64 + 20) * 8;
  private static final long DELAY = 5_000_000;

  @Test
  void delayIsAddedAndTheRateIsKept() {
    CableRig rig = new CableRig(CableRig.settings(DELAY, 0, 0, EthernetCable.Timing.REAL));
    rig.now = 1_000_000;
    long start = rig.now;
    IntStream.range(0, 1000).forEach(mark -> rig.host.add(frame(60, mark)));
    rig.cable.wake();
    rig.send(frame(60, 1));
    rig.advance(2 * DELAY);
    assertThat(rig.atHost.getFirst().at()).isEqualTo(start + SHORTEST + DELAY);
    assertThat(rig.atChip).hasSize(1000);
    assertThat(rig.atChip.getFirst().at()).isEqualTo(start + DELAY + SHORTEST);
    assertThat(rig.atChip.getLast().at()).isEqualTo(start + DELAY + 1000 * SHORTEST);
  }

  @Test
  void pauseHoldsBackWhatIsLate() {
    CableRig rig = new CableRig(CableRig.settings(DELAY, 0, 0, EthernetCable.Timing.REAL));
    IntStream.range(0, 100).forEach(mark -> rig.host.add(frame(1514, mark)));
    rig.cable.wake();
    rig.advance(DELAY / 2);
    rig.send(pause(0xffff));
    rig.advance(DELAY * 2);
    assertThat(rig.atChip).isEmpty();
    rig.send(pause(0));
    rig.advance(DELAY);
    assertThat(rig.marksAtChip()).containsExactly(IntStream.range(0, 100).toArray());
  }

  @Test
  void aLongPauseDoesNotGatherFramesWithoutEnd() {
    CableRig rig = new CableRig(CableRig.settings(DELAY, 0, 0, EthernetCable.Timing.REAL));
    for (int round = 0; round < 20; round++) {
      IntStream.range(0, 500).forEach(mark -> rig.host.add(frame(1514, 1)));
      rig.cable.wake();
      rig.advance(DELAY);
      rig.send(pause(0xffff));
      rig.advance(2 * DELAY);
      rig.send(pause(0));
    }
    long underWay = 20L * 500 - rig.host.size() - rig.atChip.size();
    long bandwidthDelay = 1 + DELAY / ((1518 + 20) * 8);
    assertThat(underWay).isLessThanOrEqualTo(64 + 2 * bandwidthDelay);
  }

  @Test
  void lossIsCountedAndRepeats() {
    int[] first = run(CableRig.settings(0, 100_000, 0, EthernetCable.Timing.REAL));
    assertThat(first).hasSizeBetween(850, 950);
    assertThat(run(CableRig.settings(0, 100_000, 0, EthernetCable.Timing.REAL))).isEqualTo(first);
  }

  private static int[] run(EthernetCable.Settings settings) {
    CableRig rig = new CableRig(settings);
    for (int mark = 0; mark < 1000; mark++) {
      byte[] frame = frame(60, mark);
      rig.host.add(frame);
      rig.toSend.add(frame);
    }
    rig.cable.wake();
    rig.sent();
    rig.advance(1001 * SHORTEST);
    EthernetCable.Counters counters = rig.cable.counters();
    assertThat(counters.toChip().frames() + counters.toChip().lost()).isEqualTo(1000);
    assertThat(counters.fromChip().frames() + counters.fromChip().lost()).isEqualTo(1000);
    return rig.marksAtChip();
  }

  @Test
  void framesAreOvertakenByTheNextOne() {
    CableRig rig = new CableRig(CableRig.settings(0, 0, 1_000_000, EthernetCable.Timing.REAL));
    IntStream.range(0, 5).forEach(mark -> rig.host.add(frame(60, mark)));
    rig.toSend.add(frame(60, 1));
    rig.cable.wake();
    rig.send(frame(60, 0));
    rig.advance(10 * SHORTEST);
    assertThat(rig.marksAtChip()).containsExactly(1, 0, 3, 2);
    assertThat(rig.marksAtHost()).containsExactly(1, 0);
    rig.advance(1_000_000);
    assertThat(rig.marksAtChip()).as("nobody overtook it").containsExactly(1, 0, 3, 2, 4);
    assertThat(rig.cable.counters().toChip().overtaken()).isEqualTo(3);
  }

  @Test
  void aTwinGoesOnWithWhatWasUnderWay() {
    EthernetCable.Settings settings =
        CableRig.settings(DELAY, 100_000, 100_000, EthernetCable.Timing.REAL);
    for (long moment = 0; moment < 2 * DELAY; moment += DELAY / 17) {
      CableRig rig = new CableRig(settings);
      IntStream.range(0, 100).forEach(mark -> rig.host.add(frame(60 + mark, mark)));
      rig.cable.wake();
      rig.send(frame(60, 1));
      rig.advance(moment);
      CableRig twin = new CableRig(settings);
      twin.host.addAll(rig.host);
      twin.cable.restore(rig.cable.state());
      assertThat(twin.cable.state()).isEqualTo(rig.cable.state());
      twin.cable.wake();
      int before = rig.atChip.size();
      rig.advance(3 * DELAY);
      twin.advance(3 * DELAY);
      assertThat(twin.marksAtChip())
          .isEqualTo(Arrays.copyOfRange(rig.marksAtChip(), before, rig.atChip.size()));
      assertThat(twin.sentAt.size() + (moment < SHORTEST ? 0 : 1)).isEqualTo(1);
      assertThat(twin.scheduler.nextDeadline()).isEqualTo(EventScheduler.NEVER);
    }
  }

  @Test
  void aTwinIsPausedAsLong() {
    CableRig rig = new CableRig(CableRig.gigabit());
    rig.send(pause(100));
    rig.advance(SHORTEST + 7);
    CableRig twin = new CableRig(CableRig.gigabit());
    twin.cable.restore(rig.cable.state());
    twin.advance(100 * 512 - 8);
    assertThat(twin.cable.isPaused()).isTrue();
    twin.advance(1);
    assertThat(twin.cable.isPaused()).isFalse();
    assertThat(rig.cable.state()).isNotEqualTo(twin.cable.state());
  }
}
