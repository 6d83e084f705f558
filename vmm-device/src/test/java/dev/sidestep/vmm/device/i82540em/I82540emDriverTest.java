package dev.sidestep.vmm.device.i82540em;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class I82540emDriverTest {
  private static final int FRAMES = 400;

  /** DD in the second half of a transmit descriptor. */
  private static final long DONE = 1L << 32;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyFrameArrivesOnceAndInOrderWhateverTheMomentOfASwitch(long seed) {
    Random random = new Random(seed);
    boolean slow = random.nextBoolean();
    CardRig rig = slow ? CardRig.slow(true) : CardRig.create(true);
    DriverBench bench = new DriverBench(rig);
    bench.guest.start();
    List<byte[]> out = new ArrayList<>();
    List<byte[]> in = new ArrayList<>();
    while (out.size() < FRAMES || in.size() < FRAMES) {
      step(bench, random, out, in);
    }
    settle(bench);
    assertThat(rig.sent)
        .as("sent")
        .usingElementComparator(java.util.Arrays::compare)
        .containsExactlyElementsOf(out);
    assertThat(bench.guest.received)
        .as("received")
        .usingElementComparator(java.util.Arrays::compare)
        .containsExactlyElementsOf(in);
    assertThat(rig.dma.faults()).isZero();
    assertThat(rig.dma.allocations()).isEqualTo(2);
    assertThat(rig.chip.troubles().framesDroppedWhileDisabled()).isZero();
  }

  private static void step(DriverBench bench, Random random, List<byte[]> out, List<byte[]> in) {
    switch (random.nextInt(8)) {
      case 0, 1 -> {
        int burst = random.nextInt(12);
        for (int i = 0; i < burst && bench.guest.txRoom() > 0; i++) {
          byte[] frame = CardGuest.frame(out.size(), 60 + random.nextInt(1454));
          out.add(frame);
          bench.guest.send(frame);
        }
      }
      case 2, 3 -> {
        int burst = random.nextInt(12);
        for (int i = 0; i < burst; i++) {
          byte[] frame = CardGuest.frame(in.size(), 60 + random.nextInt(1454));
          in.add(frame);
          bench.rig.arrive(frame);
        }
      }
      case 4 -> bench.guest.receive();
      case 5, 6 -> bench.advance(random.nextInt(60_000));
      default -> flip(bench);
    }
  }

  private static void flip(DriverBench bench) {
    if (bench.emulated) {
      bench.release();
    } else {
      bench.adopt();
    }
  }

  private static void settle(DriverBench bench) {
    for (int i = 0; i < 2_000; i++) {
      bench.advance(100_000);
      bench.guest.receive();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRoundTripLeavesEveryModeRegisterAndPointerAsItWas(boolean flowControl) {
    DriverBench bench = new DriverBench(CardRig.create(flowControl));
    bench.guest.start();
    I82540emMode before = I82540emMode.of(bench.rig::read);
    bench.adopt();
    bench.advance(1_000_000);
    bench.release();
    assertThat(I82540emMode.of(bench.rig::read)).isEqualTo(before);
    assertThat(bench.rig.read(I82540emRegisters.IMS)).isEqualTo(CardGuest.CAUSES);
    assertThat(bench.rig.read(I82540emRegisters.RDT)).isEqualTo(CardGuest.RX_ENTRIES - 1);
  }

  @Test
  void doneIsNotGivenAgainToDescriptorsFromWhichTheGuestHasTakenIt() {
    DriverBench bench = new DriverBench(CardRig.create(true));
    bench.guest.start();
    for (int i = 0; i < 3; i++) {
      bench.guest.send(CardGuest.frame(i, 60));
    }
    bench.advance(1_000_000);
    for (int i = 0; i < 3; i++) {
      assertThat(bench.rig.ram.getLong(fieldsOf(i)) & DONE).isEqualTo(DONE);
      bench.rig.ram.setLong(fieldsOf(i), bench.rig.ram.getLong(fieldsOf(i)) & ~DONE);
    }
    bench.adopt();
    for (int i = 0; i < 3; i++) {
      assertThat(bench.rig.ram.getLong(fieldsOf(i)) & DONE).isZero();
    }
  }

  /** The second half of a transmit descriptor, with its status. */
  private static long fieldsOf(int index) {
    return CardGuest.txEntry(index) + 8;
  }
}
