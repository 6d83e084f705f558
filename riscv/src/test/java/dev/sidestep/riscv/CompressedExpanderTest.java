package dev.sidestep.riscv;

import static dev.sidestep.testkit.asm.FReg.FS0;
import static dev.sidestep.testkit.asm.Reg.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.testkit.asm.Assembler;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CompressedExpanderTest {
  private static void same(Consumer<Assembler> compressed, Consumer<Assembler> full) {
    assertThat(CompressedExpander.expand(bits(compressed) & 0xffff)).isEqualTo(bits(full));
  }

  private static int bits(Consumer<Assembler> body) {
    Assembler a = Assembler.at(0x1000).define("back", 0xf80).define("ahead", 0x10aa);
    body.accept(a);
    byte[] code = a.half(0).assemble();
    return ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }

  @Test
  void arithmetic() {
    same(a -> a.c_addi4spn(S1, 1020), a -> a.addi(S1, SP, 1020));
    same(a -> a.c_addi4spn(A5, 4), a -> a.addi(A5, SP, 4));
    same(a -> a.c_addi(T6, -32), a -> a.addi(T6, T6, -32));
    same(a -> a.c_addiw(T6, 31), a -> a.addiw(T6, T6, 31));
    same(a -> a.c_li(A0, -1), a -> a.addi(A0, ZERO, -1));
    same(a -> a.c_addi16sp(-512), a -> a.addi(SP, SP, -512));
    same(a -> a.c_addi16sp(496), a -> a.addi(SP, SP, 496));
    same(a -> a.c_slli(A0, 63), a -> a.slli(A0, A0, 63));
    same(a -> a.c_srli(S0, 33), a -> a.srli(S0, S0, 33));
    same(a -> a.c_srai(S0, 63), a -> a.srai(S0, S0, 63));
    same(a -> a.c_andi(A5, -2), a -> a.andi(A5, A5, -2));
    same(a -> a.c_sub(A0, A1), a -> a.sub(A0, A0, A1));
    same(a -> a.c_xor(A0, A1), a -> a.xor(A0, A0, A1));
    same(a -> a.c_or(A0, A1), a -> a.or(A0, A0, A1));
    same(a -> a.c_and(A0, A1), a -> a.and(A0, A0, A1));
    same(a -> a.c_subw(A0, A1), a -> a.subw(A0, A0, A1));
    same(a -> a.c_addw(A0, A1), a -> a.addw(A0, A0, A1));
    same(a -> a.c_mv(A0, T1), a -> a.add(A0, ZERO, T1));
    same(a -> a.c_add(A0, T1), a -> a.add(A0, A0, T1));
  }

  @Test
  void loadsAndStores() {
    same(a -> a.c_lw(S0, 124, A5), a -> a.lw(S0, 124, A5));
    same(a -> a.c_ld(S0, 248, A5), a -> a.ld(S0, 248, A5));
    same(a -> a.c_sw(S0, 68, A5), a -> a.sw(S0, 68, A5));
    same(a -> a.c_sd(S0, 136, A5), a -> a.sd(S0, 136, A5));
    same(a -> a.c_fld(FS0, 200, A5), a -> a.fld(FS0, 200, A5));
    same(a -> a.c_fsd(FS0, 72, A5), a -> a.fsd(FS0, 72, A5));
    same(a -> a.c_lwsp(T0, 252), a -> a.lw(T0, 252, SP));
    same(a -> a.c_ldsp(T0, 504), a -> a.ld(T0, 504, SP));
    same(a -> a.c_fldsp(FS0, 440), a -> a.fld(FS0, 440, SP));
    same(a -> a.c_swsp(T0, 148), a -> a.sw(T0, 148, SP));
    same(a -> a.c_sdsp(T0, 360), a -> a.sd(T0, 360, SP));
    same(a -> a.c_fsdsp(FS0, 504), a -> a.fsd(FS0, 504, SP));
  }

  @Test
  void jumps() {
    same(a -> a.c_j("back"), a -> a.j("back"));
    same(a -> a.c_j("ahead"), a -> a.j("ahead"));
    same(a -> a.c_beqz(S0, "back"), a -> a.beqz(S0, "back"));
    same(a -> a.c_bnez(S1, "ahead"), a -> a.bnez(S1, "ahead"));
    same(a -> a.c_jr(T0), a -> a.jr(T0));
    same(a -> a.c_jalr(T0), a -> a.jalr(RA, 0, T0));
    same(a -> a.c_ebreak(), a -> a.ebreak());
  }

  @Test
  void whatIsReservedIsIllegal() {
    for (int bits :
        new int[] {0x0000, 0x8000, 0x2001, 0x6101, 0x6081, 0x9c41, 0x9c61, 0x4002, 0x8002}) {
      assertThat(CompressedExpander.expand(bits)).as("%#x", bits).isZero();
    }
  }
}
