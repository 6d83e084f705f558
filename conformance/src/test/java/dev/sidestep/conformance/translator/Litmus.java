package dev.sidestep.conformance.translator;

import static dev.sidestep.conformance.translator.Fences.R;
import static dev.sidestep.conformance.translator.Fences.RW;
import static dev.sidestep.conformance.translator.Fences.W;
import static dev.sidestep.testkit.asm.Ordering.AQ;
import static dev.sidestep.testkit.asm.Ordering.AQRL;
import static dev.sidestep.testkit.asm.Ordering.RL;
import static dev.sidestep.testkit.asm.Reg.A0;
import static dev.sidestep.testkit.asm.Reg.A1;
import static dev.sidestep.testkit.asm.Reg.T0;
import static dev.sidestep.testkit.asm.Reg.T1;
import static dev.sidestep.testkit.asm.Reg.T2;
import static dev.sidestep.testkit.asm.Reg.ZERO;

import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.asm.Reg;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A litmus test: a few instructions for each hart, and what they must not lead to. Names are those
 * of the literature. In the code {@link #X} and {@link #Y} hold the addresses of two variables,
 * both 0 at first, {@code t1} is 1 and {@code t2} is 2; {@code a0} and {@code a1} are the outcome
 * ({@code @riscv unpriv 17, appendix A}).
 *
 * @param harts the code of each
 * @param weak what RVWMO forbids, or what it allows but a sequentially consistent machine never
 *     does
 * @param allowed true for the latter
 */
record Litmus(
    String name, List<Consumer<Assembler>> harts, Predicate<Outcome> weak, boolean allowed) {
  static final Reg X = Reg.S2;
  static final Reg Y = Reg.S3;

  /**
   * What one round led to: {@code a0} and {@code a1} of each hart, and the variables at the end.
   */
  interface Outcome {
    long a0(int hart);

    long a1(int hart);

    long x();

    long y();
  }

  @SafeVarargs
  private static Litmus forbidden(
      String name, Predicate<Outcome> weak, Consumer<Assembler>... harts) {
    return new Litmus(name, List.of(harts), weak, false);
  }

  @SafeVarargs
  private static Litmus allowed(
      String name, Predicate<Outcome> weak, Consumer<Assembler>... harts) {
    return new Litmus(name, List.of(harts), weak, true);
  }

  @Override
  public String toString() {
    return name;
  }

  /** Store buffering without a fence, which every host of several processors shows. */
  static Litmus storeBuffering() {
    return allowed(
        "SB",
        Litmus::bothReadNothing,
        asm -> asm.sd(T1, 0, X).ld(A0, 0, Y),
        asm -> asm.sd(T1, 0, Y).ld(A0, 0, X));
  }

  static List<Litmus> all() {
    return List.of(
        // Message passing.
        allowed("MP", Litmus::flagWithoutMessage, asm -> send(asm), asm -> receive(asm)),
        forbidden(
            "MP+fence.w.w+fence.r.r",
            Litmus::flagWithoutMessage,
            asm -> asm.sd(T1, 0, X).fence(W, W).sd(T1, 0, Y),
            asm -> asm.ld(A0, 0, Y).fence(R, R).ld(A1, 0, X)),
        forbidden(
            "MP+fence.w.w+addr",
            Litmus::flagWithoutMessage,
            asm -> asm.sd(T1, 0, X).fence(W, W).sd(T1, 0, Y),
            asm -> asm.ld(A0, 0, Y).xor(T0, A0, A0).add(T0, T0, X).ld(A1, 0, T0)),
        forbidden(
            "MP+amoswap.rl+amoor.aq",
            Litmus::flagWithoutMessage,
            asm -> asm.sd(T1, 0, X).amoswap_d(ZERO, T1, Y, RL),
            asm -> asm.amoor_d(A0, ZERO, Y, AQ).ld(A1, 0, X)),
        forbidden(
            "MP+amoadd.rl+lr.aq",
            Litmus::flagWithoutMessage,
            asm -> asm.sd(T1, 0, X).amoadd_d(ZERO, T1, Y, RL),
            asm -> asm.lr_d(A0, Y, AQ).ld(A1, 0, X)),
        // Store buffering.
        storeBuffering(),
        forbidden(
            "SB+fence.rw.rw",
            Litmus::bothReadNothing,
            asm -> asm.sd(T1, 0, X).fence(RW, RW).ld(A0, 0, Y),
            asm -> asm.sd(T1, 0, Y).fence(RW, RW).ld(A0, 0, X)),
        forbidden(
            "SB+fence.w.r",
            Litmus::bothReadNothing,
            asm -> asm.sd(T1, 0, X).fence(W, R).ld(A0, 0, Y),
            asm -> asm.sd(T1, 0, Y).fence(W, R).ld(A0, 0, X)),
        forbidden(
            "SB+amoswap.aq",
            Litmus::bothReadNothing,
            asm -> asm.amoswap_d(ZERO, T1, X, AQ).ld(A0, 0, Y),
            asm -> asm.amoswap_w(ZERO, T1, Y, AQ).ld(A0, 0, X)),
        forbidden(
            "SB+amoor.aqrl",
            Litmus::bothReadNothing,
            asm -> asm.sd(T1, 0, X).amoor_d(A0, ZERO, Y, AQRL),
            asm -> asm.sd(T1, 0, Y).amoor_d(A0, ZERO, X, AQRL)),
        forbidden(
            "SB+lr.aqrl",
            Litmus::bothReadNothing,
            asm -> asm.sd(T1, 0, X).lr_d(A0, Y, AQRL),
            asm -> asm.sd(T1, 0, Y).lr_d(A0, X, AQRL)),
        // Load buffering.
        allowed(
            "LB",
            Litmus::bothReadTheFuture,
            asm -> asm.ld(A0, 0, X).sd(T1, 0, Y),
            asm -> asm.ld(A0, 0, Y).sd(T1, 0, X)),
        forbidden(
            "LB+fence.r.w",
            Litmus::bothReadTheFuture,
            asm -> asm.ld(A0, 0, X).fence(R, W).sd(T1, 0, Y),
            asm -> asm.ld(A0, 0, Y).fence(R, W).sd(T1, 0, X)),
        forbidden(
            "LB+data+ctrl",
            Litmus::bothReadTheFuture,
            asm -> asm.ld(A0, 0, X).xor(T0, A0, A0).addi(T0, T0, 1).sd(T0, 0, Y),
            asm -> asm.ld(A0, 0, Y).bnez(A0, "seen").label("seen").sd(T1, 0, X)),
        // The same address.
        forbidden(
            "CoRR",
            o -> o.a0(1) > o.a1(1),
            asm -> asm.sd(T1, 0, X).sd(T2, 0, X),
            asm -> asm.ld(A0, 0, X).ld(A1, 0, X)),
        forbidden(
            "CoWW",
            o -> o.x() != 2 || o.a0(1) > o.a1(1),
            asm -> asm.sd(T1, 0, X).sd(ZERO, 0, Y).sd(T2, 0, X),
            asm -> asm.ld(A0, 0, X).ld(A1, 0, X)),
        forbidden(
            "CoWR",
            o -> o.a0(0) == 0 || o.a0(0) == 2 && o.x() == 1,
            asm -> asm.sd(T1, 0, X).ld(A0, 0, X),
            asm -> asm.sd(T2, 0, X)),
        forbidden(
            "CoRW",
            o -> o.a0(0) == 1 || o.a0(0) == 2 && o.x() != 1,
            asm -> asm.ld(A0, 0, X).sd(T1, 0, X),
            asm -> asm.sd(T2, 0, X)),
        forbidden(
            "2+2W+fence.w.w",
            o -> o.x() == 1 && o.y() == 1,
            asm -> asm.sd(T1, 0, X).fence(W, W).sd(T2, 0, Y),
            asm -> asm.sd(T1, 0, Y).fence(W, W).sd(T2, 0, X)),
        // Three and four harts.
        forbidden(
            "WRC+fence.rw.rw+addr",
            o -> o.a0(1) == 1 && o.a0(2) == 1 && o.a1(2) == 0,
            asm -> asm.sd(T1, 0, X),
            asm -> asm.ld(A0, 0, X).fence(RW, RW).sd(A0, 0, Y),
            asm -> asm.ld(A0, 0, Y).xor(T0, A0, A0).add(T0, T0, X).ld(A1, 0, T0)),
        forbidden(
            "IRIW+fence.rw.rw",
            o -> o.a0(2) == 1 && o.a1(2) == 0 && o.a0(3) == 1 && o.a1(3) == 0,
            asm -> asm.sd(T1, 0, X),
            asm -> asm.sd(T1, 0, Y),
            asm -> asm.ld(A0, 0, X).fence(RW, RW).ld(A1, 0, Y),
            asm -> asm.ld(A0, 0, Y).fence(RW, RW).ld(A1, 0, X)));
  }

  private static Assembler send(Assembler asm) {
    return asm.sd(T1, 0, X).sd(T1, 0, Y);
  }

  private static Assembler receive(Assembler asm) {
    return asm.ld(A0, 0, Y).ld(A1, 0, X);
  }

  private static boolean flagWithoutMessage(Outcome o) {
    return o.a0(1) == 1 && o.a1(1) == 0;
  }

  private static boolean bothReadNothing(Outcome o) {
    return o.a0(0) == 0 && o.a0(1) == 0;
  }

  private static boolean bothReadTheFuture(Outcome o) {
    return o.a0(0) == 1 && o.a0(1) == 1;
  }
}
