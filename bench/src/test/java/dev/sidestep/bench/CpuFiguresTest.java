package dev.sidestep.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CpuFiguresTest {
  private final CpuFigures figures = new CpuFigures();

  private static KernelRun run(double nanos, String checksum) {
    return new KernelRun(nanos, 10, checksum);
  }

  private Figure figure(String name) {
    return figures.figures(2).stream()
        .filter(figure -> figure.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aFigureIsOfTheMediansOfBothSides() {
    figures.ours(GuestKernel.SORT, run(100, "1"));
    figures.ours(GuestKernel.SORT, run(300, "1"));
    figures.peers(GuestKernel.SORT, run(400, "1"));
    assertThat(figure("sort").ours()).isEqualTo(20);
    assertThat(figure("sort").peer()).isEqualTo(40);
    assertThat(figure("sort").ratio()).isEqualTo(2);
    assertThat(figures.soFar(GuestKernel.SORT)).isEqualTo("sort: ours 20.0 ns, QEMU 40.0 ns");
    assertThat(figures.disagreements()).isEmpty();
  }

  @Test
  void everyKernelAndTheMemoryHaveARowMeasuredOrNot() {
    figures.ourPeak(300);
    figures.peersPeak(150);
    List<Figure> all = figures.figures(2);
    assertThat(all).hasSize(GuestKernel.values().length + 1);
    assertThat(figure("chase").ours()).isNaN();
    assertThat(figure("peak-memory").ratio()).isEqualTo(0.5);
  }

  @Test
  void anotherChecksumIsADisagreementOnEitherSideAndInAnyRun() {
    figures.ours(GuestKernel.NBODY, run(1, "a"));
    figures.peers(GuestKernel.NBODY, run(1, "b"));
    figures.ours(GuestKernel.NBODY, run(1, "c"));
    figures.ours(GuestKernel.CHASE, run(1, "c"));
    assertThat(figures.disagreements())
        .hasSize(2)
        .allMatch(text -> text.contains("nbody"))
        .anyMatch(text -> text.contains("computed b"))
        .anyMatch(text -> text.contains("computed c"));
  }
}
