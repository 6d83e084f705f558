package dev.sidestep.riscv.fp;

import dev.sidestep.riscv.fp.ExactFloat.Binary;
import dev.sidestep.riscv.fp.ExactFloat.Result;

/** {@link Float32} and {@link Float64} behind one interface, singles zero-extended. */
sealed interface Instructions {
  ExactFloat exact();

  long binary(Binary operation, long a, long b, int rm, FpStatus s);

  long sqrt(long a, int rm, FpStatus s);

  long fma(long a, long b, long c, int rm, FpStatus s);

  Instructions SINGLES = new Singles();
  Instructions DOUBLES = new Doubles();

  /** An operation that raises flags. */
  interface Operation {
    long apply(FpStatus s);
  }

  /** What {@code operation} returns and raises if {@code sticky} was raised before. */
  static Result run(int sticky, Operation operation) {
    FpStatus s = new FpStatus();
    s.flags = sticky;
    long bits = operation.apply(s);
    return new Result(bits, s.flags);
  }

  /** {@code result} as it is if {@code sticky} was raised before. */
  static Result sticky(Result result, int sticky) {
    return new Result(result.bits(), result.flags() | sticky);
  }

  /** The F extension. */
  final class Singles implements Instructions {
    @Override
    public ExactFloat exact() {
      return ExactFloat.SINGLE;
    }

    @Override
    public long binary(Binary operation, long a, long b, int rm, FpStatus s) {
      int x = (int) a;
      int y = (int) b;
      return Integer.toUnsignedLong(
          switch (operation) {
            case ADD -> Float32.add(x, y, rm, s);
            case SUB -> Float32.sub(x, y, rm, s);
            case MUL -> Float32.mul(x, y, rm, s);
            case DIV -> Float32.div(x, y, rm, s);
          });
    }

    @Override
    public long sqrt(long a, int rm, FpStatus s) {
      return Integer.toUnsignedLong(Float32.sqrt((int) a, rm, s));
    }

    @Override
    public long fma(long a, long b, long c, int rm, FpStatus s) {
      return Integer.toUnsignedLong(Float32.fma((int) a, (int) b, (int) c, rm, s));
    }
  }

  /** The D extension. */
  final class Doubles implements Instructions {
    @Override
    public ExactFloat exact() {
      return ExactFloat.DOUBLE;
    }

    @Override
    public long binary(Binary operation, long a, long b, int rm, FpStatus s) {
      return switch (operation) {
        case ADD -> Float64.add(a, b, rm, s);
        case SUB -> Float64.sub(a, b, rm, s);
        case MUL -> Float64.mul(a, b, rm, s);
        case DIV -> Float64.div(a, b, rm, s);
      };
    }

    @Override
    public long sqrt(long a, int rm, FpStatus s) {
      return Float64.sqrt(a, rm, s);
    }

    @Override
    public long fma(long a, long b, long c, int rm, FpStatus s) {
      return Float64.fma(a, b, c, rm, s);
    }
  }
}
