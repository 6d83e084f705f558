package dev.sidestep.device.model.uart16550;

import static dev.sidestep.device.model.uart16550.UartBench.BIT;
import static dev.sidestep.device.model.uart16550.UartBench.CHARACTER;
import static dev.sidestep.device.spec.uart16550.Uart16550Registers.*;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ModemControlTest {
  @Test
  void inputsShowWithTheirDeltasOnce() {
    UartBench bench = UartBench.ready();
    bench.uart.modemInputs(true, true, false, true);
    int active = Msr.CTS | Msr.DSR | Msr.DCD;
    assertThat(bench.read(MSR)).isEqualTo(active | Msr.DCTS | Msr.DDSR | Msr.DDCD);
    assertThat(bench.read(MSR)).isEqualTo(active);
  }

  @Test
  void ringTellsOfItsTrailingEdgeOnly() {
    UartBench bench = UartBench.ready();
    bench.uart.modemInputs(false, false, true, false);
    assertThat(bench.read(MSR)).isEqualTo(Msr.RI);
    bench.uart.modemInputs(false, false, false, false);
    assertThat(bench.read(MSR)).isEqualTo(Msr.TERI);
  }

  @Test
  void loopbackCrossesTheOutputsAndHidesThePins() {
    UartBench bench = UartBench.ready();
    bench.uart.modemInputs(true, true, true, true);
    bench.read(MSR);
    bench.write(MCR, Mcr.LOOP | Mcr.RTS);
    assertThat(bench.read(MSR)).isEqualTo(Msr.CTS | Msr.DDSR | Msr.TERI | Msr.DDCD);
    bench.write(MCR, Mcr.LOOP | Mcr.DTR);
    assertThat(bench.read(MSR)).isEqualTo(Msr.DSR | Msr.DDSR | Msr.DCTS);
    bench.write(MCR, Mcr.LOOP | Mcr.OUT1 | Mcr.OUT2);
    assertThat(bench.read(MSR)).isEqualTo(Msr.RI | Msr.DCD | Msr.DDSR | Msr.DDCD);
    assertThat(bench.log).as("outputs inactive").isEmpty();
  }

  @Test
  void outputsAreDrivenWhenTheyChange() {
    UartBench bench = UartBench.ready();
    bench.write(MCR, 0xff & ~Mcr.LOOP);
    assertThat(bench.read(MCR)).isEqualTo(0x0f);
    bench.write(MCR, Mcr.ALL);
    assertThat(bench.log)
        .containsExactly("0 modem true true true true", "0 modem false false false false");
  }

  @Test
  void loopbackReceivesWhatIsTransmittedAfterACharacterTime() {
    UartBench bench = UartBench.ready();
    bench.write(MCR, Mcr.LOOP);
    bench.write(THR, 'A');
    bench.uart.receive('X', 0);
    bench.advance(BIT + CHARACTER - 1);
    assertThat(bench.lsr(Lsr.DR)).isFalse();
    bench.advance(1);
    assertThat(bench.lsr(Lsr.DR)).isTrue();
    assertThat(bench.read(RBR)).isEqualTo('A');
    assertThat(bench.log).isEmpty();
  }

  @Test
  void loopbackReleasesABreak() {
    UartBench bench = UartBench.ready();
    bench.write(LCR, Lcr.WLS | Lcr.SET_BREAK);
    bench.write(MCR, Mcr.LOOP);
    assertThat(bench.log).containsExactly("0 break true", "0 break false");
  }
}
