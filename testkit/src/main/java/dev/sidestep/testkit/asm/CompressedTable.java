package dev.sidestep.testkit.asm;

/**
 * Compressed instructions as RV64DC has them, by quadrant.
 *
 * @riscv unpriv 16.8
 */
final class CompressedTable {

  static final String TEXT =
      """
      CIW         c.addi4spn 000 ........ ... 00
      CL_FD       c.fld      001 ... ... .. ... 00
      CL_W        c.lw       010 ... ... .. ... 00
      CL_D        c.ld       011 ... ... .. ... 00
      CS_FD       c.fsd      101 ... ... .. ... 00
      CS_W        c.sw       110 ... ... .. ... 00
      CS_D        c.sd       111 ... ... .. ... 00
      NONE        c.nop      000 0 00000 00000 01
      CI          c.addi     000 . ..... ..... 01
      CI_NOT_ZERO c.addiw    001 . ..... ..... 01
      CI          c.li       010 . ..... ..... 01
      CI_16SP     c.addi16sp 011 . 00010 ..... 01
      CI_UPPER    c.lui      011 . ..... ..... 01
      CB_SHIFT    c.srli     100 . 00 ... ..... 01
      CB_SHIFT    c.srai     100 . 01 ... ..... 01
      CB_IMM      c.andi     100 . 10 ... ..... 01
      CA          c.sub      100 0 11 ... 00 ... 01
      CA          c.xor      100 0 11 ... 01 ... 01
      CA          c.or       100 0 11 ... 10 ... 01
      CA          c.and      100 0 11 ... 11 ... 01
      CA          c.subw     100 1 11 ... 00 ... 01
      CA          c.addw     100 1 11 ... 01 ... 01
      CJ          c.j        101 ........... 01
      CB          c.beqz     110 ... ... ..... 01
      CB          c.bnez     111 ... ... ..... 01
      CI_SHIFT    c.slli     000 . ..... ..... 10
      CI_FLOAD_D  c.fldsp    001 . ..... ..... 10
      CI_LOAD_W   c.lwsp     010 . ..... ..... 10
      CI_LOAD_D   c.ldsp     011 . ..... ..... 10
      CR_JUMP     c.jr       100 0 ..... 00000 10
      CR          c.mv       100 0 ..... ..... 10
      NONE        c.ebreak   100 1 00000 00000 10
      CR_JUMP     c.jalr     100 1 ..... 00000 10
      CR          c.add      100 1 ..... ..... 10
      CSS_FD      c.fsdsp    101 ...... ..... 10
      CSS_W       c.swsp     110 ...... ..... 10
      CSS_D       c.sdsp     111 ...... ..... 10
      """;

  private CompressedTable() {}
}
