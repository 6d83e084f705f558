package dev.sidestep.conformance.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.base.Bits;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of a simulated device. */
abstract class DeviceContract {
  private static final int STEPS = 500;
  private static final int[] WIDTHS = {1, 2, 4, 8};

  /** A device after power-on, at time 0. */
  abstract DeviceUnderTest create();

  @Test
  void twoDevicesAfterPowerOnAreTheSame() {
    assertThat(create().state()).isEqualTo(create().state());
    assertThat(create().interrupt()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aResetDeviceReadsAsAfterPowerOn(long seed) {
    DeviceUnderTest device = create();
    Random random = new Random(seed);
    for (int i = 0; i < STEPS; i++) {
      step(device, random);
    }
    device.reset();
    DeviceUnderTest fresh = create();
    for (long offset : device.registersAfterReset()) {
      assertThat(device.registers().read(offset, 1))
          .as("offset %d", offset)
          .isEqualTo(fresh.registers().read(offset, 1));
    }
    assertThat(device.interrupt()).isEqualTo(fresh.interrupt());
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void noAccessThrowsAndEveryReadIsZeroExtended(long seed) {
    DeviceUnderTest device = create();
    Random random = new Random(seed);
    for (int i = 0; i < 20 * STEPS; i++) {
      long offset =
          random.nextInt(8) == 0 ? random.nextLong() : random.nextLong(-8, device.sizeBytes() + 8);
      int width = WIDTHS[random.nextInt(WIDTHS.length)];
      if (random.nextBoolean()) {
        device.registers().write(offset, width, random.nextLong());
      } else {
        long value = device.registers().read(offset, width);
        assertThat(Bits.truncate(value, width)).isEqualTo(value);
      }
      device.advance(random.nextInt(2_000));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8})
  void outsideItsWindowNothingIsReadAndNothingChanges(long seed) {
    DeviceUnderTest device = create();
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      step(device, random);
    }
    Object before = device.state();
    for (long offset : new long[] {-1, -8, device.sizeBytes(), 1L << 32, Long.MIN_VALUE}) {
      for (int width : WIDTHS) {
        device.registers().write(offset, width, random.nextLong());
        assertThat(device.registers().read(offset, width)).isEqualTo(Bits.truncate(-1, width));
      }
    }
    assertThat(device.state()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(longs = {9, 10, 11})
  void aRestoredDeviceGoesOnTheSame(long seed) {
    DeviceUnderTest original = create();
    Random random = new Random(seed);
    for (int i = 0; i < STEPS; i++) {
      step(original, random);
    }
    DeviceUnderTest clone = create();
    clone.advance(original.now());
    clone.restore(original.state());
    assertThat(clone.state()).isEqualTo(original.state());
    assertThat(clone.interrupt()).isEqualTo(original.interrupt());
    for (int i = 0; i < STEPS; i++) {
      assertThat(step(clone, new Random(seed + i)))
          .as("step %d", i)
          .isEqualTo(step(original, new Random(seed + i)));
    }
    assertThat(clone.state()).isEqualTo(original.state());
  }

  /** The line is a function of the state: a device put into any state drives the same level. */
  @ParameterizedTest
  @ValueSource(longs = {12, 13, 14})
  void theInterruptLevelFollowsTheState(long seed) {
    DeviceUnderTest device = create();
    DeviceUnderTest mirror = create();
    Random random = new Random(seed);
    List<Boolean> levels = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      step(device, random);
      mirror.restore(device.state());
      assertThat(mirror.interrupt()).as("step %d", i).isEqualTo(device.interrupt());
      levels.add(device.interrupt());
    }
    assertThat(levels).contains(true, false);
  }

  @Test
  void takingTheStateChangesNothing() {
    DeviceUnderTest device = create();
    DeviceUnderTest twin = create();
    Random random = new Random(15);
    Random same = new Random(15);
    for (int i = 0; i < STEPS; i++) {
      assertThat(device.state()).isEqualTo(device.state());
      assertThat(step(device, random)).isEqualTo(step(twin, same));
    }
  }

  /** One access, input or wait; what could be seen of it. */
  private static String step(DeviceUnderTest device, Random random) {
    String seen = "";
    switch (random.nextInt(4)) {
      case 0 -> device.plausibleWrite(random);
      case 1 -> device.input(random);
      default -> {
        long offset = random.nextLong(device.sizeBytes());
        seen = offset + "=" + device.registers().read(offset, 1);
      }
    }
    device.advance(random.nextInt(5_000));
    return seen + " line " + device.interrupt();
  }
}
