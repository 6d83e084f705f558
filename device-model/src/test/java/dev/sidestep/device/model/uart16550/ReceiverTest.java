package dev.sidestep.device.model.uart16550;

import static dev.sidestep.device.model.uart16550.UartBench.BIT;
import static dev.sidestep.device.model.uart16550.UartBench.CHARACTER;
import static dev.sidestep.device.spec.uart16550.Uart16550Registers.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReceiverTest {
  private static final int LEVEL_4 = 0x40;

  @Test
  void rbrIsOverwrittenWithoutFifos() {
    UartBench bench = UartBench.ready();
    bench.uart.receive('A', 0);
    assertThat(bench.uart.hasRoom()).isFalse();
    bench.uart.receive('B', 0);
    assertThat(bench.read(LSR)).isEqualTo(Lsr.DR | Lsr.OE | Lsr.THRE | Lsr.TEMT);
    assertThat(bench.read(LSR)).isEqualTo(Lsr.DR | Lsr.THRE | Lsr.TEMT);
    assertThat(bench.read(RBR)).isEqualTo('B');
    assertThat(bench.lsr(Lsr.DR)).isFalse();
  }

  @Test
  void aFullFifoKeepsItsContentAndLosesTheSeventeenth() {
    UartBench bench = UartBench.withFifos(Fcr.ENABLE);
    IntStream.range(0, 16).forEach(i -> bench.uart.receive(i, 0));
    assertThat(bench.lsr(Lsr.OE)).isFalse();
    bench.uart.receive(99, 0);
    assertThat(bench.lsr(Lsr.OE)).as("at once").isTrue();
    assertThat(bench.lsr(Lsr.OE)).as("once").isFalse();
    assertThat(IntStream.range(0, 16).map(_ -> bench.read(RBR)))
        .containsExactlyElementsOf(IntStream.range(0, 16).boxed().toList());
    assertThat(bench.lsr(Lsr.DR)).isFalse();
  }

  @Test
  void errorsShowWhenTheirCharacterIsAtTheTop() {
    UartBench bench = UartBench.withFifos(Fcr.ENABLE);
    bench.uart.receive('A', 0);
    bench.uart.receive('B', Lsr.PE);
    bench.uart.receive('C', Lsr.FE);
    int idle = Lsr.THRE | Lsr.TEMT | Lsr.DR;
    assertThat(bench.read(LSR)).isEqualTo(idle | Lsr.ERROR_IN_FIFO);
    bench.read(RBR);
    assertThat(bench.read(LSR)).isEqualTo(idle | Lsr.ERROR_IN_FIFO | Lsr.PE);
    assertThat(bench.read(LSR)).isEqualTo(idle | Lsr.ERROR_IN_FIFO);
    bench.read(RBR);
    assertThat(bench.read(LSR)).isEqualTo(idle | Lsr.ERROR_IN_FIFO | Lsr.FE);
    assertThat(bench.read(LSR)).as("no subsequent errors").isEqualTo(idle);
  }

  @Test
  void errorInFifoIsZeroWithoutFifos() {
    UartBench bench = UartBench.ready();
    bench.uart.receive('A', Lsr.PE);
    assertThat(bench.read(LSR)).isEqualTo(Lsr.DR | Lsr.PE | Lsr.THRE | Lsr.TEMT);
  }

  @Test
  void aBreakIsOneZeroCharacterReportedOnce() {
    UartBench bench = UartBench.withFifos(Fcr.ENABLE);
    bench.uart.receive(0x55, Lsr.BI);
    assertThat(bench.read(LSR) & Lsr.ERRORS).isEqualTo(Lsr.BI | Lsr.FE);
    assertThat(bench.read(LSR) & Lsr.ERRORS).isZero();
    assertThat(bench.read(RBR)).isZero();
    assertThat(bench.lsr(Lsr.DR)).isFalse();
  }

  @Test
  void aBreakHasWrongParityWhereAZeroCharacterHasAHighParityBit() {
    UartBench bench = UartBench.ready();
    bench.write(LCR, Lcr.WLS | Lcr.PEN);
    bench.uart.receive(0, Lsr.BI);
    assertThat(bench.read(LSR) & Lsr.ERRORS).isEqualTo(Lsr.BI | Lsr.FE | Lsr.PE);
    bench.read(RBR);
    bench.write(LCR, Lcr.WLS | Lcr.PEN | Lcr.EPS);
    bench.uart.receive(0, Lsr.BI);
    assertThat(bench.read(LSR) & Lsr.ERRORS).isEqualTo(Lsr.BI | Lsr.FE);
  }

  @Test
  void triggerLevelRaisesAndFallingBelowClears() {
    UartBench bench = UartBench.withFifos(Fcr.ENABLE | LEVEL_4);
    bench.write(IER, Ier.ERBFI);
    IntStream.range(0, 3).forEach(i -> bench.uart.receive(i, 0));
    assertThat(bench.interrupt()).isFalse();
    bench.uart.receive(3, 0);
    assertThat(bench.interrupt()).isTrue();
    assertThat(bench.read(IIR)).isEqualTo(Iir.FIFOS_ENABLED | Iir.DATA_AVAILABLE);
    bench.read(RBR);
    assertThat(bench.interrupt()).isFalse();
  }

  @Test
  void timeOutComesFourCharactersAfterTheLastOne() {
    UartBench bench = UartBench.withFifos(Fcr.ENABLE | LEVEL_4);
    bench.write(IER, Ier.ERBFI);
    bench.uart.receive('A', 0);
    bench.advance(3 * CHARACTER);
    bench.uart.receive('B', 0);
    bench.advance(4 * CHARACTER - 1);
    assertThat(bench.interrupt()).isFalse();
    bench.advance(1);
    assertThat(bench.read(IIR)).isEqualTo(Iir.FIFOS_ENABLED | Iir.TIME_OUT);
    assertThat(bench.log).containsExactly("70000 interrupt");
  }

  @Test
  void theSecondStopBitCounts() {
    UartBench bench = UartBench.withFifos(Fcr.ENABLE | LEVEL_4);
    bench.write(LCR, Lcr.WLS | Lcr.STB);
    bench.write(IER, Ier.ERBFI);
    bench.uart.receive('A', 0);
    bench.advance(4 * (CHARACTER + BIT));
    assertThat(bench.log).containsExactly("44000 interrupt");
  }

  @Test
  void aReadClearsTheTimeOutAndRestartsItsTimer() {
    UartBench bench = UartBench.withFifos(Fcr.ENABLE | LEVEL_4);
    bench.write(IER, Ier.ERBFI);
    bench.uart.receive('A', 0);
    bench.uart.receive('B', 0);
    bench.advance(5 * CHARACTER);
    assertThat(bench.read(RBR)).isEqualTo('A');
    assertThat(bench.interrupt()).isFalse();
    bench.advance(4 * CHARACTER);
    assertThat(bench.interrupt()).isTrue();
    bench.read(RBR);
    bench.advance(10 * CHARACTER);
    assertThat(bench.log)
        .as("an empty FIFO has no time-out")
        .containsExactly("40000 interrupt", "50000 quiet", "90000 interrupt", "90000 quiet");
  }

  @Test
  void aNewCharacterDoesNotTakeTheTimeOutBack() {
    UartBench bench = UartBench.withFifos(Fcr.ENABLE | LEVEL_4);
    bench.write(IER, Ier.ERBFI);
    bench.uart.receive('A', 0);
    bench.advance(4 * CHARACTER);
    bench.uart.receive('B', 0);
    assertThat(bench.read(IIR)).isEqualTo(Iir.FIFOS_ENABLED | Iir.TIME_OUT);
    bench.uart.receive('C', 0);
    bench.uart.receive('D', 0);
    assertThat(bench.read(IIR)).isEqualTo(Iir.FIFOS_ENABLED | Iir.DATA_AVAILABLE);
  }

  @Test
  void thereIsNoTimeOutWithoutFifos() {
    UartBench bench = UartBench.ready();
    bench.uart.receive('A', 0);
    assertThat(bench.scheduler.nextDeadline()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void clearingDropsCharactersAndTheirErrors() {
    UartBench bench = UartBench.withFifos(Fcr.ENABLE);
    bench.write(IER, Ier.ERBFI | Ier.ELSI);
    bench.uart.receive('A', Lsr.PE);
    bench.write(FCR, Fcr.ENABLE | Fcr.CLEAR_RECEIVER);
    assertThat(bench.interrupt()).isFalse();
    assertThat(bench.read(LSR)).isEqualTo(Lsr.THRE | Lsr.TEMT);
    bench.advance(10 * CHARACTER);
    assertThat(bench.interrupt()).isFalse();
  }

  @Test
  void changingTheModeClears() {
    UartBench bench = UartBench.ready();
    bench.uart.receive('A', 0);
    bench.write(FCR, Fcr.ENABLE);
    assertThat(bench.lsr(Lsr.DR)).isFalse();
    bench.uart.receive('B', 0);
    bench.write(FCR, 0);
    assertThat(bench.lsr(Lsr.DR)).isFalse();
  }

  @Test
  void roomIsReportedWhenItAppears() {
    UartBench bench = UartBench.ready();
    bench.uart.receive('A', 0);
    bench.advance(5);
    bench.read(RBR);
    bench.read(RBR);
    assertThat(bench.log).containsExactly("5 ready");
  }
}
