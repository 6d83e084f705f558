package dev.sidestep.vmm.device.uart16550;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.platform.Owner;
import dev.sidestep.vmm.BlockingPolicy;
import dev.sidestep.vmm.Custody;
import dev.sidestep.vmm.SwitchPolicies;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same script, direct, emulated, and flipping: nothing lost, doubled or reordered. */
class ModeEquivalenceTest {
  private static final int ACTIONS = 60;
  private static final int TYPED = 150;

  /** Asks for the other custody at about one access in {@code mean}. */
  private static final class Flipper implements Consumer<UartRig> {
    private final Random random;
    private final int mean;

    Flipper(long seed, int mean) {
      random = new Random(seed);
      this.mean = mean;
    }

    @Override
    public void accept(UartRig rig) {
      if (random.nextInt(mean) != 0) {
        return;
      }
      switch (rig.custody()) {
        case DIRECT -> rig.virtualize();
        case EMULATED -> rig.devirtualize();
        case OBSERVED, DRAINING -> {}
      }
    }
  }

  /** Besides flipping: brackets that come late, and interrupts without a cause. */
  private static final class Trouble implements Consumer<UartRig> {
    private final Random random;
    private final Flipper flipper;

    Trouble(long seed) {
      random = new Random(seed);
      flipper = new Flipper(seed, 5);
    }

    @Override
    public void accept(UartRig rig) {
      flipper.accept(rig);
      if (random.nextInt(3) == 0) {
        rig.platform.delayBrackets(random.nextBoolean());
      }
      if (rig.device.owner() == Owner.VMM && random.nextInt(10) == 0) {
        rig.platform.strayInterrupt(rig.device);
      }
    }
  }

  private static void run(UartRig rig, long seed, Consumer<UartRig> beforeAccess) {
    ScriptedGuest guest = new ScriptedGuest(rig, seed, beforeAccess);
    List<Integer> typed = new ArrayList<>();
    int[] fcrs = {0x00, 0x07, 0x47, 0x87, 0xc7};
    guest.setUp(fcrs[(int) (seed % fcrs.length)]);
    Random random = new Random(seed);
    for (int i = 0; i < ACTIONS; i++) {
      if (typed.size() < TYPED && random.nextBoolean()) {
        int count = 1 + random.nextInt(5);
        for (int k = 0; k < count; k++) {
          typed.add(typed.size() & 0xff);
          rig.type(typed.getLast());
        }
      }
      guest.act();
    }
    guest.drain();
    assertThat(rig.wire).as("wire, seed %d", seed).isEqualTo(guest.sent);
    assertThat(guest.received).as("received, seed %d", seed).isEqualTo(typed);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void direct(long seed) {
    run(UartRig.create(), seed, _ -> {});
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void emulated(long seed) {
    UartRig rig = UartRig.create();
    rig.vmm.virtualizeAtBoot(rig.device.id(), SwitchPolicies.defaults());
    assertThat(rig.custody()).isEqualTo(Custody.EMULATED);
    run(rig, seed, _ -> {});
    assertThat(rig.custody()).isEqualTo(Custody.EMULATED);
  }

  @Test
  void flippingWhileBusy() {
    flip(new BlockingPolicy.Busy(), 1);
  }

  @Test
  void flippingWhileHeld() {
    flip(new BlockingPolicy.HoldGuest(), 2);
  }

  @Test
  void flippingWhileLogged() {
    flip(new BlockingPolicy.LogAndReplay(), 3);
  }

  @Test
  void flippingWithLateBracketsAndStrayInterrupts() {
    List<BlockingPolicy> blockings =
        List.of(
            new BlockingPolicy.Busy(),
            new BlockingPolicy.HoldGuest(),
            new BlockingPolicy.LogAndReplay());
    for (long seed = 0; seed < 200; seed++) {
      UartRig rig = UartRig.create();
      rig.policies = SwitchPolicies.defaults().with(blockings.get((int) (seed % 3)));
      Trouble trouble = new Trouble(seed);
      run(
          rig,
          seed,
          each -> {
            // A held guest makes no accesses that could end a delay.
            if (each.policies.blocking() instanceof BlockingPolicy.HoldGuest) {
              trouble.flipper.accept(each);
            } else {
              trouble.accept(each);
            }
          });
    }
  }

  private static void flip(BlockingPolicy blocking, int salt) {
    long switches = 0;
    for (long seed = 0; seed < 200; seed++) {
      UartRig rig = UartRig.create();
      rig.policies = SwitchPolicies.defaults().with(blocking);
      run(rig, seed, new Flipper(seed * 31 + salt, 1 + (int) (seed % 40)));
      var counters = rig.vmm.status(rig.device.id()).counters();
      switches += counters.virtualizations() + counters.devirtualizations();
      assertThat(counters.trapsWhileDirect()).isZero();
    }
    assertThat(switches).isGreaterThan(1_000);
  }
}
