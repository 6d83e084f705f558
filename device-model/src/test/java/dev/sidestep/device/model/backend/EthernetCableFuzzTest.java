package dev.sidestep.device.model.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.base.EventScheduler;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever both sides do, each frame ends in exactly one of the counters. */
class EthernetCableFuzzTest {
  private static final long LONG_ENOUGH = 10_000_000_000L;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void everyFrameIsAccountedFor(long seed) {
    Random random = new Random(seed);
    CableRig rig = new CableRig(settings(random));
    int begun = 0;
    int controls = 0;
    int offered = 0;
    for (int step = 0; step < 3_000; step++) {
      switch (random.nextInt(7)) {
        case 0, 1 -> offered += offer(rig, random);
        case 2, 3 -> {
          if (rig.sentAt.size() == begun) {
            begun++;
            controls += sendOne(rig, random);
          }
        }
        case 4 -> rig.cable.connect(random.nextInt(8) != 0);
        case 5 -> rig.cable.restore(rig.cable.state());
        default -> rig.advance(random.nextInt(1 << random.nextInt(24)));
      }
    }
    rig.cable.connect(true);
    rig.advance(LONG_ENOUGH);
    rig.cable.wake();
    rig.advance(LONG_ENOUGH);

    EthernetCable.Counters counters = rig.cable.counters();
    assertThat(rig.sentAt).as("the chip is told of each frame").hasSize(begun);
    assertThat(rig.host).isEmpty();
    assertThat(rig.scheduler.nextDeadline()).isEqualTo(EventScheduler.NEVER);
    assertThat(rig.atChip).hasSize((int) counters.toChip().frames());
    assertThat(rig.atHost).hasSize((int) counters.fromChip().frames());
    long paused = counters.pauses() + counters.resumes();
    assertThat(paused).isLessThanOrEqualTo(controls);
    assertThat(
            passed(counters.fromChip())
                + passed(counters.toChip())
                + counters.refused()
                + counters.damaged()
                + counters.unplugged()
                + paused)
        .isEqualTo(begun + offered);
  }

  private static long passed(EthernetCable.Traffic traffic) {
    return traffic.frames() + traffic.lost() + traffic.overflowed();
  }

  private static EthernetCable.Settings settings(Random random) {
    return new EthernetCable.Settings(
        random.nextBoolean() ? CableRig.GIGABIT : 10_000_000,
        random.nextBoolean() ? 0 : random.nextInt(5_000_000),
        random.nextBoolean() ? 0 : random.nextInt(1_000_000),
        random.nextBoolean() ? 0 : random.nextInt(1_000_000),
        random.nextBoolean(),
        random.nextBoolean() ? EthernetCable.Timing.REAL : EthernetCable.Timing.FAST,
        random.nextLong());
  }

  private static int offer(CableRig rig, Random random) {
    int count = random.nextInt(20);
    for (int index = 0; index < count; index++) {
      rig.host.add(new byte[random.nextInt(random.nextInt(20) == 0 ? 20_000 : 1_600)]);
    }
    rig.cable.wake();
    return count;
  }

  /** 1 if it was a PAUSE. */
  private static int sendOne(CableRig rig, Random random) {
    boolean isPause = random.nextInt(4) == 0;
    if (isPause) {
      rig.send(CableRig.pause(random.nextBoolean() ? 0 : random.nextInt(0x10000)));
    } else if (random.nextInt(4) == 0) {
      byte[] damaged = new byte[1 + random.nextInt(100)];
      random.nextBytes(damaged);
      rig.cable.send(damaged, damaged.length);
    } else {
      rig.send(new byte[14 + random.nextInt(16_371)]);
    }
    return isPause ? 1 : 0;
  }
}
