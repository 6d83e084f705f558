package dev.sidestep.device.model.uart16550;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.device.model.SerialOutlet;
import dev.sidestep.device.spec.uart16550.LineSettings;
import dev.sidestep.device.spec.uart16550.Uart16550Registers;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Lcr;
import java.util.ArrayList;
import java.util.List;

/** A UART on a bench: its own time, and a record of all its pins. With divisor 1 a bit is 1 us. */
final class UartBench implements SerialOutlet {
  static final long CLOCK_HZ = 16_000_000;
  static final long BIT = 1_000;
  static final long CHARACTER = 10 * BIT;

  private long now;
  private boolean interrupt;
  final List<String> log = new ArrayList<>();
  final EventScheduler scheduler = new EventScheduler(() -> now);
  final Uart16550 uart;

  UartBench(CharacterTiming timing) {
    uart = new Uart16550(scheduler, CLOCK_HZ, this::interruptLine, this, timing);
  }

  /** 8N1 with divisor 1, 16450 mode. */
  static UartBench ready() {
    UartBench bench = new UartBench(CharacterTiming.REAL);
    bench.write(Uart16550Registers.LCR, Lcr.WLS);
    return bench;
  }

  /** 8N1 with divisor 1 and FIFOs. */
  static UartBench withFifos(int fcr) {
    UartBench bench = ready();
    bench.write(Uart16550Registers.FCR, fcr);
    return bench;
  }

  long now() {
    return now;
  }

  boolean interrupt() {
    return interrupt;
  }

  int read(int offset) {
    return (int) uart.read(offset, 1);
  }

  void write(int offset, int value) {
    uart.write(offset, 1, value);
  }

  /** The line status without what a read clears. */
  boolean lsr(int bit) {
    return (read(Uart16550Registers.LSR) & bit) != 0;
  }

  void advance(long nanos) {
    long end = now + nanos;
    while (scheduler.nextDeadline() <= end) {
      now = scheduler.nextDeadline();
      scheduler.runDue(now);
    }
    now = end;
  }

  private void interruptLine(boolean asserted) {
    if (asserted != interrupt) {
      interrupt = asserted;
      log.add(now + (asserted ? " interrupt" : " quiet"));
    }
  }

  @Override
  public void transmitted(int data, LineSettings line) {
    log.add(now + " sent " + data + " " + line.divisor() + "/" + line.lcr());
  }

  @Override
  public void breakCondition(boolean on) {
    log.add(now + " break " + on);
  }

  @Override
  public void modemOutputs(boolean dtr, boolean rts, boolean out1, boolean out2) {
    log.add(now + " modem " + dtr + " " + rts + " " + out1 + " " + out2);
  }

  @Override
  public void receiverReady() {
    log.add(now + " ready");
  }
}
