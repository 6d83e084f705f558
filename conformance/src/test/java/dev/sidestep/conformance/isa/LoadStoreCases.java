package dev.sidestep.conformance.isa;

import static dev.sidestep.testkit.asm.Reg.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.Status;
import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.asm.FReg;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.function.Executable;

/**
 * Loads and stores of all widths at every alignment, across a page, and with extreme offsets.
 * Misaligned accesses to memory work, as the manual lets an implementation choose.
 *
 * @riscv unpriv 2.6, 4.3, 20.5
 */
final class LoadStoreCases {
  private static final long PAGE_END = Guest.DATA + 0x1000;
  private static final int[] OFFSETS = {0, 1, -1, 2047, -2048};
  private static final long[] STORED = {
    0, -1, 0x8000_0000_8000_8080L, 0x0123_4567_89ab_cdefL, 0x7fff_ffff_7fff_7f7fL
  };
  private static final BigInteger BOX = Integers.power(64).subtract(Integers.power(32));

  private enum Extension {
    SIGN,
    ZERO,
    BOX
  }

  private LoadStoreCases() {}

  static Map<String, Executable> all() {
    Map<String, Executable> cases = new TreeMap<>();
    cases.put("lb", () -> checkLoad("lb", 1, Extension.SIGN));
    cases.put("lh", () -> checkLoad("lh", 2, Extension.SIGN));
    cases.put("lw", () -> checkLoad("lw", 4, Extension.SIGN));
    cases.put("ld", () -> checkLoad("ld", 8, Extension.SIGN));
    cases.put("lbu", () -> checkLoad("lbu", 1, Extension.ZERO));
    cases.put("lhu", () -> checkLoad("lhu", 2, Extension.ZERO));
    cases.put("lwu", () -> checkLoad("lwu", 4, Extension.ZERO));
    cases.put("flw", () -> checkLoad("flw", 4, Extension.BOX));
    cases.put("fld", () -> checkLoad("fld", 8, Extension.ZERO));
    cases.put("sb", () -> checkStore("sb", 1));
    cases.put("sh", () -> checkStore("sh", 2));
    cases.put("sw", () -> checkStore("sw", 4));
    cases.put("sd", () -> checkStore("sd", 8));
    cases.put("fsw", () -> checkStore("fsw", 4));
    cases.put("fsd", () -> checkStore("fsd", 8));
    return cases;
  }

  /** Every alignment within a page, and every way across its end. */
  private static long[] addresses() {
    return LongStream.concat(
            LongStream.range(Guest.DATA + 0x808, Guest.DATA + 0x818),
            LongStream.range(PAGE_END - 9, PAGE_END + 2))
        .toArray();
  }

  private static int pattern(long address) {
    return (int) (address * 0x9d + (address >>> 3) * 0x35 + 0x5b) & 0xff;
  }

  private static Guest patterned(Assembler program) {
    Guest guest = Guest.with(program).csr(Csr.MSTATUS, Status.FS);
    for (long at = Guest.DATA; at < Guest.DATA + 0x2000; at++) {
      guest.write(at, 1, pattern(at));
    }
    return guest;
  }

  // ---- Loads ----

  private static void checkLoad(String name, int width, Extension extension) {
    for (int offset : OFFSETS) {
      boolean real = name.startsWith("f");
      Guest guest = patterned(real ? realLoads(name, offset) : loads(name, offset));
      for (long address : addresses()) {
        guest.hart.setPc(Guest.BASE);
        guest.x(A0, address - offset).run();
        long expected = expectedLoad(address, width, extension);
        String what = "%s at %#x with offset %d".formatted(name, address, offset);
        assertThat(guest.x(A1)).as(what).isEqualTo(expected);
        assertThat(guest.x(A2)).as("%s to its base", what).isEqualTo(expected);
        assertThat(guest.x(ZERO)).as("%s to x0", what).isZero();
      }
    }
  }

  private static Assembler loads(String name, int offset) {
    Assembler program = Guest.program().mv(A2, A0);
    program.emit(name, A1.number(), offset, A0.number());
    program.emit(name, A2.number(), offset, A2.number());
    return program.emit(name, ZERO.number(), offset, A0.number()).wfi();
  }

  private static Assembler realLoads(String name, int offset) {
    Assembler program = Guest.program();
    program.emit(name, FReg.FT0.number(), offset, A0.number());
    program.emit(name, FReg.FA7.number(), offset, A0.number());
    return program.fmv_x_d(A1, FReg.FT0).fmv_x_d(A2, FReg.FA7).wfi();
  }

  private static long expectedLoad(long address, int width, Extension extension) {
    BigInteger value = BigInteger.ZERO;
    for (int i = 0; i < width; i++) {
      value = value.or(BigInteger.valueOf(pattern(address + i)).shiftLeft(8 * i));
    }
    boolean negative = value.testBit(8 * width - 1);
    return Integers.wrap(
        switch (extension) {
          case SIGN -> negative ? value.subtract(Integers.power(8 * width)) : value;
          case ZERO -> value;
          case BOX -> value.or(BOX);
        });
  }

  // ---- Stores ----

  private static void checkStore(String name, int width) {
    for (int offset : OFFSETS) {
      for (long value : STORED) {
        Guest guest = patterned(stores(name, offset));
        for (long address : addresses()) {
          guest.hart.setPc(Guest.BASE);
          guest.x(A0, address - offset).x(A1, value).f(FReg.FA1, value).run();
          assertStored(guest, address, width, value);
        }
      }
    }
  }

  private static Assembler stores(String name, int offset) {
    return Guest.program().emit(name, A1.number(), offset, A0.number()).wfi();
  }

  private static void assertStored(Guest guest, long address, int width, long value) {
    for (long at = address - 8; at < address + 16; at++) {
      int index = (int) (at - address);
      boolean inside = index >= 0 && index < width;
      long expected = inside ? value >>> (8 * index) & 0xff : pattern(at);
      assertThat(guest.read(at, 1)).as("byte %d", index).isEqualTo(expected);
      guest.write(at, 1, pattern(at));
    }
  }
}
