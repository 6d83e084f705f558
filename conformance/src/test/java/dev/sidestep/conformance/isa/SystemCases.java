package dev.sidestep.conformance.isa;

import static dev.sidestep.testkit.asm.Reg.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.riscv.Cause;
import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.Hart;
import dev.sidestep.riscv.RunResult;
import dev.sidestep.riscv.Status;
import dev.sidestep.testkit.asm.Assembler;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;
import org.junit.jupiter.api.function.Executable;

/**
 * Zicsr, fences, calls, returns. What else they do is in {@link TrapsTest} and {@link
 * TranslationTest}.
 *
 * @riscv unpriv 6, 7
 * @riscv priv 3.3
 */
final class SystemCases {
  private static final long OLD = 0x5a5a_0000_ffff_1234L;

  private SystemCases() {}

  static Map<String, Executable> all() {
    Map<String, Executable> cases = new TreeMap<>();
    cases.put("csrrw", () -> access("csrrw", (old, operand) -> operand));
    cases.put("csrrs", () -> access("csrrs", (old, operand) -> old | operand));
    cases.put("csrrc", () -> access("csrrc", (old, operand) -> old & ~operand));
    cases.put("csrrwi", () -> immediate("csrrwi", (old, operand) -> operand));
    cases.put("csrrsi", () -> immediate("csrrsi", (old, operand) -> old | operand));
    cases.put("csrrci", () -> immediate("csrrci", (old, operand) -> old & ~operand));
    cases.put("fence", SystemCases::fence);
    cases.put("fence.i", SystemCases::fenceI);
    cases.put("ecall", SystemCases::ecall);
    cases.put("ebreak", SystemCases::ebreak);
    cases.put("mret", SystemCases::mret);
    cases.put("sret", SystemCases::sret);
    cases.put("wfi", SystemCases::wfi);
    cases.put("sfence.vma", SystemCases::sfenceVma);
    return cases;
  }

  // ---- Zicsr ----

  private static void access(String name, LongBinaryOperator model) {
    for (long value : Values.INTEGERS) {
      Guest guest = oneAccess(name, A1.number(), A0.number(), value);
      assertThat(guest.x(A1)).isEqualTo(OLD);
      assertThat(guest.csr(Csr.MSCRATCH)).isEqualTo(model.applyAsLong(OLD, value));
      Guest aliased = oneAccess(name, A0.number(), A0.number(), value);
      assertThat(aliased.x(A0)).isEqualTo(OLD);
      assertThat(aliased.csr(Csr.MSCRATCH)).isEqualTo(model.applyAsLong(OLD, value));
      Guest sunk = oneAccess(name, 0, A0.number(), value);
      assertThat(sunk.x(ZERO)).isZero();
      assertThat(sunk.csr(Csr.MSCRATCH)).isEqualTo(model.applyAsLong(OLD, value));
    }
    Guest fromZero = oneAccess(name, A1.number(), 0, 0);
    assertThat(fromZero.csr(Csr.MSCRATCH)).isEqualTo(model.applyAsLong(OLD, 0));
    assertWritesReadOnly(name);
  }

  private static void immediate(String name, LongBinaryOperator model) {
    for (int value = 0; value < 32; value++) {
      Guest guest = oneAccess(name, A1.number(), value, 0);
      assertThat(guest.x(A1)).isEqualTo(OLD);
      assertThat(guest.csr(Csr.MSCRATCH)).isEqualTo(model.applyAsLong(OLD, value));
    }
    assertWritesReadOnly(name);
  }

  private static Guest oneAccess(String name, int rd, int source, long value) {
    Guest guest = Guest.with(Guest.program().emit(name, rd, Csr.MSCRATCH, source));
    return guest.csr(Csr.MSCRATCH, OLD).x(A0, value).step();
  }

  /** Setting and clearing with x0 or 0 is no write; everything else is, whatever the value. */
  private static void assertWritesReadOnly(String name) {
    boolean swaps = name.startsWith("csrrw");
    for (int source : new int[] {0, 1}) {
      Guest guest = Guest.with(Guest.program().emit(name, A1.number(), Csr.MHARTID, source));
      boolean illegal = swaps || source != 0;
      assertThat(guest.step().hart.pc()).isEqualTo(illegal ? Guest.HANDLER : Guest.BASE + 4);
    }
  }

  // ---- Fences ----

  private static void fence() {
    for (int predecessor = 0; predecessor < 16; predecessor++) {
      Assembler program = Guest.program();
      for (int successor = 0; successor < 16; successor++) {
        program.fence(predecessor, successor);
      }
      program.word(0x8330_000f); // fence.tso
      Guest guest = Guest.with(program.li(A0, 1).wfi()).run();
      assertThat(guest.x(A0)).isEqualTo(1);
    }
  }

  /** A function that is called, overwritten behind a fence, and called again; 100 times. */
  private static void fenceI() {
    Assembler program = Guest.program().li(S0, 100).li(S2, 0).la(S3, "function").label("loop");
    program.call("function").add(S2, S2, A0);
    program.lw(T0, 0, S3).li(T1, 1 << 20).add(T0, T0, T1).sw(T0, 0, S3).fence_i();
    program.addi(S0, S0, -1).bnez(S0, "loop").wfi();
    program.align(4096).label("function").li(A0, 1).ret();
    assertThat(Guest.with(program).run().x(S2)).isEqualTo(100 * 101 / 2);
  }

  private static void sfenceVma() {
    for (int rs1 : new int[] {0, 10}) {
      for (int rs2 : new int[] {0, 11}) {
        Guest guest = Guest.with(Guest.program().emit("sfence.vma", rs1, rs2)).step();
        assertThat(guest.hart.pc()).isEqualTo(Guest.BASE + 4);
      }
    }
  }

  // ---- Calls and returns ----

  private static void ecall() {
    Guest guest = Guest.with(Guest.program().ecall()).step();
    assertThat(guest.csr(Csr.MCAUSE)).isEqualTo(Cause.ECALL_FROM_M);
    assertThat(guest.csr(Csr.MEPC)).isEqualTo(Guest.BASE);
  }

  private static void ebreak() {
    Guest guest = Guest.with(Guest.program().ebreak()).step();
    assertThat(guest.csr(Csr.MCAUSE)).isEqualTo(Cause.BREAKPOINT);
    assertThat(guest.csr(Csr.MEPC)).isEqualTo(Guest.BASE);
  }

  private static void mret() {
    Guest guest = Guest.with(Guest.program().mret()).csr(Csr.MEPC, Guest.DATA).step();
    assertThat(guest.hart.pc()).isEqualTo(Guest.DATA);
    assertThat(guest.hart.privilege()).isEqualTo(Hart.USER);
  }

  private static void sret() {
    Guest guest = Guest.with(Guest.program().sret()).csr(Csr.SEPC, Guest.DATA);
    guest.csr(Csr.MSTATUS, Status.SPP).privilege(Hart.SUPERVISOR).step();
    assertThat(guest.hart.pc()).isEqualTo(Guest.DATA);
    assertThat(guest.hart.privilege()).isEqualTo(Hart.SUPERVISOR);
  }

  private static void wfi() {
    Guest guest = Guest.with(Guest.program().wfi().nop());
    assertThat(guest.hart.run(10)).isEqualTo(RunResult.WFI);
    assertThat(guest.hart.pc()).isEqualTo(Guest.BASE + 4);
  }
}
