package dev.sidestep.riscv.jit;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The page that was accessed last through a base register, in locals: pointers mostly stay in their
 * page, and so most accesses need not look into the TLB. Right while the region runs: nothing is
 * taken out of a hart's TLB but by the hart itself, between runs of compiled code.
 */
final class PageMemory {
  /** More pages would only fight for the host's registers. */
  private static final int MOST_PAGES = 8;

  /** Neither the address of a page nor what an access that is not aligned is compared as. */
  private static final long NONE = 8;

  private final CodeBuilder b;
  private final Map<Access, Page> pages = new HashMap<>();

  /** Loads or stores through one register. */
  record Access(int register, boolean store) {}

  /** Two locals: the page's guest address, and the distance to host memory. */
  record Page(int tag, int addend) {}

  /** For the accesses of {@code region}, the most frequent first. */
  PageMemory(CodeBuilder builder, Region region) {
    b = builder;
    region
        .instructions()
        .filter(PageMemory::isPlain)
        .map(PageMemory::access)
        .collect(Collectors.groupingBy(access -> access, Collectors.counting()))
        .entrySet()
        .stream()
        .sorted(
            Map.Entry.<Access, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey(Comparator.comparingInt(Access::register))))
        .limit(MOST_PAGES)
        .forEach(entry -> pages.put(entry.getKey(), newPage()));
  }

  private Page newPage() {
    return new Page(b.allocateLocal(TypeKind.LONG), b.allocateLocal(TypeKind.LONG));
  }

  private static boolean isPlain(Instruction i) {
    return switch (i.opcode()) {
      case Instruction.LOAD, Instruction.LOAD_FP, Instruction.STORE, Instruction.STORE_FP -> true;
      default -> false;
    };
  }

  private static Access access(Instruction i) {
    return new Access(i.rs1(), i.opcode() >= Instruction.STORE);
  }

  /** The page of such an access, or null. */
  @Nullable Page page(int register, boolean store) {
    return pages.get(new Access(register, store));
  }

  /** None is known. */
  void forget() {
    for (Page page : pages.values()) {
      b.loadConstant(NONE).lstore(page.tag).lconst_0().lstore(page.addend);
    }
  }
}
