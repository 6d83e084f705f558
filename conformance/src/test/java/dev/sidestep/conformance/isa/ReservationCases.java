package dev.sidestep.conformance.isa;

import static dev.sidestep.testkit.asm.Reg.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.testkit.asm.Assembler;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;

/**
 * LR and SC.
 *
 * @riscv unpriv 14.2
 */
final class ReservationCases {
  private static final long OLD = 0x8123_4567_89ab_cdefL;
  private static final long FRESH = 0x7766_5544_3322_1100L;

  private ReservationCases() {}

  static Map<String, Executable> all() {
    return Map.of(
        "lr.w", () -> loads("lr.w", (int) OLD),
        "lr.d", () -> loads("lr.d", OLD),
        "sc.w", () -> stores("w", OLD & -1L << 32 | FRESH & 0xffff_ffffL),
        "sc.d", () -> stores("d", FRESH));
  }

  private static void loads(String name, long expected) {
    for (int ordering = 0; ordering < 4; ordering++) {
      Assembler program = Guest.program().mv(A2, A0);
      program.emit(name, A1.number(), A0.number(), ordering);
      program.emit(name, A2.number(), A2.number(), ordering);
      Guest guest = prepared(program.emit(name, 0, A0.number(), ordering).wfi()).run();
      assertThat(guest.x(A1)).isEqualTo(expected);
      assertThat(guest.x(A2)).isEqualTo(expected);
      assertThat(guest.x(ZERO)).isZero();
    }
  }

  private static Guest prepared(Assembler program) {
    Guest guest = Guest.with(program).x(A0, Guest.DATA).x(A1, FRESH).x(S1, Guest.DATA + 64);
    guest.write(Guest.DATA, 8, OLD);
    guest.write(Guest.DATA + 64, 8, OLD);
    return guest;
  }

  private static void stores(String width, long expected) {
    for (int ordering = 0; ordering < 4; ordering++) {
      succeeds(width, ordering, expected);
      needsAReservation(width, ordering);
      needsTheSameAddress(width, ordering);
      endsTheReservation(width, ordering, expected);
    }
  }

  private static Assembler lr(Assembler program, String width, int ordering) {
    return program.emit("lr." + width, T0.number(), A0.number(), ordering);
  }

  private static Assembler sc(Assembler program, String width, int ordering) {
    return program.emit("sc." + width, A2.number(), A1.number(), A0.number(), ordering);
  }

  private static void succeeds(String width, int ordering, long expected) {
    Guest guest = prepared(sc(lr(Guest.program(), width, ordering), width, ordering).wfi()).run();
    assertThat(guest.x(A2)).isZero();
    assertThat(guest.read(Guest.DATA, 8)).isEqualTo(expected);
    Assembler aliased = lr(Guest.program(), width, ordering);
    aliased.emit("sc." + width, A1.number(), A1.number(), A0.number(), ordering);
    Guest second = prepared(aliased.wfi()).run();
    assertThat(second.x(A1)).isZero();
    assertThat(second.read(Guest.DATA, 8)).isEqualTo(expected);
  }

  private static void needsAReservation(String width, int ordering) {
    Guest guest = prepared(sc(Guest.program(), width, ordering).wfi()).run();
    assertThat(guest.x(A2)).isEqualTo(1);
    assertThat(guest.read(Guest.DATA, 8)).isEqualTo(OLD);
  }

  private static void needsTheSameAddress(String width, int ordering) {
    Assembler program = lr(Guest.program(), width, ordering);
    program.emit("sc." + width, A2.number(), A1.number(), S1.number(), ordering);
    Guest guest = prepared(program.wfi()).run();
    assertThat(guest.x(A2)).isEqualTo(1);
    assertThat(guest.read(Guest.DATA + 64, 8)).isEqualTo(OLD);
  }

  /** An SC ends it whether it succeeds or not. */
  private static void endsTheReservation(String width, int ordering, long expected) {
    Assembler program = sc(lr(Guest.program(), width, ordering), width, ordering).not(A1, A1);
    Guest guest = prepared(sc(program, width, ordering).wfi()).run();
    assertThat(guest.x(A2)).isEqualTo(1);
    assertThat(guest.read(Guest.DATA, 8)).isEqualTo(expected);
    Assembler elsewhere = lr(Guest.program(), width, ordering);
    elsewhere.emit("sc." + width, ZERO.number(), A1.number(), S1.number(), ordering);
    Guest second = prepared(sc(elsewhere, width, ordering).wfi()).run();
    assertThat(second.x(A2)).isEqualTo(1);
    assertThat(second.read(Guest.DATA, 8)).isEqualTo(OLD);
  }
}
