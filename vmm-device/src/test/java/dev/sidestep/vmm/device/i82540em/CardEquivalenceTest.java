package dev.sidestep.vmm.device.i82540em;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.StatisticsRegisters;
import dev.sidestep.vmm.BlockingPolicy;
import dev.sidestep.vmm.Custody;
import dev.sidestep.vmm.SwitchPolicies;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same script with the card direct, emulated, and changing at random accesses: the same frames
 * on the wire, the same frames received, the same reads, and in the end the same registers.
 *
 * <p>What may differ: the two counters of PAUSE frames sent and the two of all that was sent, since
 * the monitor sends PAUSE frames of its own; RNBC, which depends on time.
 */
class CardEquivalenceTest {
  private static final int ACTIONS = 250;
  private static final Set<Integer> COUNTERS_OF_PAUSE_OR_TIME =
      Set.of(
          StatisticsRegisters.XOFFTXC,
          StatisticsRegisters.XONTXC,
          StatisticsRegisters.TOTL,
          StatisticsRegisters.TOTH,
          StatisticsRegisters.TPT,
          StatisticsRegisters.RNBC);

  /** What a run has shown. */
  private record Outcome(
      List<byte[]> sent,
      List<byte[]> received,
      List<byte[]> arrived,
      List<Long> reads,
      I82540emMode mode,
      List<Integer> counters,
      List<Integer> pointers) {}

  private static Outcome run(long seed, Consumer<MonitoredCard> prepare) {
    CardRig rig = seed % 2 == 0 ? CardRig.create(true) : CardRig.slow(seed % 3 != 0);
    MonitoredCard card = new MonitoredCard(rig);
    card.guest.start();
    prepare.accept(card);
    ScriptedCardGuest guest = new ScriptedCardGuest(rig, card.guest, seed);
    for (int i = 0; i < ACTIONS; i++) {
      guest.act();
    }
    rig.beforeAccess(() -> {});
    guest.drain();
    assertThat(rig.dma.faults()).as("faults, seed %d", seed).isZero();
    assertThat(card.counters().trapsWhileDirect()).isZero();
    return new Outcome(
        List.copyOf(rig.sent),
        List.copyOf(card.guest.received),
        guest.arrived,
        guest.reads,
        I82540emMode.of(rig::read),
        counters(rig),
        List.of(
            rig.read(I82540emRegisters.TDH),
            rig.read(I82540emRegisters.TDT),
            rig.read(I82540emRegisters.RDH),
            rig.read(I82540emRegisters.RDT)));
  }

  private static List<Integer> counters(CardRig rig) {
    List<Integer> values = new ArrayList<>();
    for (int at = StatisticsRegisters.FIRST; at < StatisticsRegisters.END; at += 4) {
      int value = rig.read(at);
      values.add(COUNTERS_OF_PAUSE_OR_TIME.contains(at) ? 0 : value);
    }
    return values;
  }

  private static void compare(Outcome outcome, Outcome direct, long seed) {
    assertFrames("sent", outcome.sent(), direct.sent(), seed);
    assertFrames("received", outcome.received(), outcome.arrived(), seed);
    assertThat(outcome.reads()).as("reads, seed %d", seed).isEqualTo(direct.reads());
    assertThat(outcome.mode()).as("mode, seed %d", seed).isEqualTo(direct.mode());
    assertThat(outcome.counters()).as("counters, seed %d", seed).isEqualTo(direct.counters());
    assertThat(outcome.pointers()).as("pointers, seed %d", seed).isEqualTo(direct.pointers());
  }

  private static void assertFrames(
      String what, List<byte[]> actual, List<byte[]> expected, long seed) {
    assertThat(actual.stream().map(CardEquivalenceTest::describe).toList())
        .as("%s, seed %d", what, seed)
        .containsExactlyElementsOf(expected.stream().map(CardEquivalenceTest::describe).toList());
  }

  private static String describe(byte[] frame) {
    return "%d bytes %08x".formatted(frame.length, Arrays.hashCode(frame));
  }

  private static void flipping(MonitoredCard card, BlockingPolicy blocking, long seed) {
    Random random = new Random(seed * 31 + 7);
    int mean = 1 + random.nextInt(30);
    card.policies = SwitchPolicies.defaults().with(blocking);
    card.rig.beforeAccess(() -> {
      if (random.nextInt(mean) == 0) {
        card.flip();
      }
    });
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5})
  void emulated(long seed) {
    Outcome direct = run(seed, _ -> {});
    Outcome emulated =
        run(
            seed,
            card -> {
              card.virtualizeAtBoot();
              card.rig.platform.advance(1_000_000);
              assertThat(card.custody()).isEqualTo(Custody.EMULATED);
            });
    compare(emulated, direct, seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void flipping(long seed) {
    List<BlockingPolicy> blockings =
        List.of(
            new BlockingPolicy.Busy(),
            new BlockingPolicy.HoldGuest(),
            new BlockingPolicy.LogAndReplay());
    Outcome direct = run(seed, _ -> {});
    BlockingPolicy blocking = blockings.get((int) (seed % 3));
    MonitoredCard[] used = new MonitoredCard[1];
    Outcome flipped =
        run(
            seed,
            card -> {
              used[0] = card;
              flipping(card, blocking, seed);
            });
    compare(flipped, direct, seed);
    long switches = used[0].counters().virtualizations() + used[0].counters().devirtualizations();
    // Any store but that to TDT does what was logged, so a busy guest delays the end.
    int least = blocking instanceof BlockingPolicy.LogAndReplay ? 1 : 4;
    assertThat(switches).as("switches, seed %d", seed).isGreaterThanOrEqualTo(least);
  }
}
