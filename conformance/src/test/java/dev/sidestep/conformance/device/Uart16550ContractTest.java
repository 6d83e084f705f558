package dev.sidestep.conformance.device;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.base.RegisterWindow;
import dev.sidestep.device.model.SerialOutlet;
import dev.sidestep.device.model.uart16550.CharacterTiming;
import dev.sidestep.device.model.uart16550.Uart16550;
import dev.sidestep.device.model.uart16550.Uart16550State;
import dev.sidestep.device.spec.uart16550.Uart16550Registers;
import java.util.Random;

class Uart16550ContractTest extends DeviceContract {
  @Override
  DeviceUnderTest create() {
    return new Chip();
  }

  private static final class Chip implements DeviceUnderTest {
    private final EventScheduler scheduler = new EventScheduler(this::now);
    private final Uart16550 uart =
        new Uart16550(
            scheduler,
            48_000_000,
            asserted -> line(asserted),
            SerialOutlet.UNCONNECTED,
            CharacterTiming.REAL);
    private long now;
    private boolean interrupt;

    private void line(boolean asserted) {
      interrupt = asserted;
    }

    @Override
    public RegisterWindow registers() {
      return uart;
    }

    @Override
    public long sizeBytes() {
      return Uart16550Registers.SIZE_BYTES;
    }

    /** Table I: RBR and the divisor latches, SCR and the inputs in MSR are not reset. */
    @Override
    public long[] registersAfterReset() {
      return new long[] {
        Uart16550Registers.IER,
        Uart16550Registers.IIR,
        Uart16550Registers.LCR,
        Uart16550Registers.MCR,
        Uart16550Registers.LSR
      };
    }

    @Override
    public boolean interrupt() {
      return interrupt;
    }

    @Override
    public void reset() {
      uart.reset();
    }

    @Override
    public Object state() {
      return uart.state();
    }

    @Override
    public void restore(Object state) {
      uart.restore((Uart16550State) state);
    }

    @Override
    public long now() {
      return now;
    }

    @Override
    public void advance(long nanos) {
      long end = now + nanos;
      while (scheduler.nextDeadline() <= end) {
        now = Math.max(now, scheduler.nextDeadline());
        scheduler.runDue(now);
      }
      now = end;
    }

    /** Mostly short divisors and no loopback, and often a character. */
    @Override
    public void plausibleWrite(Random random) {
      int value = random.nextInt(256);
      switch (random.nextInt(7)) {
        case 0 -> uart.write(Uart16550Registers.LCR, 1, random.nextInt(8) == 0 ? value : 3);
        case 1 -> uart.write(Uart16550Registers.MCR, 1, value & 0x0f);
        case 2 -> uart.write(Uart16550Registers.FCR, 1, value | 1);
        case 3 -> uart.write(Uart16550Registers.IER, 1, value);
        case 4 -> {
          uart.write(Uart16550Registers.LCR, 1, 0x83);
          uart.write(Uart16550Registers.DLL, 1, 1 + (value & 3));
          uart.write(Uart16550Registers.DLM, 1, 0);
          uart.write(Uart16550Registers.LCR, 1, 3);
        }
        default -> uart.write(Uart16550Registers.THR, 1, value);
      }
    }

    @Override
    public void input(Random random) {
      if (random.nextInt(4) == 0) {
        boolean carrier = random.nextBoolean();
        uart.modemInputs(random.nextBoolean(), random.nextBoolean(), false, carrier);
      } else {
        uart.receive(random.nextInt(256), 0);
      }
    }
  }
}
