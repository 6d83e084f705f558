package dev.sidestep.riscv.jit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;

/** The same machine twice, once with the translator, in lock step. */
final class Twins implements AutoCloseable {
  final TwinMachine translated = new TwinMachine(true);
  final TwinMachine interpreted = new TwinMachine(false);

  /** Does the same to both. */
  void both(Consumer<TwinMachine> action) {
    action.accept(translated);
    action.accept(interpreted);
  }

  /** Runs both, and compares everything that a program or a device can see. */
  void run(long instructions, String when) {
    assertThat(translated.hart.run(instructions))
        .as(when)
        .isEqualTo(interpreted.hart.run(instructions));
    assertThat(translated.hart.state()).as(when).isEqualTo(interpreted.hart.state());
    assertThat(translated.device.history()).as(when).isEqualTo(interpreted.device.history());
    assertThat(translated.firstDifference(interpreted)).as("memory %s", when).isEqualTo(-1);
  }

  @Override
  public void close() {
    translated.close();
    interpreted.close();
  }
}
