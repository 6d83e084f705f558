package dev.sidestep.testkit.asm;

import java.util.List;
import java.util.Locale;

/**
 * One instruction of the table.
 *
 * @param mnemonic as assembly language writes it, with dots
 * @param format the operands
 * @param extension the part of the instruction set
 * @param match the fixed bits; all others are zero
 * @param mask which bits are fixed
 * @param widthBytes 2 if compressed, else 4
 */
public record Instruction(
    String mnemonic, Format format, Extension extension, int match, int mask, int widthBytes) {

  /**
   * A line of a table: format, mnemonic, and the bits from the highest down, a dot for each bit of
   * an operand.
   */
  static Instruction parse(Extension extension, String line) {
    String[] words = line.strip().split(" +", 3);
    String pattern = words[2].replace(" ", "");
    int mask = Integer.parseUnsignedInt(pattern.replace('0', '1').replace('.', '0'), 2);
    int match = Integer.parseUnsignedInt(pattern.replace('.', '0'), 2);
    return new Instruction(
        words[1], Format.valueOf(words[0]), extension, match, mask, pattern.length() / Byte.SIZE);
  }

  /**
   * The instruction's bits, zero-extended if compressed.
   *
   * @param operands in the order of {@link Format#operands}
   * @throws IllegalArgumentException on a wrong number of operands or an operand out of range
   */
  public int encode(long... operands) {
    List<Operand> kinds = format.operands();
    if (operands.length != kinds.size()) {
      throw new IllegalArgumentException(
          "%s takes %d operands %s, not %d."
              .formatted(mnemonic, kinds.size(), kinds, operands.length));
    }
    int bits = match;
    for (int i = 0; i < operands.length; i++) {
      check(kinds.get(i), operands[i]);
      bits |= kinds.get(i).encode(operands[i]);
    }
    return bits;
  }

  private void check(Operand kind, long value) {
    if (!kind.accepts(value)) {
      throw new IllegalArgumentException(
          "%s cannot encode %s = %d (%#x): legal are multiples of %d in %d..%d that are not reserved."
              .formatted(mnemonic, kind, value, value, kind.step(), kind.min(), kind.max()));
    }
  }

  /** True if {@code bits} are this instruction with operands that it accepts. */
  public boolean matches(int bits) {
    if ((bits & mask) != match) {
      return false;
    }
    for (Operand operand : format.operands()) {
      if (!operand.accepts(operand.decode(bits))) {
        return false;
      }
    }
    return true;
  }

  /** The operands held by {@code bits}, in the order of {@link Format#operands}. */
  public long[] decode(int bits) {
    return format.operands().stream().mapToLong(operand -> operand.decode(bits)).toArray();
  }

  /** The name of the assembler's method for this instruction: dots become underscores. */
  public String methodName() {
    return mnemonic.replace('.', '_').toLowerCase(Locale.ROOT);
  }
}
