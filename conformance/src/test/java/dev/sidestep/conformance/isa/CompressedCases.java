package dev.sidestep.conformance.isa;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.Status;
import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.asm.InstructionTable;
import dev.sidestep.testkit.asm.Operand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.function.Executable;

/**
 * Each compressed instruction does what the 32-bit one does that the manual expands it to, but for
 * its length.
 *
 * @riscv unpriv 27.3 to 27.5
 */
final class CompressedCases {
  private static final long PLACE = Guest.BASE + 0x8000;
  private static final int WINDOW = 0x1000;

  /** The operands of a compressed instruction to a 32-bit instruction. */
  private interface Expansion {
    Full of(long[] operands);
  }

  private record Full(String name, long... operands) {
    @Override
    public String toString() {
      return name + Arrays.toString(operands);
    }
  }

  private static final Map<String, Expansion> EXPANSIONS =
      Map.ofEntries(
          entry("c.addi4spn", o -> new Full("addi", o[0], 2, o[1])),
          entry("c.fld", o -> new Full("fld", o)),
          entry("c.lw", o -> new Full("lw", o)),
          entry("c.ld", o -> new Full("ld", o)),
          entry("c.fsd", o -> new Full("fsd", o)),
          entry("c.sw", o -> new Full("sw", o)),
          entry("c.sd", o -> new Full("sd", o)),
          entry("c.nop", o -> new Full("addi", 0, 0, 0)),
          entry("c.addi", o -> new Full("addi", o[0], o[0], o[1])),
          entry("c.addiw", o -> new Full("addiw", o[0], o[0], o[1])),
          entry("c.li", o -> new Full("addi", o[0], 0, o[1])),
          entry("c.addi16sp", o -> new Full("addi", 2, 2, o[0])),
          entry("c.lui", o -> new Full("lui", o)),
          entry("c.srli", o -> new Full("srli", o[0], o[0], o[1])),
          entry("c.srai", o -> new Full("srai", o[0], o[0], o[1])),
          entry("c.andi", o -> new Full("andi", o[0], o[0], o[1])),
          entry("c.sub", o -> new Full("sub", o[0], o[0], o[1])),
          entry("c.xor", o -> new Full("xor", o[0], o[0], o[1])),
          entry("c.or", o -> new Full("or", o[0], o[0], o[1])),
          entry("c.and", o -> new Full("and", o[0], o[0], o[1])),
          entry("c.subw", o -> new Full("subw", o[0], o[0], o[1])),
          entry("c.addw", o -> new Full("addw", o[0], o[0], o[1])),
          entry("c.j", o -> new Full("jal", 0, o[0])),
          entry("c.beqz", o -> new Full("beq", o[0], 0, o[1])),
          entry("c.bnez", o -> new Full("bne", o[0], 0, o[1])),
          entry("c.slli", o -> new Full("slli", o[0], o[0], o[1])),
          entry("c.fldsp", o -> new Full("fld", o[0], o[1], 2)),
          entry("c.lwsp", o -> new Full("lw", o[0], o[1], 2)),
          entry("c.ldsp", o -> new Full("ld", o[0], o[1], 2)),
          entry("c.jr", o -> new Full("jalr", 0, 0, o[0])),
          entry("c.mv", o -> new Full("add", o[0], 0, o[1])),
          entry("c.ebreak", o -> new Full("ebreak")),
          entry("c.jalr", o -> new Full("jalr", 1, 0, o[0])),
          entry("c.add", o -> new Full("add", o[0], o[0], o[1])),
          entry("c.fsdsp", o -> new Full("fsd", o[0], o[1], 2)),
          entry("c.swsp", o -> new Full("sw", o[0], o[1], 2)),
          entry("c.sdsp", o -> new Full("sd", o[0], o[1], 2)));

  private CompressedCases() {}

  static Map<String, Executable> all() {
    Map<String, Executable> cases = new TreeMap<>();
    EXPANSIONS.forEach((name, expansion) -> cases.put(name, () -> check(name, expansion)));
    return cases;
  }

  private static void check(String name, Expansion expansion) {
    Guest small = new Guest();
    Guest large = Guest.twin();
    for (long[] operands : operandsOf(name)) {
      Full full = expansion.of(operands);
      prepare(small, operands);
      prepare(large, operands);
      run(small, name, operands);
      run(large, full.name(), full.operands());
      assertSame(small, large, "%s%s and %s".formatted(name, Arrays.toString(operands), full));
    }
  }

  /** All combinations of the extremes, small values, single bits, and all registers. */
  private static List<long[]> operandsOf(String name) {
    List<long[]> all = List.of(new long[0]);
    for (Operand operand : InstructionTable.named(name).format().operands()) {
      List<long[]> longer = new ArrayList<>();
      for (long[] first : all) {
        values(operand).forEach(value -> longer.add(append(first, value)));
      }
      all = longer;
    }
    return all;
  }

  private static long[] append(long[] first, long value) {
    long[] longer = Arrays.copyOf(first, first.length + 1);
    longer[first.length] = value;
    return longer;
  }

  private static LongStream values(Operand operand) {
    LongStream candidates =
        switch (operand.kind()) {
          case X, F -> LongStream.rangeClosed(operand.min(), operand.max());
          case SIGNED, UNSIGNED -> immediates(operand);
        };
    return candidates.filter(operand::accepts).filter(value -> !isOwnLength(operand, value));
  }

  /** A jump by 4 cannot be told from none by the 32-bit instruction. */
  private static boolean isOwnLength(Operand operand, long value) {
    return value == 4 && (operand == Operand.C_IMM_B || operand == Operand.C_IMM_J);
  }

  private static LongStream immediates(Operand operand) {
    LongStream bits = LongStream.iterate(1, bit -> bit <= operand.max(), bit -> bit << 1);
    LongStream ends = LongStream.of(0, operand.min(), operand.max(), -operand.step());
    return LongStream.concat(bits, ends).distinct();
  }

  private static void prepare(Guest guest, long[] operands) {
    for (int i = 0; i < 32; i++) {
      boolean zero = i == 9 || i == 20; // for the branches
      guest.hart.setX(i, zero ? 0 : Guest.DATA + 0x400 + i * 8L);
      guest.hart.setF(i, 0x4000_0000_0000_0000L + i * 0x0123_4567L);
    }
    if (operands.length == 3) { // an access: no zero for a base
      guest.hart.setX((int) operands[2], Guest.DATA + 0x400 + operands[2] * 8);
    }
    for (int i = 0; i < WINDOW; i += 8) {
      guest.write(Guest.DATA + i, 8, i * 0xf0f0_8001_7f01_0203L);
    }
  }

  private static void run(Guest guest, String name, long[] operands) {
    guest.load(PLACE, Assembler.at(PLACE).emit(name, operands));
    guest.hart.setPc(PLACE);
    guest.csr(Csr.MSTATUS, Status.FS).step();
  }

  private static void assertSame(Guest small, Guest large, String what) {
    boolean trapped = large.hart.pc() == Guest.HANDLER;
    boolean sequential = large.hart.pc() == PLACE + 4;
    long expectedPc = sequential && !trapped ? PLACE + 2 : large.hart.pc();
    assertThat(small.hart.pc()).as("pc of %s", what).isEqualTo(expectedPc);
    assertThat(integers(small)).as(what).isEqualTo(integersAsIfSmall(large));
    assertThat(reals(small)).as(what).isEqualTo(reals(large));
    assertThat(window(small)).as(what).isEqualTo(window(large));
  }

  private static long[] integers(Guest guest) {
    return IntStream.range(0, 32).mapToLong(guest.hart::x).toArray();
  }

  private static long[] integersAsIfSmall(Guest guest) {
    return LongStream.of(integers(guest)).map(x -> x == PLACE + 4 ? PLACE + 2 : x).toArray();
  }

  private static long[] reals(Guest guest) {
    return IntStream.range(0, 32).mapToLong(guest.hart::f).toArray();
  }

  private static long[] window(Guest guest) {
    return IntStream.range(0, WINDOW / 8)
        .mapToLong(i -> guest.read(Guest.DATA + i * 8L, 8))
        .toArray();
  }
}
