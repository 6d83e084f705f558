package dev.sidestep.device.model.i82540em;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.base.MemoryWindow;
import dev.sidestep.device.spec.Register;
import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A guest that writes anything anywhere does not break the chip. */
class HostileAccessTest {
  private static final int STEPS = 20_000;
  private static final int[] WIDTHS = {1, 2, 4, 4, 4, 4, 8};
  private static final List<Register> INTERESTING = interesting();

  private final TestTime time = new TestTime();
  private boolean line;
  private final I82540em chip =
      new I82540em(
          time.scheduler(),
          new I82540em.Pins(
              new SmallMemory(), level -> line = level, new TestCable(TestCable.GIGABIT)),
          0x5254_0012_3456L,
          ChipTiming.FAST);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void survives(long seed) {
    Random random = new Random(seed);
    chip.busMasterGranted(true);
    for (int step = 0; step < STEPS; step++) {
      step(random);
    }
    chip.reset();
    chip.write(I82540emRegisters.CTRL, 4, Ctrl.SLU);
    time.pass(0);
    assertThat(chip.read(I82540emRegisters.RAL, 4)).isEqualTo(0x1200_5452);
    assertThat(line).isFalse();
  }

  private void step(Random random) {
    switch (random.nextInt(8)) {
      case 0 -> chip.read(offset(random), WIDTHS[random.nextInt(WIDTHS.length)]);
      case 1 -> receive(random);
      case 2 -> time.pass(random.nextInt(100_000));
      case 3 -> chip.write(random.nextLong() >>> random.nextInt(64), 4, random.nextInt());
      default -> chip.write(offset(random), WIDTHS[random.nextInt(WIDTHS.length)], value(random));
    }
  }

  private void receive(Random random) {
    byte[] frame = new byte[Math.max(64, random.nextInt(1600))];
    random.nextBytes(frame);
    chip.receive(frame, frame.length);
  }

  private static long value(Random random) {
    return random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(0x1000);
  }

  private static long offset(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> I82540em.IO_OFFSET + random.nextInt(16);
      case 1 -> random.nextInt(I82540emRegisters.SIZE_BYTES);
      default -> INTERESTING.get(random.nextInt(INTERESTING.size())).offset();
    };
  }

  private static List<Register> interesting() {
    List<Register> found = new ArrayList<>();
    for (Register register : I82540emRegisters.TABLE) {
      if (register.access().isWritable() && !register.name().endsWith("]")) {
        found.add(register);
      }
    }
    return found;
  }

  /** The first 64 KiB. */
  private static final class SmallMemory implements MemoryWindow {
    private final byte[] bytes = new byte[0x10000];

    @Override
    public boolean read(long address, byte[] target, int offset, int length) {
      boolean good = isGood(address, length);
      if (good) {
        System.arraycopy(bytes, (int) address, target, offset, length);
      }
      return good;
    }

    @Override
    public boolean write(long address, byte[] source, int offset, int length) {
      boolean good = isGood(address, length);
      if (good) {
        System.arraycopy(source, offset, bytes, (int) address, length);
      }
      return good;
    }

    private boolean isGood(long address, int length) {
      return address >= 0 && address <= bytes.length - length;
    }
  }
}
