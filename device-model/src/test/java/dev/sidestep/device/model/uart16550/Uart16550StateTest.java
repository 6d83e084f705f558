package dev.sidestep.device.model.uart16550;

import static dev.sidestep.device.spec.uart16550.Uart16550Registers.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.base.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Uart16550StateTest {
  private static final int STEPS = 400;

  /** At each step of a script a clone is made, and both must do the same from there to the end. */
  @ParameterizedTest
  @EnumSource(CharacterTiming.class)
  void aCloneMadeAnywhereBehavesTheSame(CharacterTiming timing) {
    for (int seed = 0; seed < 4; seed++) {
      UartBench original = new UartBench(timing);
      List<Uart16550State> states = new ArrayList<>();
      List<Long> times = new ArrayList<>();
      List<List<String>> seen = new ArrayList<>();
      for (int step = 0; step < STEPS; step++) {
        states.add(original.uart.state());
        times.add(original.now());
        seen.add(step(original, script(seed, step)));
      }
      for (int from = 0; from < STEPS; from++) {
        UartBench clone = new UartBench(timing);
        clone.advance(times.get(from));
        clone.uart.restore(states.get(from));
        for (int step = from; step < STEPS; step++) {
          assertThat(step(clone, script(seed, step)))
              .as("seed %d, cloned at %d, step %d", seed, from, step)
              .isEqualTo(seen.get(step));
        }
      }
    }
  }

  private static Random script(int seed, int step) {
    return new Random(31L * seed + 1_000_003L * step);
  }

  /** One access, input or wait; what could be seen of it. */
  private static List<String> step(UartBench bench, Random script) {
    bench.log.clear();
    int offset = script.nextInt(8);
    int value = plausible(offset, script);
    switch (script.nextInt(8)) {
      case 0, 1 -> bench.write(offset, value);
      case 2 -> bench.write(THR, value);
      case 3, 4 -> bench.log.add("read " + offset + " " + bench.read(offset));
      case 5 -> bench.uart.receive(value, script.nextInt(4) == 0 ? script.nextInt(32) : 0);
      case 6 -> bench.uart.modemInputs((value & 1) != 0, (value & 2) != 0, (value & 4) != 0, false);
      default -> {}
    }
    bench.advance(script.nextLong(script.nextInt(4) == 0 ? 100_000 : 3_000));
    bench.log.add("line " + bench.interrupt() + " room " + bench.uart.hasRoom());
    return List.copyOf(bench.log);
  }

  /** Mostly short divisors, and DLAB, break and loopback now and then. */
  private static int plausible(int offset, Random script) {
    int value = script.nextInt(256);
    boolean rare = script.nextInt(8) == 0;
    return switch (offset) {
      case LCR -> rare ? value : value & Lcr.FORMAT;
      case MCR -> rare ? value : value & ~Mcr.LOOP;
      case FCR -> rare ? value : (value & 0xc0) | Fcr.ENABLE;
      case IER -> rare ? value : value & 3;
      default -> value;
    };
  }

  @Test
  void outputsAreDrivenAnew() {
    UartBench original = UartBench.withFifos(Fcr.ENABLE);
    original.write(MCR, Mcr.DTR);
    original.write(IER, Ier.ERBFI);
    original.uart.receive('A', 0);
    UartBench clone = new UartBench(CharacterTiming.REAL);
    clone.uart.restore(original.uart.state());
    assertThat(clone.log)
        .contains("0 modem true false false false", "0 interrupt", "0 break false");
    assertThat(clone.uart.state()).isEqualTo(original.uart.state());
  }

  @Test
  void aCharacterThatABreakSpoiltStaysSpoilt() {
    UartBench original = UartBench.ready();
    original.write(THR, 'A');
    original.advance(2 * UartBench.BIT);
    original.write(LCR, Lcr.WLS | Lcr.SET_BREAK);
    original.write(LCR, Lcr.WLS);
    UartBench clone = new UartBench(CharacterTiming.REAL);
    clone.uart.restore(original.uart.state());
    clone.advance(UartBench.CHARACTER);
    assertThat(clone.log).noneMatch(line -> line.contains("sent"));
    assertThat(clone.lsr(Lsr.TEMT)).isTrue();
  }

  @Test
  void impossibleStatesAreRefused() {
    Uart16550State good = UartBench.ready().uart.state();
    assertThatThrownBy(() -> new Uart16550State.Modem(0x20, 0, 0))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "The saved state of a 16550A has the MCR as 0x20, which no such chip can have;"
                + " the snapshot is damaged, take it again.");
    Uart16550State.Receive two =
        new Uart16550State.Receive(List.of(1, 2), 0, 0, false, Long.MAX_VALUE);
    assertThatThrownBy(
            () -> new Uart16550State(good.registers(), good.transmit(), two, good.modem()))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("more received characters than the mode allows");
    Uart16550State.Shift idle = good.transmit().shift();
    assertThatThrownBy(
            () -> new Uart16550State.Transmit(List.of(1), true, false, idle, 5, Long.MAX_VALUE))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("THRE with a character that waits");
  }
}
