package dev.sidestep.conformance.isa;

import static dev.sidestep.testkit.asm.Reg.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.riscv.Cause;
import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.Hart;
import dev.sidestep.testkit.asm.Assembler;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each control and status register: which bits can be written, what reset leaves, from which level
 * it can be reached; and that all other numbers are illegal.
 *
 * @riscv priv 2.1, 2.2
 */
class CsrTableTest {
  private static final long ALL = -1L;
  private static final long NONE = 0;
  private static final long WORD = 0xffff_ffffL;
  private static final long STATUS = 0x7e_79aaL;
  private static final long SUPERVISOR_STATUS = 0xc_6122L;
  private static final long ENVIRONMENT = 1L << 63 | 1L << 61 | 1;
  private static final long PMP_BYTES = 0x1f1f_1f1f_1f1f_1f1fL;

  /**
   * A register.
   *
   * @param fixed what its bits that cannot be written read as
   * @param writable bits that keep whatever is written
   * @param written a legal value that has as many writable bits as may be set at once
   */
  private record Register(String name, int number, long fixed, long writable, long written) {
    Register(String name, int number, long fixed, long writable) {
      this(name, number, fixed, writable, ALL);
    }
  }

  /** The manual's tables 3 to 6, as far as this hart goes. WARL fields as in priv 3.1 and 12.1. */
  private static final List<Register> REGISTERS =
      List.of(
          new Register("fflags", 0x001, 0, 0x1f),
          new Register("frm", 0x002, 0, 7),
          new Register("fcsr", 0x003, 0, 0xff),
          new Register("sstatus", 0x100, 2L << 32, SUPERVISOR_STATUS, ~(3L << 13)),
          new Register("sie", 0x104, 0, 0x222),
          new Register("stvec", 0x105, 0, ~2L),
          new Register("scounteren", 0x106, 0, WORD),
          new Register("senvcfg", 0x10a, 0, 1),
          new Register("sscratch", 0x140, 0, ALL),
          new Register("sepc", 0x141, 0, ~1L),
          new Register("scause", 0x142, 0, ALL),
          new Register("stval", 0x143, 0, ALL),
          new Register("sip", 0x144, 0, 0x002),
          new Register("stimecmp", 0x14d, 0, ALL),
          new Register("satp", 0x180, 0, 8L << 60 | ~0L >>> 4, 8L << 60 | ~0L >>> 4),
          new Register("mstatus", 0x300, 0xaL << 32, STATUS, ~(3L << 13)),
          new Register("misa", 0x301, 2L << 62 | 0x14_112dL, NONE),
          new Register("medeleg", 0x302, 0, 0xb3ff),
          new Register("mideleg", 0x303, 0, 0x222),
          new Register("mie", 0x304, 0, 0xaaa),
          new Register("mtvec", 0x305, 0, ~2L),
          new Register("mcounteren", 0x306, 0, WORD),
          new Register("menvcfg", 0x30a, 0, ENVIRONMENT),
          new Register("mcountinhibit", 0x320, 0, 5),
          new Register("mscratch", 0x340, 0, ALL),
          new Register("mepc", 0x341, 0, ~1L),
          new Register("mcause", 0x342, 0, ALL),
          new Register("mtval", 0x343, 0, ALL),
          new Register("mip", 0x344, 0, 0x222),
          new Register("pmpcfg0", 0x3a0, 0, PMP_BYTES, PMP_BYTES),
          new Register("pmpcfg2", 0x3a2, 0, PMP_BYTES, PMP_BYTES),
          new Register("tselect", 0x7a0, 0, NONE),
          new Register("tdata1", 0x7a1, 0, NONE),
          new Register("tdata2", 0x7a2, 0, NONE),
          new Register("tdata3", 0x7a3, 0, NONE),
          new Register("mcycle", 0xb00, 0, ALL),
          new Register("minstret", 0xb02, 0, ALL));

  private static final Set<Integer> READ_ONLY =
      Set.of(0xc00, 0xc01, 0xc02, 0xf11, 0xf12, 0xf13, 0xf14, 0xf15);

  /** Each of these does nothing and reads zero. */
  private static boolean isUnusedCounter(int number) {
    return (number >= 0xb03 && number <= 0xb1f)
        || (number >= 0x323 && number <= 0x33f)
        || (number >= 0xc03 && number <= 0xc1f);
  }

  private static boolean isPmpAddress(int number) {
    return number >= 0x3b0 && number <= 0x3bf;
  }

  private static boolean exists(int number) {
    return READ_ONLY.contains(number)
        || isUnusedCounter(number)
        || isPmpAddress(number)
        || REGISTERS.stream().anyMatch(each -> each.number() == number);
  }

  /** A guest that may do all but be at a higher level than it is. */
  private static Guest permissive(Assembler program) {
    return Guest.with(program)
        .csr(Csr.MSTATUS, 3 << 13)
        .csr(Csr.MCOUNTEREN, -1)
        .csr(Csr.SCOUNTEREN, -1)
        .csr(Csr.MENVCFG, 1L << 63)
        .csr(Csr.MIDELEG, 0x222);
  }

  private static boolean isLegal(Assembler program, int privilege) {
    Guest guest = permissive(program).privilege(privilege).step();
    if (guest.hart.pc() == Guest.BASE + 4) {
      return true;
    }
    assertThat(guest.csr(Csr.MCAUSE)).isEqualTo(Cause.ILLEGAL_INSTRUCTION);
    assertThat(guest.csr(Csr.MTVAL)).isEqualTo(guest.read(Guest.BASE, 4));
    return false;
  }

  @TestFactory
  Stream<DynamicTest> writableBits() {
    return REGISTERS.stream()
        .map(each -> DynamicTest.dynamicTest(each.name(), () -> assertWritable(each)));
  }

  /** All ones that are legal, then all zeros, each read by the following instruction. */
  private static void assertWritable(Register register) {
    Assembler program = Guest.program().csrw(register.number(), A0).csrr(A1, register.number());
    program.csrw(register.number(), ZERO).csrr(A2, register.number());
    Guest guest = Guest.with(program.wfi()).csr(Csr.MIDELEG, 0x222).csr(Csr.MSTATUS, 3 << 13);
    guest.x(A0, register.written());
    for (int i = 0; i < 4; i++) {
      guest.step();
    }
    long writable = register.writable() & register.written();
    assertThat(guest.x(A1)).as("ones").isEqualTo(register.fixed() | writable);
    assertThat(guest.x(A2)).as("zeros").isEqualTo(register.fixed());
  }

  @Test
  void resetLeavesTheFixedBits() {
    Guest guest = new Guest();
    guest.hart.reset(Guest.BASE);
    for (Register register : REGISTERS) {
      boolean free = register.name().equals("stimecmp");
      long expected = free ? ALL : register.fixed();
      assertThat(guest.csr(register.number())).as(register.name()).isEqualTo(expected);
    }
  }

  @Test
  void numbersWithoutARegisterAreIllegal() {
    for (int number = 0; number < 4096; number++) {
      boolean legal = isLegal(Guest.program().csrr(A0, number), Hart.MACHINE);
      assertThat(legal).as("csr %#x", number).isEqualTo(exists(number));
    }
  }

  @Test
  void bits9And8OfTheNumberAreTheLeastLevel() {
    for (int number : IntStream.range(0, 4096).filter(CsrTableTest::exists).toArray()) {
      int least = number >>> 8 & 3;
      Assembler program = Guest.program().csrr(A0, number);
      assertThat(isLegal(program, Hart.USER)).as("U, %#x", number).isEqualTo(least == 0);
      assertThat(isLegal(program, Hart.SUPERVISOR)).as("S, %#x", number).isEqualTo(least <= 1);
    }
  }

  @Test
  void numbersWithBothUpperBitsAreReadOnly() {
    for (int number : IntStream.range(0, 4096).filter(CsrTableTest::exists).toArray()) {
      boolean legal = isLegal(Guest.program().csrrw(A0, number, ZERO), Hart.MACHINE);
      assertThat(legal).as("csr %#x", number).isEqualTo(number >>> 10 != 3);
    }
  }

  @Test
  void unusedCountersStayZero() {
    for (int number : IntStream.range(0, 4096).filter(CsrTableTest::isUnusedCounter).toArray()) {
      if (number >>> 10 != 3) {
        Guest guest = Guest.with(Guest.program().li(A0, -1).csrw(number, A0).csrr(A1, number));
        assertThat(guest.step().step().step().x(A1)).isZero();
      }
    }
  }

  @Test
  void protectionAddressesHave54Bits() {
    for (int number : IntStream.range(0, 4096).filter(CsrTableTest::isPmpAddress).toArray()) {
      Guest guest = Guest.with(Guest.program().li(A0, -1).csrw(number, A0).csrr(A1, number));
      assertThat(guest.step().step().step().x(A1)).isEqualTo((1L << 54) - 1);
    }
  }

  @Test
  void identification() {
    Assembler program = Guest.program().li(A0, -1).csrr(A0, Csr.MHARTID).wfi();
    assertThat(Guest.with(program).run().x(A0)).isZero();
  }
}
