package dev.sidestep.device.model.uart16550;

import static dev.sidestep.device.model.uart16550.UartBench.BIT;
import static dev.sidestep.device.spec.uart16550.Uart16550Registers.*;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InterruptIdentificationTest {
  @Test
  void priorityAndWhatResetsEach() {
    UartBench bench = UartBench.ready();
    bench.uart.modemInputs(true, false, false, false);
    bench.uart.receive('A', Lsr.FE);
    bench.write(IER, Ier.ALL);
    assertThat(bench.read(IIR)).isEqualTo(Iir.LINE_STATUS);
    assertThat(bench.read(IIR)).as("not reset by IIR").isEqualTo(Iir.LINE_STATUS);
    bench.read(LSR);
    assertThat(bench.read(IIR)).isEqualTo(Iir.DATA_AVAILABLE);
    bench.read(RBR);
    assertThat(bench.read(IIR)).isEqualTo(Iir.THR_EMPTY);
    assertThat(bench.read(IIR)).as("THRE is reset by IIR").isEqualTo(Iir.MODEM_STATUS);
    bench.read(MSR);
    assertThat(bench.read(IIR)).isEqualTo(Iir.NONE);
    assertThat(bench.interrupt()).isFalse();
  }

  @Test
  void anIirReadThatReportsSomethingElseKeepsThre() {
    UartBench bench = UartBench.ready();
    bench.write(IER, Ier.ETBEI | Ier.ERBFI);
    bench.uart.receive('A', 0);
    assertThat(bench.read(IIR)).isEqualTo(Iir.DATA_AVAILABLE);
    bench.read(RBR);
    assertThat(bench.read(IIR)).isEqualTo(Iir.THR_EMPTY);
  }

  @Test
  void anIirReadWithThreDisabledKeepsItsLatch() {
    UartBench bench = UartBench.ready();
    bench.write(THR, 'A');
    bench.advance(BIT);
    assertThat(bench.read(IIR)).isEqualTo(Iir.NONE);
    bench.write(IER, Ier.ETBEI);
    assertThat(bench.read(IIR)).isEqualTo(Iir.THR_EMPTY);
  }

  @Test
  void aThrWriteTakesTheInterruptBackAndEmptyingRaisesIt() {
    UartBench bench = UartBench.ready();
    bench.write(IER, Ier.ETBEI);
    assertThat(bench.interrupt()).isTrue();
    bench.write(THR, 'A');
    assertThat(bench.interrupt()).isFalse();
    bench.advance(BIT);
    assertThat(bench.interrupt()).isTrue();
  }

  @Test
  void onlyEnablingAnewRaisesThreAgain() {
    UartBench bench = UartBench.ready();
    bench.write(IER, Ier.ETBEI);
    bench.read(IIR);
    bench.write(IER, Ier.ETBEI | Ier.ERBFI);
    assertThat(bench.interrupt()).isFalse();
    bench.write(IER, 0);
    bench.write(IER, Ier.ETBEI);
    assertThat(bench.interrupt()).isTrue();
  }

  @Test
  void enablingWithAFullThrRaisesNothing() {
    UartBench bench = UartBench.ready();
    bench.write(THR, 'A');
    bench.write(IER, Ier.ETBEI);
    assertThat(bench.interrupt()).isFalse();
  }

  @Test
  void out2DoesNotGateThePin() {
    UartBench bench = UartBench.ready();
    assertThat(bench.read(MCR)).isZero();
    bench.write(IER, Ier.ERBFI);
    bench.uart.receive('A', 0);
    assertThat(bench.interrupt()).isTrue();
  }
}
