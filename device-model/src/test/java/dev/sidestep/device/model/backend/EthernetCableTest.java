package dev.sidestep.device.model.backend;

import static dev.sidestep.device.model.backend.CableRig.frame;
import static dev.sidestep.device.model.backend.CableRig.pause;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.device.model.EthernetOutlet.LinkPartner;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EthernetCableTest {
  /** 64 bytes and 20 of preamble and gap at one gigabit a second. */
  private static final long SHORTEST = (64 + 20) * 8;

  private static final long LONGEST = (1518 + 20) * 8;

  private final CableRig rig = new CableRig(CableRig.gigabit());

  @Test
  void framesTakeTheirTimeOnTheWire() {
    rig.toSend.add(frame(1514, 2));
    rig.send(frame(60, 1));
    rig.advance(SHORTEST - 1);
    assertThat(rig.atHost).isEmpty();
    rig.advance(1);
    assertThat(rig.atHost.getFirst().frame()).isEqualTo(frame(60, 1));
    assertThat(rig.sentAt).containsExactly(SHORTEST);
    rig.advance(LONGEST);
    assertThat(rig.atHost.getLast())
        .satisfies(second -> {
          assertThat(second.at()).isEqualTo(SHORTEST + LONGEST);
          assertThat(second.frame()).isEqualTo(frame(1514, 2));
        });
  }

  @Test
  void bothDirectionsAreIndependent() {
    rig.host.add(frame(60, 7));
    rig.cable.wake();
    rig.send(frame(60, 1));
    rig.advance(SHORTEST);
    assertThat(rig.atChip).hasSize(1);
    assertThat(rig.atHost).hasSize(1);
  }

  @Test
  void theFarEndPadsAndChecks() {
    rig.host.add(frame(42, 7));
    rig.cable.wake();
    rig.advance(SHORTEST);
    byte[] padded = Arrays.copyOf(frame(42, 7), 60);
    assertThat(rig.atChip.getFirst().frame()).isEqualTo(CableRig.withCheck(padded));
  }

  @Test
  void aDamagedFrameEndsAtTheFarEnd() {
    byte[] damaged = CableRig.withCheck(frame(60, 1));
    damaged[20] ^= 1;
    rig.cable.send(damaged, damaged.length);
    rig.advance(SHORTEST);
    rig.cable.send(new byte[4], 4);
    rig.advance(SHORTEST);
    assertThat(rig.atHost).isEmpty();
    assertThat(rig.sentAt).hasSize(2);
    assertThat(rig.cable.counters().damaged()).isEqualTo(2);
  }

  @Test
  void impossibleFramesOfTheHostAreCounted() {
    rig.host.add(new byte[0]);
    rig.host.add(new byte[13]);
    rig.host.add(new byte[EthernetCable.MAXIMUM_FRAME_BYTES + 1]);
    rig.host.add(frame(EthernetCable.MAXIMUM_FRAME_BYTES, 3));
    rig.cable.wake();
    rig.advance(200_000);
    assertThat(rig.cable.counters().refused()).isEqualTo(3);
    assertThat(rig.atChip.getFirst().frame())
        .isEqualTo(CableRig.withCheck(frame(EthernetCable.MAXIMUM_FRAME_BYTES, 3)));
  }

  @Test
  void framesWaitWithTheHostUntilTheWireIsFree() {
    rig.host.add(frame(60, 1));
    rig.host.add(frame(60, 2));
    rig.host.add(frame(60, 3));
    rig.cable.wake();
    rig.cable.wake();
    assertThat(rig.host).hasSize(2);
    rig.advance(2 * SHORTEST);
    assertThat(rig.marksAtChip()).containsExactly(1, 2);
    assertThat(rig.host).isEmpty();
  }

  @Test
  void pauseHoldsTheHostBackForItsTime() {
    rig.send(pause(10));
    rig.advance(SHORTEST);
    assertThat(rig.cable.isPaused()).isTrue();
    rig.host.add(frame(60, 1));
    rig.cable.wake();
    rig.advance(10 * 512 - 1);
    assertThat(rig.host).hasSize(1);
    rig.advance(1 + SHORTEST);
    assertThat(rig.marksAtChip()).containsExactly(1);
    assertThat(rig.atHost).isEmpty();
    assertThat(rig.cable.counters().pauses()).isEqualTo(1);
  }

  @Test
  void aFrameThatHasBegunIsNotPaused() {
    rig.host.add(frame(1514, 1));
    rig.host.add(frame(1514, 2));
    rig.cable.wake();
    rig.send(pause(0xffff));
    rig.advance(3 * LONGEST);
    assertThat(rig.marksAtChip()).containsExactly(1);
    rig.send(pause(0));
    rig.advance(SHORTEST + LONGEST);
    assertThat(rig.marksAtChip()).containsExactly(1, 2);
    assertThat(rig.cable.counters().resumes()).isEqualTo(1);
  }

  @Test
  void withoutFlowControlPauseEndsAtTheFarEndAndMeansNothing() {
    CableRig plain =
        new CableRig(
            new EthernetCable.Settings(100_000_000, 0, 0, 0, false, EthernetCable.Timing.REAL, 1));
    assertThat(plain.cable.partner()).isEqualTo(new LinkPartner(true, 100_000_000, false));
    plain.send(pause(0xffff));
    plain.advance(10 * SHORTEST);
    plain.host.add(frame(60, 1));
    plain.cable.wake();
    plain.advance(10 * SHORTEST);
    assertThat(plain.atHost).isEmpty();
    assertThat(plain.marksAtChip()).containsExactly(1);
  }

  @Test
  void aPulledCableLosesWhatIsOnIt() {
    rig.host.add(frame(60, 1));
    rig.host.add(frame(60, 2));
    rig.cable.wake();
    rig.send(frame(60, 3));
    rig.cable.connect(false);
    assertThat(rig.cable.partner()).isEqualTo(LinkPartner.ABSENT);
    rig.cable.connect(true);
    rig.advance(SHORTEST);
    assertThat(rig.atHost).isEmpty();
    assertThat(rig.atChip).isEmpty();
    assertThat(rig.sentAt).as("the chip is not left hanging").hasSize(1);
    assertThat(rig.partnerChanges).isEqualTo(2);
    assertThat(rig.cable.counters().unplugged()).isEqualTo(2);
    rig.advance(SHORTEST);
    assertThat(rig.marksAtChip()).containsExactly(2);
  }

  @Test
  void framesWaitWithTheHostWhileTheCableIsPulled() {
    rig.cable.connect(false);
    rig.host.add(frame(60, 1));
    rig.cable.wake();
    rig.send(frame(60, 2));
    rig.advance(10 * SHORTEST);
    assertThat(rig.host).hasSize(1);
    assertThat(rig.sentAt).hasSize(1);
    assertThat(rig.atHost).isEmpty();
    rig.cable.connect(true);
    rig.advance(SHORTEST);
    assertThat(rig.marksAtChip()).containsExactly(1);
  }

  @Test
  void withoutFramesThereAreNoEvents() {
    rig.host.add(frame(60, 1));
    rig.cable.wake();
    rig.advance(SHORTEST);
    assertThat(rig.scheduler.nextDeadline()).isEqualTo(EventScheduler.NEVER);
  }

  @Test
  void aLateMachineCatchesUpALittle() {
    IntStream.range(0, 100).forEach(mark -> rig.host.add(frame(1514, mark)));
    rig.cable.wake();
    rig.now = 10_000_000;
    rig.scheduler.runDue(rig.now);
    assertThat(rig.atChip).hasSize((int) (1 + 100_000 / LONGEST));
  }

  @Test
  void aFrameAfterSilenceTakesItsWholeTime() {
    rig.now = 10_000_000;
    rig.send(frame(60, 1));
    rig.advance(SHORTEST - 1);
    assertThat(rig.atHost).isEmpty();
  }

  @Test
  void anEndlessHostLeavesTheGuestTime() {
    CableRig fast = new CableRig(CableRig.settings(0, 0, 0, EthernetCable.Timing.FAST));
    IntStream.range(0, 1000).forEach(mark -> fast.host.add(frame(60, 1)));
    fast.cable.wake();
    fast.now = 1_000_000;
    fast.scheduler.runDue(fast.now);
    assertThat(fast.atChip).hasSize(17);
    fast.advance(1_000);
    assertThat(fast.atChip).hasSize(18);
  }
}
