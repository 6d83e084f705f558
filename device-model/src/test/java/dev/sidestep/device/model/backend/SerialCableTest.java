package dev.sidestep.device.model.backend;

import static dev.sidestep.device.spec.uart16550.Uart16550Registers.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.base.InterruptLine;
import dev.sidestep.device.model.uart16550.CharacterTiming;
import dev.sidestep.device.model.uart16550.Uart16550;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class SerialCableTest {
  private static final long CHARACTER = 10_000;

  private long now;
  private final EventScheduler scheduler = new EventScheduler(() -> now);
  private final Deque<Integer> input = new ArrayDeque<>();
  private final StringBuilder output = new StringBuilder();

  @Test
  void bytesArriveAtTheLineRate() {
    Uart16550 uart = plug(SerialCable.Patience.PATIENT, "abc");
    uart.write(FCR, 1, Fcr.ENABLE);
    advance(CHARACTER - 1);
    assertThat(uart.read(LSR, 1) & Lsr.DR).isZero();
    advance(1);
    assertThat(uart.read(RBR, 1)).isEqualTo('a');
    advance(2 * CHARACTER - 1);
    assertThat(uart.state().receive().fifo()).containsExactly((int) 'b');
    advance(1);
    assertThat(uart.state().receive().fifo()).containsExactly((int) 'b', (int) 'c');
  }

  @Test
  void aPatientByteWaitsForRoom() {
    Uart16550 uart = plug(SerialCable.Patience.PATIENT, "abc");
    for (char expected : "abc".toCharArray()) {
      advance(100 * CHARACTER);
      assertThat(uart.read(LSR, 1)).isEqualTo(Lsr.DR | Lsr.THRE | Lsr.TEMT);
      assertThat(uart.read(RBR, 1)).isEqualTo(expected);
      assertThat(uart.read(LSR, 1) & Lsr.DR).isZero();
    }
  }

  @Test
  void aRelentlessByteOverruns() {
    Uart16550 uart = plug(SerialCable.Patience.RELENTLESS, "abc");
    advance(100 * CHARACTER);
    assertThat(uart.read(LSR, 1) & Lsr.OE).isNotZero();
    assertThat(uart.read(RBR, 1)).isEqualTo('c');
  }

  @Test
  void waitingCostsNoEvents() {
    Uart16550 uart = plug(SerialCable.Patience.PATIENT, "ab");
    advance(100 * CHARACTER);
    assertThat(uart.hasRoom()).isFalse();
    assertThat(scheduler.nextDeadline()).isEqualTo(EventScheduler.NEVER);
  }

  @Test
  void withoutAClockTheByteStaysWithTheHost() {
    SerialCable cable = cable(SerialCable.Patience.RELENTLESS);
    Uart16550 uart = uart(cable);
    uart.write(LCR, 1, Lcr.DLAB | Lcr.WLS);
    uart.write(DLL, 1, 0);
    type("a");
    cable.plugInto(uart);
    cable.wake();
    advance(100 * CHARACTER);
    assertThat(input).hasSize(1);
    uart.write(DLL, 1, 1);
    uart.write(LCR, 1, Lcr.WLS);
    advance(CHARACTER);
    assertThat(uart.read(RBR, 1)).isEqualTo('a');
  }

  @Test
  void aRestoredByteArrivesWhenItWouldHave() {
    SerialCable cable = cable(SerialCable.Patience.PATIENT);
    Uart16550 uart = uart(cable);
    type("a");
    cable.plugInto(uart);
    cable.wake();
    advance(CHARACTER - 7);
    SerialCable twin = cable(SerialCable.Patience.PATIENT);
    Uart16550 twinUart = uart(twin);
    twinUart.restore(uart.state());
    twin.plugInto(twinUart);
    twin.restore(cable.state());
    assertThat(twin.state()).isEqualTo(new SerialCable.State('a', 7));
    advance(6);
    assertThat(twinUart.read(LSR, 1) & Lsr.DR).isZero();
    advance(1);
    assertThat(twinUart.read(RBR, 1)).isEqualTo('a');
  }

  @Test
  void sevenBitLinesCarrySevenBits() {
    Uart16550 uart = plug(SerialCable.Patience.PATIENT, "");
    uart.write(LCR, 1, 2);
    uart.write(THR, 1, 0xc1);
    advance(2 * CHARACTER);
    assertThat(output).hasToString("A");
  }

  private Uart16550 plug(SerialCable.Patience patience, String text) {
    SerialCable cable = cable(patience);
    Uart16550 uart = uart(cable);
    type(text);
    cable.plugInto(uart);
    cable.wake();
    return uart;
  }

  private SerialCable cable(SerialCable.Patience patience) {
    return new SerialCable(
        scheduler,
        () -> input.isEmpty() ? SerialCable.NO_BYTE : input.remove(),
        data -> output.append((char) data),
        patience);
  }

  private Uart16550 uart(SerialCable cable) {
    Uart16550 uart =
        new Uart16550(
            scheduler, 16_000_000, InterruptLine.UNCONNECTED, cable, CharacterTiming.REAL);
    uart.write(LCR, 1, Lcr.WLS);
    return uart;
  }

  private void type(String text) {
    for (byte data : text.getBytes(StandardCharsets.US_ASCII)) {
      input.add((int) data);
    }
  }

  private void advance(long nanos) {
    long end = now + nanos;
    while (scheduler.nextDeadline() <= end) {
      now = scheduler.nextDeadline();
      scheduler.runDue(now);
    }
    now = end;
  }
}
