package dev.sidestep.vmm.device.uart16550;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.spec.uart16550.Uart16550Registers;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Lcr;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Lsr;
import dev.sidestep.vmm.Custody;
import dev.sidestep.vmm.SwitchPolicies;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every value that a guest reads is that of a chip that was never switched, bit for bit: random
 * accesses to all registers, errors and modem signals on the line, with time for the line to come
 * to rest in between. The trigger level is one for each script, because a level that was written in
 * direct custody cannot be known (8.5).
 */
class GuestVisibleReadsTest {
  enum Way {
    EMULATED,
    FLIPPING
  }

  private static final int SCRIPTS = 300;
  private static final int STEPS = 60;

  /** One guest, two boards. */
  private static final class Twins {
    private final UartRig bare = UartRig.create();
    private final UartRig other = UartRig.create();
    private final List<String> history = new ArrayList<>();

    void write(int register, int value) {
      history.add("write %d %02x".formatted(register, value));
      bare.write(register, value);
      other.write(register, value);
    }

    int read(int register) {
      int expected = bare.read(register);
      history.add("read %d %02x".formatted(register, expected));
      assertThat(other.read(register)).as("%s %s", other.custody(), history).isEqualTo(expected);
      compareLines();
      return expected;
    }

    void receive(int data, int errors) {
      history.add("receive %02x %02x".formatted(data, errors));
      bare.chip.receive(data, errors);
      other.chip.receive(data, errors);
      rest(0);
    }

    void modem(int bits) {
      history.add("modem %x".formatted(bits));
      for (UartRig rig : List.of(bare, other)) {
        rig.chip.modemInputs((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0);
      }
      rest(0);
    }

    void rest(long nanos) {
      bare.platform.advance(nanos);
      other.platform.advance(nanos);
    }

    /** An interrupt forwarded while observed is one that the bare guest gets from the line. */
    void compareLines() {
      if (other.device.isForwarded()) {
        other.platform.claim(other.device);
        other.platform.complete(other.device);
      }
      assertThat(other.device.isInterruptingGuest())
          .as("interrupt, %s %s", other.custody(), history)
          .isEqualTo(bare.device.isInterruptingGuest());
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void equalThoseOfABareChip(Way way) {
    int switches = 0;
    for (long seed = 0; seed < SCRIPTS; seed++) {
      Random random = new Random(seed);
      Twins twins = new Twins();
      int fcr = 0x01 | random.nextInt(4) << 6;
      twins.other.vmm.virtualizeAtBoot(twins.other.device.id(), SwitchPolicies.defaults());
      twins.write(Uart16550Registers.FCR, fcr);
      for (int step = 0; step < STEPS; step++) {
        act(twins, random, fcr);
        twins.rest(2_000_000);
        twins.compareLines();
        if (way == Way.FLIPPING && random.nextInt(6) == 0) {
          switches += flip(twins);
        }
      }
      readEverything(twins);
      assertThat(twins.other.wire).isEqualTo(twins.bare.wire);
      assertThat(twins.other.framing).isEqualTo(twins.bare.framing);
    }
    assertThat(switches > SCRIPTS).isEqualTo(way == Way.FLIPPING);
  }

  /** Idle at the switch: both boards rest until it has ended, in whatever way. */
  private static int flip(Twins twins) {
    UartRig rig = twins.other;
    boolean isDirect = rig.custody() == Custody.DIRECT;
    twins.history.add(isDirect ? "virtualize" : "devirtualize");
    if (isDirect) {
      rig.virtualize();
    } else {
      rig.devirtualize();
    }
    twins.rest(600_000_000);
    twins.compareLines();
    return rig.custody() == (isDirect ? Custody.EMULATED : Custody.DIRECT) ? 1 : 0;
  }

  private static void act(Twins twins, Random random, int fcr) {
    switch (random.nextInt(14)) {
      case 0, 1 -> send(twins, random);
      case 2 -> twins.write(Uart16550Registers.IER, random.nextInt(16));
      case 3 -> twins.write(Uart16550Registers.MCR, random.nextInt(32));
      case 4 -> twins.write(Uart16550Registers.SCR, random.nextInt(256));
      case 5 ->
          twins.write(Uart16550Registers.FCR, random.nextInt(4) == 0 ? 0 : fcr | clearing(random));
      case 6 -> setLine(twins, random);
      case 7 -> twins.modem(random.nextInt(16));
      case 8, 9 -> receive(twins, random);
      case 10 -> readCharacters(twins);
      default -> twins.read(1 + random.nextInt(7));
    }
  }

  private static int clearing(Random random) {
    return random.nextInt(8) == 0 ? random.nextInt(8) : 0;
  }

  private static void send(Twins twins, Random random) {
    if ((twins.read(Uart16550Registers.LSR) & Lsr.THRE) != 0 && hasRoom(twins)) {
      twins.write(Uart16550Registers.THR, random.nextInt(256));
    }
  }

  /** No more than what cannot overrun, because an overrun comes later when emulated. */
  private static void receive(Twins twins, Random random) {
    boolean clean = random.nextInt(3) != 0;
    if (hasRoom(twins)) {
      int errors = clean ? 0 : new int[] {Lsr.PE, Lsr.FE, Lsr.BI}[random.nextInt(3)];
      twins.receive(random.nextInt(256), errors);
    }
  }

  private static boolean hasRoom(Twins twins) {
    var state = twins.bare.chip.state();
    return state.receive().fifo().size() < ((state.registers().fcr() & 1) != 0 ? 16 : 1);
  }

  private static void readCharacters(Twins twins) {
    while ((twins.read(Uart16550Registers.LSR) & Lsr.DR) != 0) {
      twins.read(Uart16550Registers.RBR);
    }
  }

  private static void setLine(Twins twins, Random random) {
    int format = random.nextInt(Lcr.SET_BREAK * 2);
    twins.write(Uart16550Registers.LCR, Lcr.DLAB | format);
    twins.write(Uart16550Registers.DLL, 1 + random.nextInt(3));
    twins.read(Uart16550Registers.DLL);
    twins.read(Uart16550Registers.DLM);
    twins.write(Uart16550Registers.LCR, format);
  }

  private static void readEverything(Twins twins) {
    readCharacters(twins);
    for (int register = 1; register < 8; register++) {
      twins.read(register);
    }
    setLine(twins, new Random(0));
  }
}
