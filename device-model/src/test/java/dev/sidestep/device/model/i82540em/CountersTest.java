package dev.sidestep.device.model.i82540em;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.spec.i82540em.StatisticsRegisters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountersTest {
  private final RegisterFile registers = new RegisterFile();
  private final Counters counters = new Counters(registers);

  @ParameterizedTest
  @CsvSource({
    "64, 0",
    "65, 1",
    "127, 1",
    "128, 2",
    "255, 2",
    "256, 3",
    "511, 3",
    "512, 4",
    "1023, 4",
    "1024, 5",
    "1522, 5",
    "16000, 5"
  })
  void sortsByLength(int length, int register) {
    counters.received(length, FrameKind.UNICAST);
    counters.sent(length, FrameKind.UNICAST);
    assertThat(counters.read(StatisticsRegisters.PRC64 + 4 * register)).isOne();
    assertThat(counters.read(StatisticsRegisters.PTC64 + 4 * register)).isOne();
  }

  @Test
  void readClears() {
    counters.count(StatisticsRegisters.MPC);
    counters.count(StatisticsRegisters.MPC);
    assertThat(counters.read(StatisticsRegisters.MPC)).isEqualTo(2);
    assertThat(counters.read(StatisticsRegisters.MPC)).isZero();
  }

  @Test
  void pairIsClearedByItsHighHalf() {
    registers.set(StatisticsRegisters.TORL, 0xffff_ff00);
    counters.arrived(0x200);
    assertThat(counters.read(StatisticsRegisters.TORL)).isEqualTo(0x100);
    assertThat(counters.read(StatisticsRegisters.TORL)).isEqualTo(0x100);
    assertThat(counters.read(StatisticsRegisters.TORH)).isOne();
    assertThat(counters.read(StatisticsRegisters.TORL)).isZero();
    assertThat(counters.read(StatisticsRegisters.TPR)).isOne();
  }

  @Test
  void stickAtAllOnes() {
    registers.set(StatisticsRegisters.GPRC, -1);
    registers.set(StatisticsRegisters.GORCL, -1);
    registers.set(StatisticsRegisters.GORCH, -1);
    counters.received(64, FrameKind.MULTICAST);
    assertThat(counters.read(StatisticsRegisters.GPRC)).isEqualTo(-1);
    assertThat(counters.read(StatisticsRegisters.GORCL)).isEqualTo(-1);
    assertThat(counters.read(StatisticsRegisters.GORCH)).isEqualTo(-1);
    assertThat(counters.read(StatisticsRegisters.MPRC)).isOne();
  }

  @Test
  void knowsTheKinds() {
    counters.sent(100, FrameKind.BROADCAST);
    counters.sent(100, FrameKind.MULTICAST);
    counters.sent(100, FrameKind.UNICAST);
    assertThat(counters.read(StatisticsRegisters.BPTC)).isOne();
    assertThat(counters.read(StatisticsRegisters.MPTC)).isOne();
    assertThat(counters.read(StatisticsRegisters.GPTC)).isEqualTo(3);
    assertThat(counters.read(StatisticsRegisters.GOTCL)).isEqualTo(300);
    assertThat(FrameKind.of(new byte[] {2, 0, 0, 0, 0, 0})).isEqualTo(FrameKind.UNICAST);
    assertThat(FrameKind.of(new byte[] {-1, -1, -1, -1, -1, 0})).isEqualTo(FrameKind.MULTICAST);
    assertThat(FrameKind.of(new byte[] {-1, -1, -1, -1, -1, -1})).isEqualTo(FrameKind.BROADCAST);
  }

  @Test
  void pauseFramesAreNoGoodFrames() {
    counters.pauseSent(64, true);
    counters.pauseSent(64, false);
    assertThat(counters.read(StatisticsRegisters.XONTXC)).isOne();
    assertThat(counters.read(StatisticsRegisters.XOFFTXC)).isOne();
    assertThat(counters.read(StatisticsRegisters.TPT)).isEqualTo(2);
    assertThat(counters.read(StatisticsRegisters.TOTL)).isEqualTo(128);
    assertThat(counters.read(StatisticsRegisters.GPTC)).isZero();
  }
}
