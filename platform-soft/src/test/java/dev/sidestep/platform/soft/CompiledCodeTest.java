package dev.sidestep.platform.soft;

import static dev.sidestep.testkit.asm.Reg.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.platform.Owner;
import dev.sidestep.testkit.asm.Assembler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change of custody drops no code: what was hot and compiled is not decoded anew. */
class CompiledCodeTest {
  private static final long LOOP = AddressMap.RAM + 0x10_0000;
  private static final int LOOP_BYTES = 8;
  private static final int PATIENCE = 2;
  private static final int CHANGES = 100;

  private final Bench bench = Bench.monitored(1);
  private int compiled;

  /** Compiled before anything changed: a run may end at each instruction of the loop. */
  private int hot;

  @BeforeEach
  void runALoop() {
    bench
        .board
        .code()
        .translate(
            (_, _) -> {
              compiled++;
              return null;
            },
            Runnable::run,
            PATIENCE,
            () -> false);
    byte[] code =
        Assembler.at(LOOP).label("again").addi(T0, T0, 1).addi(T0, T0, 1).j("again").assemble();
    bench.board.ram().write(bench.board.map().onBus(LOOP), code, 0, code.length);
    bench.hart(0).setPc(LOOP);
    goOn();
    hot = compiled;
    assertThat(hot).isPositive();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private void goOn() {
    long before = bench.hart(0).x(5);
    for (int i = 0; i < 10; i++) {
      bench.hart(0).run(100); // one that is asked to flush its TLB does that first
    }
    assertThat(bench.hart(0).x(5)).isGreaterThan(before);
  }

  @Test
  void aChangeOfCustodyDropsNone() {
    for (int i = 0; i < CHANGES; i++) {
      bench.redirect(Owner.VMM);
      goOn();
      bench.redirect(Owner.GUEST);
      goOn();
    }
    assertThat(compiled).isEqualTo(hot);
  }

  @Test
  void aWriteOfADeviceDropsWhatItChanges() {
    bench.board.code().invalidate(bench.board.map().onBus(LOOP), LOOP_BYTES);
    goOn();
    assertThat(compiled).isGreaterThan(hot);
  }
}
