package dev.sidestep.conformance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.platform.MachineCounters;
import dev.sidestep.platform.StopReason;
import dev.sidestep.vmm.BlockingPolicy;
import dev.sidestep.vmm.CorrectivePolicy;
import dev.sidestep.vmm.IllegalAccessPolicy;
import dev.sidestep.vmm.ModePolicy;
import dev.sidestep.vmm.StrayInterruptPolicy;
import dev.sidestep.vmm.SwitchPolicies;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random guests on bare and on monitored machines, the latter with custody flips at random
 * instructions. No run may throw or hang, and a seed's two runs end in equal states.
 *
 * <p>{@code -Dsidestep.fuzz.seconds=N} sets how long fresh seeds are tried. A failure names its
 * seed; it is then added to the list of those that are always run.
 */
class FuzzTest {
  private static final long INSTRUCTIONS = 60_000;
  private static final long DEFAULT_SECONDS = 4;

  private static final List<StrayInterruptPolicy> STRAY =
      List.of(
          new StrayInterruptPolicy.Drop(),
          new StrayInterruptPolicy.ForwardToGuest(),
          new StrayInterruptPolicy.AskHardware());
  private static final List<BlockingPolicy> BLOCKING =
      List.of(
          new BlockingPolicy.Busy(),
          new BlockingPolicy.HoldGuest(),
          new BlockingPolicy.LogAndReplay());
  private static final List<ModePolicy> MODE =
      List.of(
          new ModePolicy.MatchByDesign(),
          new ModePolicy.AdoptByQuery(),
          new ModePolicy.SaveReconfigureRestore());
  private static final List<IllegalAccessPolicy> ILLEGAL =
      List.of(new IllegalAccessPolicy.Drop(), new IllegalAccessPolicy.TargetAbort());
  private static final List<CorrectivePolicy> CORRECTIVE =
      List.of(
          new CorrectivePolicy.ResetAndRestore(),
          new CorrectivePolicy.Abort(),
          new CorrectivePolicy.Retry(2, 1_000_000));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void keptSeedsSurvive(long seed) {
    check(seed);
  }

  @Test
  void freshSeedsSurvive() {
    long seconds = Long.getLong("sidestep.fuzz.seconds", DEFAULT_SECONDS);
    long first = System.nanoTime();
    long seed = first;
    for (; System.nanoTime() - first < seconds * 1_000_000_000L; seed++) {
      check(seed);
    }
    System.out.printf("Fuzzed %d seeds from %d on.%n", seed - first, first);
  }

  private static void check(long seed) {
    byte[] image = RandomGuest.image(seed);
    int vcpus = 1 + (int) (seed & 1) * 2;
    for (boolean monitored : new boolean[] {false, true}) {
      Result one = run(image, vcpus, monitored, seed);
      Result two = run(image, vcpus, monitored, seed);
      assertThat(two).as("seed %d, monitored %s", seed, monitored).isEqualTo(one);
    }
  }

  private record Result(StopReason reason, MachineCounters counters, String sent, Object state) {}

  private static Result run(byte[] image, int vcpus, boolean monitored, long seed) {
    try (Rig rig = Rig.deterministic(image, vcpus, monitored)) {
      rig.type("hostile input");
      StopReason reason = monitored ? flipping(rig, new Random(seed)) : rig.run(INSTRUCTIONS);
      return new Result(reason, rig.machine().counters(), rig.sent(), rig.machine().snapshot());
    } catch (RuntimeException | Error e) {
      throw new AssertionError("Seed %d, monitored %s.".formatted(seed, monitored), e);
    }
  }

  private static StopReason flipping(Rig rig, Random random) {
    StopReason reason = StopReason.INSTRUCTION_LIMIT;
    for (long left = INSTRUCTIONS; left > 0 && reason == StopReason.INSTRUCTION_LIMIT; ) {
      long chunk = 1 + random.nextInt(random.nextInt(4) == 0 ? 20 : 8_000);
      reason = rig.run(chunk);
      left -= chunk;
      rig.flip(random.nextBoolean(), policies(random));
    }
    rig.vmm().machineStopped();
    return reason;
  }

  private static SwitchPolicies policies(Random random) {
    return SwitchPolicies.defaults()
        .with(pick(random, STRAY))
        .with(pick(random, BLOCKING))
        .with(pick(random, MODE))
        .with(pick(random, ILLEGAL))
        .with(pick(random, CORRECTIVE));
  }

  private static <T> T pick(Random random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
