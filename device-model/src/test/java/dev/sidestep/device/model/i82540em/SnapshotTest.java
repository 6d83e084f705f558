package dev.sidestep.device.model.i82540em;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.base.MemoryWindow;
import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.Eecd;
import dev.sidestep.device.spec.i82540em.Eerd;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Icr;
import dev.sidestep.device.spec.i82540em.Mdic;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A restored chip is the same chip. */
class SnapshotTest {
  private static final int STEPS = 300;

  /** One chip with a world of its own. */
  private static final class World {
    private final TestTime time = new TestTime();
    private final List<Boolean> levels = new ArrayList<>();
    private final I82540em chip =
        new I82540em(
            time.scheduler(),
            new I82540em.Pins(MemoryWindow.NOTHING, levels::add, new TestCable(TestCable.GIGABIT)),
            0x5254_0012_3456L,
            ChipTiming.REAL);

    int read(int offset) {
      return (int) chip.read(offset, 4);
    }

    void write(int offset, int value) {
      chip.write(offset, 4, value);
    }

    boolean line() {
      return levels.getLast();
    }
  }

  @Test
  void everythingThatRunsGoesOn() {
    World world = new World();
    world.write(I82540emRegisters.CTRL, Ctrl.SLU);
    world.write(I82540emRegisters.IMS, Icr.ALL);
    world.write(I82540emRegisters.ITR, 1000);
    world.write(I82540emRegisters.ICS, Icr.TXQE);
    world.write(I82540emRegisters.EERD, 1 << Eerd.ADDR_SHIFT | Eerd.START);
    world.write(
        I82540emRegisters.MDIC, Mdic.OP_READ | Mdic.I | Mdic.INTERNAL_PHY << Mdic.PHYADD_SHIFT);
    world.chip.write(I82540em.IO_OFFSET, 4, I82540emRegisters.EERD);
    world.time.pass(10_000);

    World other = new World();
    other.chip.restore(world.chip.state());

    assertThat(other.chip.state()).isEqualTo(world.chip.state());
    assertThat(other.line()).isTrue();
    other.time.pass(54_000);
    assertThat(other.chip.read(I82540em.IO_OFFSET + 4, 4) >>> Eerd.DATA_SHIFT).isEqualTo(0x1200);
    assertThat(other.read(I82540emRegisters.ICR)).isEqualTo(Icr.TXQE | Icr.MDAC);
    other.time.pass(2_000_000_000);
    assertThat(other.read(I82540emRegisters.ICR)).isEqualTo(Icr.LSC);
  }

  @Test
  void anEepromCommandGoesOnInTheMiddle() {
    World world = new World();
    shiftOut(world, 0b110_0, 4);
    World other = new World();
    other.chip.restore(world.chip.state());
    shiftOut(other, 1, 5);
    int data = 0;
    for (int bit = 0; bit < 16; bit++) {
      other.write(I82540emRegisters.EECD, Eecd.REQ | Eecd.CS | Eecd.SK);
      data = data << 1 | ((other.read(I82540emRegisters.EECD) & Eecd.DO) != 0 ? 1 : 0);
      other.write(I82540emRegisters.EECD, Eecd.REQ | Eecd.CS);
    }
    assertThat(data).isEqualTo(0x1200);
  }

  private static void shiftOut(World world, int data, int bits) {
    for (int bit = bits - 1; bit >= 0; bit--) {
      int wires = Eecd.REQ | Eecd.CS | ((data >>> bit & 1) != 0 ? Eecd.DI : 0);
      world.write(I82540emRegisters.EECD, wires);
      world.write(I82540emRegisters.EECD, wires | Eecd.SK);
      world.write(I82540emRegisters.EECD, wires);
    }
  }

  @Test
  void statesDifferIfTheChipsDo() {
    World world = new World();
    I82540emState before = world.chip.state();
    assertThat(before).isEqualTo(new World().chip.state()).hasSameHashCodeAs(world.chip.state());
    world.write(I82540emRegisters.FFVT, 1);
    assertThat(world.chip.state()).isNotEqualTo(before);
    world.chip.restore(before);
    assertThat(world.chip.state()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void twinsStayTwins(long seed) {
    Random random = new Random(seed);
    World world = new World();
    for (int step = 0; step < STEPS; step++) {
      step(world, random);
    }
    World other = new World();
    other.chip.restore(world.chip.state());
    for (int step = 0; step < STEPS; step++) {
      long same = random.nextLong();
      step(world, new Random(same));
      step(other, new Random(same));
      assertThat(other.chip.state()).isEqualTo(world.chip.state());
      assertThat(other.line()).isEqualTo(world.line());
    }
  }

  private static void step(World world, Random random) {
    int[] offsets = {
      I82540emRegisters.CTRL,
      I82540emRegisters.EECD,
      I82540emRegisters.EERD,
      I82540emRegisters.MDIC,
      I82540emRegisters.ICR,
      I82540emRegisters.ICS,
      I82540emRegisters.IMS,
      I82540emRegisters.IMC,
      I82540emRegisters.ITR,
      I82540emRegisters.RDTR,
      I82540emRegisters.TDT,
      I82540emRegisters.RAL
    };
    int offset = offsets[random.nextInt(offsets.length)];
    switch (random.nextInt(3)) {
      case 0 -> world.read(offset);
      case 1 -> world.time.pass(random.nextInt(20) == 0 ? 2_000_000_000 : random.nextInt(50_000));
      default -> world.write(offset, random.nextInt() & ~Ctrl.RST);
    }
  }

  @Test
  void nothingRunsInAChipThatWasRestoredToRest() {
    World world = new World();
    world.time.pass(2_000_000_000);
    I82540emState rest = world.chip.state();
    world.write(I82540emRegisters.EERD, Eerd.START);
    world.write(I82540emRegisters.MDIC, Mdic.OP_READ);
    world.chip.restore(rest);
    assertThat(world.time.scheduler().nextDeadline()).isEqualTo(EventScheduler.NEVER);
  }
}
