package dev.sidestep.conformance.translator;

import static dev.sidestep.conformance.translator.Fences.R;
import static dev.sidestep.conformance.translator.Fences.RW;
import static dev.sidestep.conformance.translator.Fences.W;
import static dev.sidestep.testkit.asm.Reg.A0;
import static dev.sidestep.testkit.asm.Reg.RA;
import static dev.sidestep.testkit.asm.Reg.S0;
import static dev.sidestep.testkit.asm.Reg.S1;
import static dev.sidestep.testkit.asm.Reg.S10;
import static dev.sidestep.testkit.asm.Reg.S11;
import static dev.sidestep.testkit.asm.Reg.S2;
import static dev.sidestep.testkit.asm.Reg.S3;
import static dev.sidestep.testkit.asm.Reg.S4;
import static dev.sidestep.testkit.asm.Reg.S5;
import static dev.sidestep.testkit.asm.Reg.S6;
import static dev.sidestep.testkit.asm.Reg.S7;
import static dev.sidestep.testkit.asm.Reg.S8;
import static dev.sidestep.testkit.asm.Reg.S9;
import static dev.sidestep.testkit.asm.Reg.T0;
import static dev.sidestep.testkit.asm.Reg.T1;
import static dev.sidestep.testkit.asm.Reg.T2;
import static dev.sidestep.testkit.asm.Reg.T3;
import static dev.sidestep.testkit.asm.Reg.T4;
import static dev.sidestep.testkit.asm.Reg.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.base.RegisterWindow;
import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.Hart;
import dev.sidestep.riscv.Interrupts;
import dev.sidestep.riscv.Ram;
import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.asm.Reg;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The entries of two pages, one of data and one of code, are changed again and again while a hart
 * uses the pages all the time: once its translations are forgotten it loads from, stores to and
 * executes the new pages only ({@code @riscv priv 12.2.1}).
 */
@Timeout(120)
class ChangedMappingTest {
  /** How the user of the pages is made to forget its translations. */
  private enum Way {
    /** It is told, and executes {@code sfence.vma}. */
    FENCE,
    /** It is told, and executes {@code sfence.vma} for the two addresses. */
    FENCE_OF_PAGES,
    /** An interrupt, the handler of which executes {@code sfence.vma}: what firmware does. */
    INTERRUPT,
    /** A request of the host's: what a change of the access map does. */
    REQUEST
  }

  private static final long CHANGER = SmpMachine.BASE;
  private static final long USER = SmpMachine.BASE + 0x1000;
  private static final long HANDLER = SmpMachine.BASE + 0x2000;

  /** The number of the last change; of the last that was seen; of the last interrupt's. */
  private static final long CHANGE = SmpMachine.BASE + 0x1_0000;

  private static final long SEEN = SmpMachine.BASE + 0x2_0000;
  private static final long FENCED = SmpMachine.BASE + 0x3_0000;

  /** Loads, stores and calls that used an old page. */
  private static final long STALE_LOADS = SmpMachine.BASE + 0x4_0000;

  private static final long STALE_CALLS = STALE_LOADS + Long.BYTES;
  private static final long STALE_STORES = SmpMachine.BASE + 0x5_0000;

  private static final long TABLES = SmpMachine.BASE + 0x10_0000;

  /** The data pages, each of which has the number of a change, and the user's at offset 8. */
  private static final long DATA = SmpMachine.BASE + 0x20_0000;

  /** The code pages, each with a function that answers its number. */
  private static final long CODE = SmpMachine.BASE + 0x30_0000;

  private static final int PAGES = 8;

  /** Where the user has the data page and, in the next page, the code page. */
  private static final long WINDOW = 0x2_0000_0000L;

  /** The entry of the data page; that of the code page is the next. */
  private static final long ENTRY = TABLES + 2 * Ram.PAGE_BYTES;

  private static final long SV39 = 8L << 60;
  private static final long POINTER = 1;

  /** Valid, readable, writable, executable, accessed and dirty. */
  private static final long LEAF = 0xcf;

  private static final int FLAG_BITS = 10;
  private static final long GIGABYTE = 1L << 30;

  /** A store here raises the user's software interrupt, or takes it back. */
  private static final long BELL = 0x1001_0000L;

  private static final int CHANGES = 3_000;
  private static final int USES = 30;

  /** The line of the bell. */
  private record Bell(Hart hart) implements RegisterWindow {
    @Override
    public long read(long offset, int width) {
      return 0;
    }

    @Override
    public void write(long offset, int width, long value) {
      hart.setPending(Interrupts.MSIP, value != 0);
    }
  }

  /** Uses both pages, and looks at what they are when it has been told of a change. */
  private static byte[] user(Way way) {
    Assembler asm = Assembler.at(USER);
    asm.li(S0, CHANGE).li(S1, SEEN).li(S2, WINDOW).li(S3, WINDOW + Ram.PAGE_BYTES);
    asm.li(S4, STALE_LOADS).li(S5, 0).li(S6, CHANGES).li(S8, SmpMachine.YIELD);
    asm.label("meanwhile").li(S7, USES);
    asm.label("use").ld(T0, 0, S2).sd(S5, 8, S2).jalr(RA, 0, S3);
    asm.addi(S7, S7, -1).bnez(S7, "use");
    asm.ld(T4, 0, S0).bne(T4, S5, "told").lbu(T0, 0, S8).j("meanwhile");
    asm.label("told").fence(R, RW).mv(S5, T4);
    switch (way) {
      case FENCE -> asm.sfence_vma();
      case FENCE_OF_PAGES -> asm.sfence_vma(S2, ZERO).sfence_vma(S3, ZERO);
      case INTERRUPT, REQUEST -> {}
    }
    asm.li(S7, USES).andi(T1, S5, PAGES - 1);
    asm.label("check").sd(S5, 8, S2).ld(T0, 0, S2).beq(T0, S5, "loaded");
    count(asm, S4, 0).label("loaded").jalr(RA, 0, S3).beq(A0, T1, "called");
    count(asm, S4, (int) (STALE_CALLS - STALE_LOADS)).label("called");
    asm.addi(S7, S7, -1).bnez(S7, "check");
    return asm.fence(RW, W).sd(S5, 0, S1).bne(S5, S6, "meanwhile").wfi().assemble();
  }

  private static Assembler count(Assembler asm, Reg base, int offset) {
    return asm.ld(T0, offset, base).addi(T0, T0, 1).sd(T0, offset, base);
  }

  /** Of M mode, on the user's hart; keeps all registers. */
  private static byte[] handler() {
    Assembler asm = Assembler.at(HANDLER);
    asm.csrrw(S9, Csr.MSCRATCH, S9).sfence_vma().sw(ZERO, 0, S9);
    asm.ld(S10, 0, S11).addi(S10, S10, 1).fence(RW, W).sd(S10, 0, S11);
    return asm.csrrw(S9, Csr.MSCRATCH, S9).mret().assemble();
  }

  /** Changes both entries when the last change has been seen, and looks where stores went. */
  private static byte[] changer(Way way) {
    Assembler asm = Assembler.at(CHANGER);
    asm.li(S0, CHANGE).li(S1, SEEN).li(S2, ENTRY).li(S3, DATA).li(S4, STALE_STORES);
    asm.li(S5, 0).li(S6, CHANGES).li(S8, SmpMachine.YIELD).li(S9, BELL).li(S10, FENCED).li(T4, 1);
    asm.label("next").addi(S5, S5, 1).andi(T1, S5, PAGES - 1).slli(T1, T1, 12).add(T1, T1, S3);
    asm.sd(S5, 0, T1).srli(T2, T1, 12).slli(T2, T2, FLAG_BITS).ori(T2, T2, (int) LEAF);
    asm.sd(T2, 0, S2).li(T3, (CODE - DATA) >> 12 << FLAG_BITS).add(T2, T2, T3);
    asm.sd(T2, 8, S2).fence(RW, RW);
    if (way == Way.INTERRUPT) {
      asm.sw(T4, 0, S9);
      asm.label("ringing").lbu(T0, 0, S8).ld(T0, 0, S10).bne(T0, S5, "ringing").fence(R, RW);
    }
    asm.sd(S5, 0, S0);
    asm.label("wait").lbu(T0, 0, S8).ld(T0, 0, S1).bne(T0, S5, "wait").fence(R, R);
    asm.ld(T0, 8, T1).beq(T0, S5, "stored");
    count(asm, S4, 0).label("stored");
    return asm.bne(S5, S6, "next").wfi().assemble();
  }

  private static byte[] function(long address, int answer) {
    return Assembler.at(address).li(A0, answer).ret().assemble();
  }

  private static long entry(long physical, long flags) {
    return physical >>> 12 << FLAG_BITS | flags;
  }

  /** All that is there has its own address, but for the window. */
  private static void prepare(SmpMachine machine, Way way) {
    machine.bus().plug(BELL, Ram.PAGE_BYTES, new Bell(machine.hart(1)));
    machine.write(USER, user(way));
    machine.write(HANDLER, handler());
    machine.set(TABLES, entry(0, LEAF));
    machine.set(TABLES + 8 * (SmpMachine.BASE / GIGABYTE), entry(SmpMachine.BASE, LEAF));
    machine.set(TABLES + 8 * (WINDOW / GIGABYTE), entry(TABLES + Ram.PAGE_BYTES, POINTER));
    machine.set(TABLES + Ram.PAGE_BYTES, entry(ENTRY, POINTER));
    machine.set(ENTRY, entry(DATA, LEAF));
    machine.set(ENTRY + Long.BYTES, entry(CODE, LEAF));
    for (int page = 0; page < PAGES; page++) {
      long code = CODE + (long) page * Ram.PAGE_BYTES;
      machine.write(code, function(code, page));
    }
    Hart hart = machine.hart(1);
    hart.setCsr(Csr.SATP, SV39 | TABLES >>> 12);
    hart.setCsr(Csr.MTVEC, HANDLER);
    hart.setCsr(Csr.MIE, Interrupts.MSIP);
    hart.setCsr(Csr.MSCRATCH, BELL);
    hart.setX(S11.number(), FENCED);
    hart.setPrivilege(Hart.SUPERVISOR);
  }

  /** As {@link #changer} does. */
  private static void change(SmpMachine machine, int change) throws InterruptedException {
    long offset = (long) (change & PAGES - 1) * Ram.PAGE_BYTES;
    machine.set(DATA + offset, change);
    machine.set(ENTRY, entry(DATA + offset, LEAF));
    machine.set(ENTRY + Long.BYTES, entry(CODE + offset, LEAF));
    machine.hart(1).requestTlbFlush();
    while (machine.hart(1).hasRequests()) {
      machine.pause();
    }
    machine.set(CHANGE, change);
    while (machine.get(SEEN) != change) {
      machine.pause();
    }
    if (machine.get(DATA + offset + Long.BYTES) != change) {
      machine.set(STALE_STORES, machine.get(STALE_STORES) + 1);
    }
  }

  static Stream<Arguments> ways() {
    return Arrays.stream(Way.values())
        .flatMap(way -> Stream.of(Arguments.of(way, false), Arguments.of(way, true)));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void theNewPagesAreUsed(Way way, boolean translated) throws InterruptedException {
    try (SmpMachine machine = new SmpMachine(2, translated)) {
      prepare(machine, way);
      machine.start(1, USER);
      if (way == Way.REQUEST) {
        for (int change = 1; change <= CHANGES; change++) {
          change(machine, change);
        }
      } else {
        machine.write(CHANGER, changer(way));
        machine.start(0, CHANGER);
      }
      machine.join();
      assertThat(machine.get(SEEN)).isEqualTo(CHANGES);
      assertThat(machine.get(STALE_LOADS)).as("loads from old pages").isZero();
      assertThat(machine.get(STALE_STORES)).as("stores to old pages").isZero();
      assertThat(machine.get(STALE_CALLS)).as("calls of old pages").isZero();
      assertThat(machine.compiled() > PAGES).isEqualTo(translated);
    }
  }
}
