package dev.sidestep.bench;

import dev.sidestep.bench.AccessLoop.Access;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What an access of a guest costs: a device register, bare, direct and emulated; RAM; and the loop
 * around them, which is in all of these and is subtracted by {@link DeviceFigures}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class AccessBenchmark {
  /** The loop around nothing. */
  public static class Loop extends AccessGuest {
    /** Made by JMH. */
    public Loop() {
      super(Access.NOTHING);
    }

    @Override
    Custody custody() {
      return Custody.DIRECT;
    }
  }

  /** Loads from RAM. */
  public static class RamLoads extends AccessGuest {
    /** Made by JMH. */
    public RamLoads() {
      super(Access.RAM_LOAD);
    }

    @Override
    Custody custody() {
      return Custody.DIRECT;
    }
  }

  /** Accesses to the serial port. */
  public abstract static class DeviceGuest extends AccessGuest {
    /** Who has the port; set by JMH. */
    @Param public Custody custody = Custody.DIRECT;

    DeviceGuest(Access access) {
      super(access);
    }

    @Override
    Custody custody() {
      return custody;
    }
  }

  /** Loads of the line status. */
  public static class DeviceLoads extends DeviceGuest {
    /** Made by JMH. */
    public DeviceLoads() {
      super(Access.DEVICE_LOAD);
    }
  }

  /** Stores to the scratch register. */
  public static class DeviceStores extends DeviceGuest {
    /** Made by JMH. */
    public DeviceStores() {
      super(Access.DEVICE_STORE);
    }
  }

  /**
   * A sixteenth of a turn of the loop.
   *
   * @throws InterruptedException if the caller is to end
   */
  @Benchmark
  @OperationsPerInvocation(AccessGuest.FAST_TURN)
  public void loop(Loop guest) throws InterruptedException {
    guest.turn();
  }

  /**
   * One load from RAM.
   *
   * @throws InterruptedException if the caller is to end
   */
  @Benchmark
  @OperationsPerInvocation(AccessGuest.FAST_TURN)
  public void ramLoad(RamLoads guest) throws InterruptedException {
    guest.turn();
  }

  /**
   * One load from a device register.
   *
   * @throws InterruptedException if the caller is to end
   */
  @Benchmark
  @OperationsPerInvocation(AccessGuest.DEVICE_TURN)
  public void deviceLoad(DeviceLoads guest) throws InterruptedException {
    guest.turn();
  }

  /**
   * One store to a device register.
   *
   * @throws InterruptedException if the caller is to end
   */
  @Benchmark
  @OperationsPerInvocation(AccessGuest.DEVICE_TURN)
  public void deviceStore(DeviceStores guest) throws InterruptedException {
    guest.turn();
  }
}
