package dev.sidestep.riscv.jit;

import dev.sidestep.riscv.Csr;
import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.asm.Reg;
import java.util.Random;

/**
 * Two address spaces of Sv39 for S and U mode, and handlers of traps: three pages of code that are
 * mapped in several orders and with several permissions, data with and without permissions, a
 * device, holes, and superpages. One seed tells which permissions differ from the usual ones, and
 * which of the pages that both spaces have in common are global.
 *
 * @riscv priv 12.4
 */
final class PagedWorld {
  /** Bus addresses. */
  static final long CODE = TwinMachine.BASE + 0x4000;

  private static final long DATA = TwinMachine.BASE + 0x8000;
  private static final long SUPERVISOR_HANDLER = TwinMachine.BASE + 0x1000;
  private static final long HANDLER_DATA = TwinMachine.BASE + 0xf000;
  private static final long TABLES = TwinMachine.BASE + 0x10000;
  private static final long NOTHING = TwinMachine.BASE + (1 << 28);

  /** Virtual addresses. */
  private static final long WINDOW = 0x40_0000;

  private static final long SUPERPAGE = 0x60_0000;

  private static final int V = 1;
  private static final int R = 2;
  private static final int W = 4;
  private static final int X = 8;
  private static final int U = 16;
  private static final int G = 32;
  private static final int A = 64;
  private static final int D = 128;
  private static final int READ = V | R | A | D;
  private static final int WRITE = READ | W;
  private static final int EXECUTE = READ | X;
  private static final int ALL = WRITE | X;
  private static final int HANDLER_PAGE = 3;
  private static final int TABLE_PAGE = 48;
  private static final int HANDLER_DATA_PAGE = 49;
  private static final int FIRST_DATA = 32;
  private static final int DATA_PAGES = 13;
  private static final int REMAPPED = 35;

  /** Virtual pages that show code page 0, 1, 2, or nothing that can be executed. */
  private static final int[][] CODE_PAGES = {
    {0, 5, 16, 21, 0x204, 0x404}, {1, 6, 17, 20, 0x205, 0x405}, {2, 4, 18, 22, 0x206}, {24, 25, 23}
  };

  private static final int CAUSE_FETCH_ACCESS = 1;
  private static final int CAUSE_ECALL_U = 8;
  private static final int CAUSE_FETCH_PAGE = 12;

  private final Random random;

  PagedWorld(Random random) {
    this.random = random;
  }

  /** {@code satp} of one of the address spaces, which is also its identifier. */
  static long satp(int space) {
    return 8L << 60 | (long) space << 44 | root(space) >>> 12;
  }

  private static long root(int space) {
    return TABLES + 0x4000L * space;
  }

  private static long virtual(int page) {
    return WINDOW + ((long) page << 12);
  }

  /** Somewhere in one of the mappings of the two programs. */
  static long anyCode(Random random) {
    int page = random.nextInt(30) == 0 ? 3 : random.nextInt(3);
    int[] mappings = CODE_PAGES[page];
    boolean isEarly = random.nextBoolean();
    int within = 4 * random.nextInt(64);
    int offset =
        switch (page) {
          case 0 -> PagedProgram.FIRST + within;
          case 1 -> isEarly ? 2 + within : PagedProgram.SECOND + within;
          default -> within;
        };
    return virtual(mappings[random.nextInt(mappings.length)]) + (offset & 0xffe);
  }

  /** A page of data that U mode may use, and S mode with SUM. */
  static long userData() {
    return virtual(FIRST_DATA);
  }

  /** Somewhere in a page of data or of something else; often close to its end. */
  static long anyData(Random random) {
    int page =
        random.nextInt(10) == 0
            ? CODE_PAGES[random.nextInt(4)][random.nextInt(3)]
            : FIRST_DATA + random.nextInt(DATA_PAGES);
    int offset =
        switch (random.nextInt(4)) {
          case 0 -> random.nextInt(4096);
          case 1 -> 4096 - random.nextInt(20);
          case 2 -> 8 * random.nextInt(16);
          default -> 8 * random.nextInt(512);
        };
    return virtual(page) + offset;
  }

  /** Where {@code offset} in the code is, in the mappings in order that all of S or U mode sees. */
  static long inOrder(boolean isUser, boolean isSuperpage, long offset) {
    return isSuperpage
        ? inSuperpage(isUser, CODE - TwinMachine.BASE + offset)
        : virtual(isUser ? 16 : 0) + offset;
  }

  /** Where {@code offset} in the memory is that the superpage of S or U mode shows. */
  static long inSuperpage(boolean isUser, long offset) {
    return SUPERPAGE + (isUser ? 1 << 21 : 0) + offset;
  }

  /** Writes tables and handlers. */
  void build(TwinMachine machine) {
    machine.write(TwinMachine.BASE, machineHandler());
    machine.write(SUPERVISOR_HANDLER, supervisorHandler());
    long[] first = leaves(0);
    long[] second = leaves(1);
    share(first, second);
    build(machine, 0, first);
    build(machine, 1, second);
    machine.hart.setCsr(Csr.MTVEC, TwinMachine.BASE);
    machine.hart.setCsr(Csr.STVEC, virtual(HANDLER_PAGE));
  }

  private static void build(TwinMachine machine, int space, long[] table) {
    long root = root(space);
    long middle = root + 0x1000;
    long leaves = leavesOf(space);
    machine.writeLongs(root, entry(middle, V));
    machine.writeLongs(root + 2 * Long.BYTES, entry(TwinMachine.BASE, ALL)); // a gigabyte
    machine.writeLongs(middle + (WINDOW >>> 21) * Long.BYTES, entry(leaves, V));
    machine.writeLongs(
        middle + (SUPERPAGE >>> 21) * Long.BYTES,
        entry(TwinMachine.BASE, ALL | G),
        entry(TwinMachine.BASE, ALL | U));
    machine.writeLongs(leaves, table);
  }

  private static long leavesOf(int space) {
    return root(space) + 0x2000;
  }

  private long[] leaves(int space) {
    long[] table = new long[512];
    code(table);
    data(table);
    for (int page = 0; page < table.length; page++) {
      if (table[page] != 0 && random.nextInt(12) == 0) {
        table[page] ^= flag();
      }
    }
    table[HANDLER_PAGE] = entry(SUPERVISOR_HANDLER, EXECUTE);
    table[TABLE_PAGE] = entry(leavesOf(space), WRITE);
    table[HANDLER_DATA_PAGE] = entry(HANDLER_DATA, WRITE);
    return table;
  }

  private long flag() {
    long flag = 1L << random.nextInt(8);
    return flag == G ? A : flag;
  }

  /** Makes global some of what is the same in both spaces, and not changed by anyone. */
  private void share(long[] first, long[] second) {
    for (int page = 0; page < first.length; page++) {
      boolean isFixed = (first[page] & (A | D)) == (A | D) && page != REMAPPED;
      if (first[page] == second[page] && isFixed && random.nextBoolean()) {
        first[page] |= G;
        second[page] |= G;
      }
    }
  }

  private static void code(long[] table) {
    int[] orders = {0, 4, 16, 20};
    int[] flags = {EXECUTE, ALL, EXECUTE | U, ALL | U};
    int[][] pages = {{0, 1, 2}, {2, 0, 1}, {0, 1, 2}, {1, 0, 2}};
    for (int order = 0; order < orders.length; order++) {
      for (int i = 0; i < 3; i++) {
        table[orders[order] + i] = entry(codePage(pages[order][i]), flags[order]);
      }
    }
    table[24] = entry(codePage(0), WRITE | U);
    table[25] = entry(codePage(1), V | X | A | U);
  }

  private static void data(long[] table) {
    long[] pages = {
      entry(dataPage(0), WRITE | U),
      entry(dataPage(1), READ | U),
      0,
      entry(dataPage(2), WRITE | U),
      entry(dataPage(0), WRITE),
      entry(dataPage(3), READ),
      entry(dataPage(1), V | X | A | U),
      entry(dataPage(2), WRITE & ~A | U),
      entry(dataPage(3), WRITE & ~D | U),
      entry(TwinMachine.DEVICE, WRITE | U),
      entry(TwinMachine.DEVICE, WRITE),
      entry(NOTHING, WRITE | U),
      entry(dataPage(1), WRITE | U)
    };
    System.arraycopy(pages, 0, table, FIRST_DATA, pages.length);
  }

  private static long codePage(int number) {
    return CODE + 0x1000L * number;
  }

  private static long dataPage(int number) {
    return DATA + 0x1000L * number;
  }

  private static long entry(long physical, int flags) {
    return physical >>> 12 << 10 | flags;
  }

  // Handlers. They go on behind the instruction, or from the start if there is none, keep all
  // registers, disable interrupts once one has come, and map and unmap a page for calls of users.

  private static byte[] supervisorHandler() {
    Assembler a = Assembler.at(virtual(HANDLER_PAGE));
    causes(a, Csr.SSCRATCH, Csr.SCAUSE, Csr.SIE);
    a.addi(Reg.T0, Reg.T0, CAUSE_FETCH_PAGE - CAUSE_ECALL_U).beqz(Reg.T0, "remap");
    a.label("skip");
    a.csrr(Reg.T0, Csr.SEPC).addi(Reg.T0, Reg.T0, 4).j("resume");
    a.label("remap");
    long kept = virtual(HANDLER_DATA_PAGE);
    a.li(Reg.T0, kept).sd(Reg.T1, 0, Reg.T0);
    a.li(Reg.T0, virtual(TABLE_PAGE) + REMAPPED * Long.BYTES);
    a.ld(Reg.T1, 0, Reg.T0).xori(Reg.T1, Reg.T1, V).sd(Reg.T1, 0, Reg.T0);
    a.sfence_vma(Reg.ZERO, Reg.ZERO);
    a.li(Reg.T0, kept).ld(Reg.T1, 0, Reg.T0).j("skip");
    a.label("restart");
    a.csrr(Reg.T0, Csr.SSTATUS).andi(Reg.T0, Reg.T0, 0x100);
    start(a);
    a.label("resume").csrw(Csr.SEPC, Reg.T0);
    a.label("leave").csrrw(Reg.T0, Csr.SSCRATCH, Reg.T0).sret();
    return a.assemble();
  }

  private static byte[] machineHandler() {
    Assembler a = Assembler.at(TwinMachine.BASE);
    causes(a, Csr.MSCRATCH, Csr.MCAUSE, Csr.MIE);
    a.csrr(Reg.T0, Csr.MEPC).addi(Reg.T0, Reg.T0, 4).j("resume");
    a.label("restart");
    a.csrr(Reg.T0, Csr.MSTATUS).srli(Reg.T0, Reg.T0, 11).andi(Reg.T0, Reg.T0, 1);
    start(a);
    a.label("resume").csrw(Csr.MEPC, Reg.T0);
    a.label("leave").csrrw(Reg.T0, Csr.MSCRATCH, Reg.T0).mret();
    return a.assemble();
  }

  /** T0 is the cause less that of a page fault of a fetch. */
  private static void causes(Assembler a, int scratch, int cause, int enable) {
    a.csrrw(Reg.T0, scratch, Reg.T0).csrr(Reg.T0, cause).bgez(Reg.T0, "exception");
    a.csrw(enable, Reg.ZERO).j("leave");
    a.label("exception").addi(Reg.T0, Reg.T0, -CAUSE_FETCH_ACCESS).beqz(Reg.T0, "restart");
    a.addi(Reg.T0, Reg.T0, CAUSE_FETCH_ACCESS - CAUSE_FETCH_PAGE).beqz(Reg.T0, "restart");
  }

  /** T0: where the mode begins anew; it is zero for U mode. */
  private static void start(Assembler a) {
    a.beqz(Reg.T0, "user");
    a.li(Reg.T0, virtual(0) + PagedProgram.FIRST).j("resume");
    a.label("user").li(Reg.T0, virtual(16) + PagedProgram.FIRST);
  }
}
