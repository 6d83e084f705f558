package dev.sidestep.device.model.uart16550;

import static dev.sidestep.device.spec.uart16550.Uart16550Registers.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class Uart16550Test {
  @Test
  void masterResetValues() {
    UartBench bench = UartBench.withFifos(Fcr.ENABLE);
    bench.write(SCR, 0x5a);
    bench.write(LCR, Lcr.DLAB | Lcr.SET_BREAK);
    bench.write(DLL, 7);
    bench.write(MCR, Mcr.DTR);
    bench.write(LCR, 0);
    bench.write(IER, Ier.ALL);
    bench.write(THR, 'A');
    bench.advance(UartBench.BIT);
    bench.uart.receive('A', Lsr.PE);
    bench.uart.reset();
    assertThat(bench.interrupt()).isFalse();
    assertThat(bench.read(IER)).isZero();
    assertThat(bench.read(IIR)).isEqualTo(Iir.NONE);
    assertThat(bench.read(LCR)).isZero();
    assertThat(bench.read(MCR)).isZero();
    assertThat(bench.read(LSR)).isEqualTo(0x60);
    assertThat(bench.read(MSR)).isZero();
    assertThat(bench.read(SCR)).isEqualTo(0x5a);
    assertThat(bench.uart.line().divisor()).isEqualTo(7);
    bench.log.clear();
    bench.advance(1_000_000);
    assertThat(bench.log).isEmpty();
  }

  @Test
  void dlabBanksTheFirstTwoOffsets() {
    UartBench bench = UartBench.ready();
    bench.write(IER, Ier.ELSI);
    bench.uart.receive('A', 0);
    bench.write(LCR, Lcr.DLAB | Lcr.WLS);
    bench.write(DLL, 0x34);
    bench.write(DLM, 0x12);
    assertThat(bench.read(DLL)).isEqualTo(0x34);
    assertThat(bench.read(DLM)).isEqualTo(0x12);
    assertThat(bench.uart.line().divisor()).isEqualTo(0x1234);
    bench.write(LCR, Lcr.WLS);
    assertThat(bench.read(IER)).isEqualTo(Ier.ELSI);
    assertThat(bench.read(RBR)).isEqualTo('A');
    assertThat(bench.lsr(Lsr.THRE)).isTrue();
  }

  @Test
  void fcrCannotBeReadBackButIirShowsItsEnableBit() {
    UartBench bench = UartBench.withFifos(0xc9);
    assertThat(bench.read(IIR)).isEqualTo(Iir.FIFOS_ENABLED | Iir.NONE);
    bench.write(FCR, 0xc8);
    assertThat(bench.read(IIR)).isEqualTo(Iir.NONE);
  }

  @Test
  void fcrBitsAreNotTakenWithoutEnable() {
    UartBench bench = UartBench.withFifos(0x41);
    bench.write(FCR, 0xc0);
    assertThat(bench.uart.state().registers().fcr()).isEqualTo(0x40);
  }

  @Test
  void reservedIerAndMcrBitsAreZero() {
    UartBench bench = UartBench.ready();
    bench.write(IER, 0xff);
    bench.write(MCR, 0xff);
    assertThat(bench.read(IER)).isEqualTo(0x0f);
    assertThat(bench.read(MCR)).isEqualTo(0x1f);
  }

  @Test
  void aWideAccessReachesOneRegister() {
    UartBench bench = UartBench.ready();
    bench.uart.write(SCR, 4, 0xffff_ff5aL);
    assertThat(bench.uart.read(SCR, 8)).isEqualTo(0x5a);
    bench.uart.write(LCR, 8, 0x1234_5603L);
    assertThat(bench.uart.read(LCR, 4)).isEqualTo(0x03);
    assertThat(bench.read(MCR)).isZero();
    assertThat(bench.uart.read(8, 2)).isEqualTo(0xffff);
  }

  @Test
  void noAccessThrows() {
    for (CharacterTiming timing : CharacterTiming.values()) {
      UartBench bench = new UartBench(timing);
      Random random = new Random(16550);
      for (int i = 0; i < 20_000; i++) {
        int offset = random.nextInt(-2, 12);
        int width = 1 << random.nextInt(4);
        if (random.nextBoolean()) {
          bench.uart.write(offset, width, random.nextLong());
        } else {
          assertThat(bench.uart.read(offset, width) & ~(-1L >>> (64 - 8 * width))).isZero();
        }
        bench.uart.receive(random.nextInt(), random.nextInt());
        bench.advance(random.nextLong(5_000));
        Uart16550State _ = bench.uart.state();
      }
    }
  }
}
