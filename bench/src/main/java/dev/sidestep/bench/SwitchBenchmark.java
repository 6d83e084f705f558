package dev.sidestep.bench;

import static dev.sidestep.testkit.asm.Reg.*;

import dev.sidestep.base.Failure;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.guest.Board;
import dev.sidestep.vmm.Switch;
import dev.sidestep.vmm.SwitchPolicies;
import dev.sidestep.vmm.SwitchReport;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a guest loses by a change of custody of the serial port and back: the same instructions with
 * and without. The guest goes through memory, so that in the difference is what it takes to fill
 * the TLB again after each change, and would be what it takes to compile again. Under the
 * deterministic clock, so that both do the same, on JMH's own thread. The port itself tells that
 * nothing is under way, so that the monitor need not watch what the guest does with it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class SwitchBenchmark {
  /** What the guest executes in one operation. */
  static final int INSTRUCTIONS = 100_000;

  /** What the guest executes at once while a switch is under way. */
  private static final int STEP_INSTRUCTIONS = 1_000;

  /** A change that takes longer than that has failed. */
  private static final int LIMIT_INSTRUCTIONS = INSTRUCTIONS / 4;

  /** A machine with a guest that loads and stores in page after page. */
  @State(Scope.Thread)
  public static class Guest {
    private static final int PAGE_BYTES = 4096;
    private static final int PAGES = 64;

    /** Far from the code's own page. */
    private static final long WORK_OFFSET = 0x10_0000;

    /** Whether hot guest code is compiled; set by JMH. */
    @Param({"true", "false"})
    public boolean translator = true;

    private @Nullable SoftMachine machine;

    /** Powers it on. */
    @Setup(Level.Trial)
    public void start() {
      machine =
          SoftMachine.of(
              pages(),
              Custody.DIRECT,
              ClockMode.DETERMINISTIC,
              translator,
              new TextWatch("never written"));
    }

    private static byte[] pages() {
      return Assembler.at(Board.IMAGE)
          .li(S0, PAGE_BYTES)
          .label("begin")
          .li(S1, Board.IMAGE + WORK_OFFSET)
          .li(T1, PAGES)
          .label("again")
          .ld(T0, 0, S1)
          .addi(T0, T0, 1)
          .sd(T0, 0, S1)
          .add(S1, S1, S0)
          .addi(T1, T1, -1)
          .bnez(T1, "again")
          .j("begin")
          .assemble();
    }

    /** The machine, powered on. */
    SoftMachine machine() {
      SoftMachine started = machine;
      if (started == null) {
        throw new IllegalStateException("It was not started");
      }
      return started;
    }

    /** Powers it off. */
    @TearDown(Level.Trial)
    public void stop() {
      machine().close();
    }
  }

  /** What the reports of all switches of an iteration add up to. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Reports {
    /** Changes there and back. */
    public long roundTrips;

    /** Nanoseconds for which the guest stood still. */
    public long stoppedNanos;

    private void add(SwitchReport report) {
      stoppedNanos += report.figures().blackoutNanos();
    }
  }

  /** The guest alone. */
  @Benchmark
  public void undisturbed(Guest guest) {
    guest.machine().machine().run(INSTRUCTIONS);
  }

  /** The guest, while the serial port is taken from it and given back. */
  @Benchmark
  public void virtualizeAndDevirtualize(Guest guest, Reports reports) {
    SoftMachine machine = guest.machine();
    long end = machine.counters().instructions() + INSTRUCTIONS;
    SwitchPolicies policies = SwitchPolicies.defaults().watching(0);
    reports.add(finish(machine, machine.vmm().virtualize(SoftMachine.SERIAL, policies)));
    reports.add(finish(machine, machine.vmm().devirtualize(SoftMachine.SERIAL, policies)));
    reports.roundTrips++;
    machine.machine().run(end - machine.counters().instructions());
  }

  private static SwitchReport finish(SoftMachine machine, Switch handle) {
    for (int ran = 0; !handle.isDone() && ran < LIMIT_INSTRUCTIONS; ran += STEP_INSTRUCTIONS) {
      machine.machine().run(STEP_INSTRUCTIONS);
    }
    SwitchReport report = handle.report().getNow(null);
    if (report == null || !report.isDone()) {
      throw new Failure(
          Failure.Reason.BROKEN_PROMISE,
          "A change of custody failed: " + (report == null ? "it did not end." : report.reason()));
    }
    return report;
  }
}
