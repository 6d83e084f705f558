package dev.sidestep.testkit.asm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every instruction that the assembler knows. Immutable; any thread. */
public final class InstructionTable {

  private static final List<Instruction> ALL = load();

  private static final Map<String, Instruction> BY_MNEMONIC =
      ALL.stream()
          .collect(Collectors.toUnmodifiableMap(Instruction::mnemonic, Function.identity()));

  /** Most fixed bits first: c.ebreak before c.jalr before c.add. */
  private static final List<Instruction> MOST_SPECIFIC_FIRST =
      ALL.stream()
          .sorted(Comparator.comparingInt((Instruction i) -> -Integer.bitCount(i.mask())))
          .toList();

  private InstructionTable() {}

  private static List<Instruction> load() {
    List<Instruction> all = new ArrayList<>();
    IntegerTable.TEXTS.forEach((extension, text) -> load(all, extension, text));
    BitManipulationTable.TEXTS.forEach((extension, text) -> load(all, extension, text));
    FloatTable.TEXTS.forEach((extension, text) -> load(all, extension, text));
    load(all, Extension.C, CompressedTable.TEXT);
    all.sort(Comparator.comparing(Instruction::extension));
    return List.copyOf(all);
  }

  private static void load(List<Instruction> all, Extension extension, String text) {
    text.lines().forEach(line -> all.add(Instruction.parse(extension, line)));
  }

  /** All instructions, grouped by extension, in the manual's order. */
  public static List<Instruction> all() {
    return ALL;
  }

  /** All instructions of {@code extension}. */
  public static List<Instruction> of(Extension extension) {
    return ALL.stream().filter(each -> each.extension() == extension).toList();
  }

  /**
   * The instruction written {@code mnemonic}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Instruction named(String mnemonic) {
    Instruction found = BY_MNEMONIC.get(mnemonic);
    if (found == null) {
      throw new IllegalArgumentException(
          "There is no instruction " + mnemonic + " in the table; pseudo-instructions are not.");
    }
    return found;
  }

  /**
   * The instruction that {@code bits} are. Empty if illegal or reserved as far as this table knows.
   *
   * @param bits 32 bits, or a compressed instruction in the lower 16 (the upper are ignored)
   */
  public static Optional<Instruction> find(int bits) {
    int widthBytes = (bits & 3) == 3 ? 4 : 2;
    int relevant = widthBytes == 4 ? bits : bits & 0xffff;
    return MOST_SPECIFIC_FIRST.stream()
        .filter(each -> each.widthBytes() == widthBytes && each.matches(relevant))
        .findFirst();
  }
}
