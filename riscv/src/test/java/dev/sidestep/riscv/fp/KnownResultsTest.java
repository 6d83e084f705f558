package dev.sidestep.riscv.fp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cases worked out by hand, so that not everything rests on one reference. */
class KnownResultsTest {
  private static final long ONE = 0x3ff0_0000_0000_0000L;
  private static final long SMALLEST_NORMAL = 0x0010_0000_0000_0000L;
  private static final long LARGEST = 0x7fef_ffff_ffff_ffffL;
  private static final long INFINITY = 0x7ff0_0000_0000_0000L;

  private final FpStatus s = new FpStatus();

  /** 0.1 + 0.2 = 0.30000000000000004 to nearest, and 1 / 3 in each mode. */
  @ParameterizedTest
  @CsvSource({
    "0, 3fd3333333333334, 3fd5555555555555",
    "1, 3fd3333333333333, 3fd5555555555555",
    "2, 3fd3333333333333, 3fd5555555555555",
    "3, 3fd3333333333334, 3fd5555555555556",
    "4, 3fd3333333333334, 3fd5555555555555",
  })
  void tenthsAndThirds(int rm, String sum, String third) {
    long tenth = 0x3fb9_9999_9999_999aL;
    long fifth = 0x3fc9_9999_9999_999aL;
    assertThat(Float64.add(tenth, fifth, rm, s)).isEqualTo(Long.parseUnsignedLong(sum, 16));
    assertThat(Float64.div(ONE, 0x4008_0000_0000_0000L, rm, s))
        .isEqualTo(Long.parseUnsignedLong(third, 16));
    assertThat(s.flags).isEqualTo(FpStatus.NX);
  }

  /** 2^-1022 * (1 - 2^-53): a tie that rounds up to the smallest normal, yet is tiny. */
  @Test
  void exactInUnboundedRangeUnderflowsThoughItRoundsToNormal() {
    long belowOne = ONE - 1;
    assertThat(Float64.mul(SMALLEST_NORMAL, belowOne, RoundingMode.RNE, s))
        .isEqualTo(SMALLEST_NORMAL);
    assertThat(s.flags).isEqualTo(FpStatus.UF | FpStatus.NX);
  }

  /**
   * (2^-511 (1 + 2^-52)) * (2^-511 (1 - 2^-52)) = 2^-1022 (1 - 2^-104): rounds to 2^-1022 in any
   * range, so that it does not underflow.
   */
  @Test
  void tininessIsDetectedAfterRounding() {
    long above = 0x2000_0000_0000_0001L;
    long below = 0x1fff_ffff_ffff_fffeL;
    assertThat(Float64.mul(above, below, RoundingMode.RNE, s)).isEqualTo(SMALLEST_NORMAL);
    assertThat(s.flags).isEqualTo(FpStatus.NX);
  }

  @ParameterizedTest
  @CsvSource({
    "0, true, true",
    "1, false, false",
    "2, false, true",
    "3, true, false",
    "4, true, true"
  })
  void overflowGoesToInfinityOrStopsAtTheLargest(int rm, boolean up, boolean down) {
    long sign = Long.MIN_VALUE;
    assertThat(Float64.add(LARGEST, LARGEST, rm, s)).isEqualTo(up ? INFINITY : LARGEST);
    assertThat(Float64.add(LARGEST | sign, LARGEST | sign, rm, s))
        .isEqualTo(sign | (down ? INFINITY : LARGEST));
    assertThat(s.flags).isEqualTo(FpStatus.OF | FpStatus.NX);
  }

  @Test
  void divisionByZeroIsNotInvalidButZeroByZeroIs() {
    assertThat(Float64.div(ONE, Long.MIN_VALUE, RoundingMode.RNE, s))
        .isEqualTo(INFINITY | Long.MIN_VALUE);
    assertThat(s.flags).isEqualTo(FpStatus.DZ);
    assertThat(Float64.div(0, 0, RoundingMode.RNE, s)).isEqualTo(Float64.CANONICAL_NAN);
    assertThat(s.flags).isEqualTo(FpStatus.DZ | FpStatus.NV);
  }

  @Test
  void cancellationLeavesPlusZeroExceptDownwards() {
    assertThat(Float64.sub(ONE, ONE, RoundingMode.RNE, s)).isZero();
    assertThat(Float64.sub(ONE, ONE, RoundingMode.RDN, s)).isEqualTo(Long.MIN_VALUE);
    assertThat(s.flags).isZero();
  }

  @Test
  void payloadsAreNotPropagated() {
    long quiet = 0xfff8_0000_0000_1234L;
    assertThat(Float64.add(quiet, ONE, RoundingMode.RNE, s)).isEqualTo(Float64.CANONICAL_NAN);
    assertThat(s.flags).isZero();
    assertThat(Float32.sqrt(0x7f80_0001, RoundingMode.RNE, s)).isEqualTo(Float32.CANONICAL_NAN);
    assertThat(s.flags).isEqualTo(FpStatus.NV);
  }

  @Test
  void exactResultsRaiseNothing() {
    assertThat(Float32.mul(0x3fc0_0000, 0x4020_0000, RoundingMode.RNE, s)).isEqualTo(0x4070_0000);
    assertThat(Float32.sqrt(0x4110_0000, RoundingMode.RNE, s)).isEqualTo(0x4040_0000);
    assertThat(Float64.div(ONE, ONE + 0x0020_0000_0000_0000L, RoundingMode.RNE, s))
        .isEqualTo(ONE - 0x0020_0000_0000_0000L);
    assertThat(s.flags).isZero();
  }

  @Test
  void flagsAreSticky() {
    s.flags = FpStatus.DZ;
    assertThat(Float64.toFloat32(LARGEST, RoundingMode.RNE, s)).isEqualTo(0x7f80_0000);
    assertThat(s.flags).isEqualTo(FpStatus.DZ | FpStatus.OF | FpStatus.NX);
    assertThat(Float64.add(ONE, ONE, RoundingMode.RNE, s)).isEqualTo(ONE + SMALLEST_NORMAL);
    assertThat(s.flags).isEqualTo(FpStatus.DZ | FpStatus.OF | FpStatus.NX);
  }
}
