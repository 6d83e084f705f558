package dev.sidestep.platform.soft;

import dev.sidestep.riscv.Hart;
import org.jspecify.annotations.Nullable;

/**
 * Guest time that passes with instructions and traps: 10 ns each, as on a core that retires 100
 * million a second. Harts take turns; a hart's turn starts at a common instant, so each has the
 * same time.
 */
final class InstructionClock implements MachineClock {
  static final long NANOS_PER_INSTRUCTION = 10;

  private long turnStart;
  private long cyclesAtTurnStart;
  private @Nullable Hart running;

  @Override
  public long nanos() {
    Hart hart = running;
    return hart == null ? turnStart : turnStart + sinceTurnStart(hart);
  }

  private long sinceTurnStart(Hart hart) {
    return (hart.cycles() - cyclesAtTurnStart) * NANOS_PER_INSTRUCTION;
  }

  @Override
  public void set(long nanos) {
    turnStart = nanos;
  }

  /** {@code hart} starts its turn. */
  void enter(Hart hart) {
    cyclesAtTurnStart = hart.cycles();
    running = hart;
  }

  /** The hart that ran has stopped; time is the turn's start again. */
  void leave() {
    running = null;
  }
}
