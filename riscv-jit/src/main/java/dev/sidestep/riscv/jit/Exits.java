package dev.sidestep.riscv.jit;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The places where a region is left in front of an instruction. There are many, and few of them are
 * ever used, so they share what they can: registers are stored in a chain, which is entered where
 * no more are left to store than differ.
 */
final class Exits {
  private final Map<Exit, Label> labels = new LinkedHashMap<>();
  private final CodeBuilder b;
  private final int howLocal;

  /**
   * Leaves with {@code dirty} registers, as in {@link Effects}, that differ from the hart's.
   *
   * @param how instructions to give back, doubled, and one if the instruction was missed
   */
  private record Exit(long dirty, int offset, int how) {}

  Exits(CodeBuilder builder) {
    b = builder;
    howLocal = b.allocateLocal(TypeKind.INT);
  }

  /** As {@link Code#exit}. */
  Label at(long dirty, int offset, int giveBack, boolean missed) {
    return labels.computeIfAbsent(
        new Exit(dirty, offset, giveBack << 1 | (missed ? 1 : 0)), _ -> b.newLabel());
  }

  /** Writes what {@link #at} promised. */
  void write(Code code) {
    List<Long> sets =
        labels.keySet().stream()
            .map(Exit::dirty)
            .filter(set -> set != 0)
            .distinct()
            .sorted(Comparator.<Long>comparingInt(Long::bitCount).reversed())
            .toList();
    Map<Long, Label> chain = new LinkedHashMap<>();
    sets.forEach(set -> chain.put(set, b.newLabel()));
    Label end = b.newLabel();
    labels.forEach((exit, label) -> {
      b.labelBinding(label).loadConstant(exit.offset).loadConstant(exit.how);
      b.goto_(chain.getOrDefault(exit.dirty, end));
    });
    chain.forEach((set, label) -> {
      b.labelBinding(label);
      long rest = largestWithin(set, sets);
      code.spill(set & ~rest);
      b.goto_(chain.getOrDefault(rest, end));
    });
    if (!labels.isEmpty()) {
      writeEnd(code, end);
    }
  }

  /** What is stored next: the largest of {@code sets} that is a proper part of {@code set}. */
  private static long largestWithin(long set, List<Long> sets) {
    return sets.stream().filter(s -> s != set && (s & ~set) == 0).findFirst().orElse(0L);
  }

  /** An offset and how to leave are on the stack. */
  private void writeEnd(Code code, Label end) {
    b.labelBinding(end).istore(howLocal);
    b.i2l().lload(code.base).ladd().lstore(code.address);
    b.aload(Code.HART).lload(code.address).putfield(Names.HART, "pc", Names.J);
    b.aload(Code.HART).iload(howLocal).iconst_1().iand();
    b.putfield(Names.HART, "missed", Names.Z);
    b.iload(Code.BUDGET).iload(howLocal).iconst_1().ishr().iadd().ireturn();
  }
}
