package dev.sidestep.bench;

import dev.sidestep.bench.Figure.Direction;

/**
 * What is measured in a guest: the kernels of {@code src/guest}, which say what an operation is.
 */
enum GuestKernel {
  COREMARK_LIKE("coremark-like", Unit.PER_SECOND),
  DHRYSTONE_LIKE("dhrystone-like", Unit.PER_SECOND),
  SUM_LARGE("sum-16m", Unit.MEGABYTES),
  SUM_SMALL("sum-32k", Unit.MEGABYTES),
  COPY_LARGE("copy-16m", Unit.MEGABYTES),
  COPY_SMALL("copy-32k", Unit.MEGABYTES),
  CHASE("chase", Unit.NANOS),
  SIEVE("sieve", Unit.NANOS),
  FIBONACCI("fibonacci", Unit.NANOS),
  SORT("sort", Unit.NANOS),
  NBODY("nbody", Unit.PER_SECOND),
  SYSTEM_CALL("syscall", Unit.NANOS),
  CONTEXT_SWITCH("switch", Unit.NANOS),
  PAGE_FAULT("fault", Unit.NANOS),
  PROCESS("fork", Unit.MICROS),
  GZIP("gzip", Unit.MEGABYTES),
  SHA256SUM("sha256sum", Unit.MEGABYTES);

  /** In what the speed of operations is told. */
  enum Unit {
    PER_SECOND("1/s", Direction.MORE),
    MEGABYTES("MB/s", Direction.MORE),
    NANOS("ns", Direction.LESS),
    MICROS("us", Direction.LESS);

    private final String word;
    private final Direction direction;

    Unit(String word, Direction direction) {
      this.word = word;
      this.direction = direction;
    }

    String word() {
      return word;
    }

    Direction direction() {
      return direction;
    }

    /** The figure of a run. */
    double of(KernelRun run) {
      double nanosEach = run.nanos() / run.operations();
      return switch (this) {
        case PER_SECOND -> 1e9 / nanosEach;
        case MEGABYTES -> 1e3 / nanosEach;
        case NANOS -> nanosEach;
        case MICROS -> nanosEach / 1e3;
      };
    }
  }

  private final String word;
  private final Unit unit;

  GuestKernel(String word, Unit unit) {
    this.word = word;
    this.unit = unit;
  }

  /** Its name in the guest and in reports. */
  String word() {
    return word;
  }

  Unit unit() {
    return unit;
  }
}
