package dev.sidestep.testkit.asm;

import java.util.Map;

/**
 * Zba, Zbb and Zbs as RV64 has them.
 *
 * @riscv unpriv 28 (bit manipulation)
 */
final class BitManipulationTable {

  private static final String ADDRESS =
      """
      R       add.uw      0000100 ..... ..... 000 ..... 0111011
      R       sh1add      0010000 ..... ..... 010 ..... 0110011
      R       sh2add      0010000 ..... ..... 100 ..... 0110011
      R       sh3add      0010000 ..... ..... 110 ..... 0110011
      R       sh1add.uw   0010000 ..... ..... 010 ..... 0111011
      R       sh2add.uw   0010000 ..... ..... 100 ..... 0111011
      R       sh3add.uw   0010000 ..... ..... 110 ..... 0111011
      SHIFT   slli.uw     000010 ...... ..... 001 ..... 0011011
      """;

  private static final String BASIC =
      """
      R       andn        0100000 ..... ..... 111 ..... 0110011
      R       orn         0100000 ..... ..... 110 ..... 0110011
      R       xnor        0100000 ..... ..... 100 ..... 0110011
      UNARY   clz         0110000 00000 ..... 001 ..... 0010011
      UNARY   ctz         0110000 00001 ..... 001 ..... 0010011
      UNARY   cpop        0110000 00010 ..... 001 ..... 0010011
      UNARY   clzw        0110000 00000 ..... 001 ..... 0011011
      UNARY   ctzw        0110000 00001 ..... 001 ..... 0011011
      UNARY   cpopw       0110000 00010 ..... 001 ..... 0011011
      R       max         0000101 ..... ..... 110 ..... 0110011
      R       maxu        0000101 ..... ..... 111 ..... 0110011
      R       min         0000101 ..... ..... 100 ..... 0110011
      R       minu        0000101 ..... ..... 101 ..... 0110011
      UNARY   sext.b      0110000 00100 ..... 001 ..... 0010011
      UNARY   sext.h      0110000 00101 ..... 001 ..... 0010011
      UNARY   zext.h      0000100 00000 ..... 100 ..... 0111011
      R       rol         0110000 ..... ..... 001 ..... 0110011
      R       rolw        0110000 ..... ..... 001 ..... 0111011
      R       ror         0110000 ..... ..... 101 ..... 0110011
      SHIFT   rori        011000 ...... ..... 101 ..... 0010011
      SHIFT_W roriw       0110000 ..... ..... 101 ..... 0011011
      R       rorw        0110000 ..... ..... 101 ..... 0111011
      UNARY   orc.b       001010000111 ..... 101 ..... 0010011
      UNARY   rev8        011010111000 ..... 101 ..... 0010011
      """;

  private static final String SINGLE =
      """
      R       bclr        0100100 ..... ..... 001 ..... 0110011
      SHIFT   bclri       010010 ...... ..... 001 ..... 0010011
      R       bext        0100100 ..... ..... 101 ..... 0110011
      SHIFT   bexti       010010 ...... ..... 101 ..... 0010011
      R       binv        0110100 ..... ..... 001 ..... 0110011
      SHIFT   binvi       011010 ...... ..... 001 ..... 0010011
      R       bset        0010100 ..... ..... 001 ..... 0110011
      SHIFT   bseti       001010 ...... ..... 001 ..... 0010011
      """;

  static final Map<Extension, String> TEXTS =
      Map.of(Extension.ZBA, ADDRESS, Extension.ZBB, BASIC, Extension.ZBS, SINGLE);

  private BitManipulationTable() {}
}
