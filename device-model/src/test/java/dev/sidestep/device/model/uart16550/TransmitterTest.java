package dev.sidestep.device.model.uart16550;

import static dev.sidestep.device.model.uart16550.UartBench.BIT;
import static dev.sidestep.device.model.uart16550.UartBench.CHARACTER;
import static dev.sidestep.device.spec.uart16550.Uart16550Registers.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TransmitterTest {
  @Test
  void aCharacterStartsAfterOneBitAndTakesItsTime() {
    UartBench bench = UartBench.ready();
    bench.write(THR, 'A');
    assertThat(bench.lsr(Lsr.THRE)).isFalse();
    bench.advance(BIT - 1);
    assertThat(bench.lsr(Lsr.THRE)).isFalse();
    bench.advance(1);
    assertThat(bench.lsr(Lsr.THRE)).isTrue();
    assertThat(bench.lsr(Lsr.TEMT)).isFalse();
    bench.advance(CHARACTER - 1);
    assertThat(bench.log).isEmpty();
    assertThat(bench.lsr(Lsr.TEMT)).isFalse();
    bench.advance(1);
    assertThat(bench.log).containsExactly("11000 sent 65 1/3");
    assertThat(bench.lsr(Lsr.TEMT)).isTrue();
  }

  @Test
  void charactersFollowBackToBack() {
    UartBench bench = UartBench.withFifos(Fcr.ENABLE);
    IntStream.range(0, 3).forEach(i -> bench.write(THR, i));
    bench.advance(10 * CHARACTER);
    assertThat(bench.log)
        .containsExactly("11000 sent 0 1/3", "21000 sent 1 1/3", "31000 sent 2 1/3");
  }

  @Test
  void aLateOwnerDoesNotSlowTheLineDown() {
    UartBench bench = UartBench.withFifos(Fcr.ENABLE);
    IntStream.range(0, 16).forEach(i -> bench.write(THR, i));
    bench.scheduler.runDue(BIT + 16 * CHARACTER);
    assertThat(bench.log).hasSize(16);
  }

  @Test
  void thrIsOverwrittenWithoutFifos() {
    UartBench bench = UartBench.ready();
    bench.write(THR, 'A');
    bench.write(THR, 'B');
    bench.advance(10 * CHARACTER);
    assertThat(bench.log).containsExactly("11000 sent 66 1/3");
  }

  @Test
  void theSeventeenthCharacterIsLostWithFifos() {
    UartBench bench = UartBench.withFifos(Fcr.ENABLE);
    IntStream.range(0, 17).forEach(i -> bench.write(THR, i));
    bench.advance(20 * CHARACTER);
    assertThat(bench.log).hasSize(16).last().isEqualTo("161000 sent 15 1/3");
  }

  @Test
  void dataIsCutToTheWordLength() {
    UartBench bench = UartBench.ready();
    bench.write(LCR, 0);
    bench.write(THR, 0xff);
    bench.advance(BIT + 7 * BIT);
    assertThat(bench.log).containsExactly("8000 sent 31 1/0");
  }

  /** 8.11 B. */
  @Test
  void emptyIsDelayedByACharacterLessTheLastStopBitAfterASingleCharacter() {
    UartBench bench = UartBench.withFifos(Fcr.ENABLE);
    bench.write(IER, Ier.ETBEI);
    bench.read(IIR);
    bench.log.clear();
    bench.write(THR, 'A');
    bench.advance(BIT + 9 * BIT - 1);
    assertThat(bench.lsr(Lsr.THRE)).isFalse();
    bench.advance(1);
    assertThat(bench.lsr(Lsr.THRE)).isTrue();
    assertThat(bench.log).containsExactly("10000 interrupt");
  }

  /** 8.11 B: with two stop bits the delay includes the first. */
  @Test
  void theDelayExcludesOnlyTheLastStopBit() {
    UartBench bench = UartBench.withFifos(Fcr.ENABLE);
    bench.write(LCR, Lcr.WLS | Lcr.STB);
    bench.write(THR, 'A');
    bench.advance(BIT + 10 * BIT - 1);
    assertThat(bench.lsr(Lsr.THRE)).isFalse();
    bench.advance(1);
    assertThat(bench.lsr(Lsr.THRE)).isTrue();
  }

  /** 8.11 B. */
  @Test
  void emptyIsImmediateIfTwoCharactersWereHeldAtOnce() {
    UartBench bench = UartBench.withFifos(Fcr.ENABLE);
    bench.write(THR, 'A');
    bench.write(THR, 'B');
    bench.advance(BIT + CHARACTER - 1);
    assertThat(bench.lsr(Lsr.THRE)).isFalse();
    bench.advance(1);
    assertThat(bench.lsr(Lsr.THRE)).isTrue();
    bench.write(THR, 'C');
    bench.advance(CHARACTER);
    assertThat(bench.lsr(Lsr.THRE)).as("one character since then: delayed again").isFalse();
    bench.advance(9 * BIT);
    assertThat(bench.lsr(Lsr.THRE)).isTrue();
  }

  /** 8.11 B: never two at the same time, although two in a row. */
  @Test
  void aWriteDuringTheDelayStartsItAnew() {
    UartBench bench = UartBench.withFifos(Fcr.ENABLE);
    bench.write(THR, 'A');
    bench.advance(BIT + 5 * BIT);
    bench.write(THR, 'B');
    bench.advance(5 * BIT + 9 * BIT - 1);
    assertThat(bench.lsr(Lsr.THRE)).isFalse();
    bench.advance(1);
    assertThat(bench.lsr(Lsr.THRE)).isTrue();
  }

  /** 8.11: the first interrupt after changing FCR0 is immediate. */
  @Test
  void changingFcr0RaisesTheInterruptAtOnce() {
    UartBench bench = UartBench.ready();
    bench.write(IER, Ier.ETBEI);
    bench.read(IIR);
    bench.write(THR, 'A');
    bench.write(FCR, Fcr.ENABLE);
    assertThat(bench.interrupt()).isTrue();
    bench.advance(10 * CHARACTER);
    assertThat(bench.log).noneMatch(line -> line.contains("sent"));
  }

  /** 8.5 bit 2: the shift register is not cleared. */
  @Test
  void clearingTheFifoLeavesTheCharacterOnTheWay() {
    UartBench bench = UartBench.withFifos(Fcr.ENABLE);
    IntStream.range(0, 5).forEach(i -> bench.write(THR, i));
    bench.advance(BIT + 1);
    bench.write(FCR, Fcr.ENABLE | Fcr.CLEAR_TRANSMITTER);
    assertThat(bench.lsr(Lsr.THRE)).isTrue();
    assertThat(bench.lsr(Lsr.TEMT)).isFalse();
    bench.advance(10 * CHARACTER);
    assertThat(bench.log).containsExactly("11000 sent 0 1/3");
  }

  /** 8.1 bit 6. */
  @Test
  void breakHoldsTheLineAtOnceAndSpoilsWhatIsShifted() {
    UartBench bench = UartBench.ready();
    bench.write(THR, 0);
    bench.advance(BIT);
    bench.write(LCR, Lcr.WLS | Lcr.SET_BREAK);
    bench.advance(CHARACTER);
    assertThat(bench.lsr(Lsr.TEMT)).as("the transmitter goes on").isTrue();
    bench.write(LCR, Lcr.WLS);
    bench.write(THR, 'A');
    bench.advance(2 * CHARACTER);
    assertThat(bench.log)
        .containsExactly("1000 break true", "11000 break false", "22000 sent 65 1/3");
  }

  @Test
  void withoutADivisorNothingMovesUntilThereIsOne() {
    UartBench bench = UartBench.ready();
    bench.write(LCR, Lcr.DLAB | Lcr.WLS);
    bench.write(DLL, 0);
    bench.write(LCR, Lcr.WLS);
    bench.write(THR, 'A');
    bench.advance(1_000 * CHARACTER);
    assertThat(bench.lsr(Lsr.THRE)).isFalse();
    assertThat(bench.uart.hasRoom()).isFalse();
    bench.write(LCR, Lcr.DLAB | Lcr.WLS);
    bench.write(DLL, 2);
    bench.advance(2 * (BIT + CHARACTER));
    assertThat(bench.log).containsExactly("10000000 ready", "10022000 sent 65 2/3");
  }

  @Test
  void fastCharactersTakeAMicrosecondAndOneInterruptForAFullFifo() {
    UartBench bench = new UartBench(CharacterTiming.FAST);
    bench.write(LCR, Lcr.WLS);
    bench.write(FCR, Fcr.ENABLE);
    bench.write(IER, Ier.ETBEI);
    bench.read(IIR);
    bench.log.clear();
    IntStream.range(0, 16).forEach(i -> bench.write(THR, i));
    bench.advance(100_000);
    assertThat(bench.log).hasSize(17).last().isEqualTo("16100 sent 15 1/3");
    assertThat(bench.log).contains("15100 interrupt");
  }
}
