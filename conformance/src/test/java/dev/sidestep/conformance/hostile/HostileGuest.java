package dev.sidestep.conformance.hostile;

import static dev.sidestep.testkit.asm.Reg.A0;
import static dev.sidestep.testkit.asm.Reg.A1;
import static dev.sidestep.testkit.asm.Reg.A2;
import static dev.sidestep.testkit.asm.Reg.A6;
import static dev.sidestep.testkit.asm.Reg.A7;
import static dev.sidestep.testkit.asm.Reg.RA;
import static dev.sidestep.testkit.asm.Reg.S1;
import static dev.sidestep.testkit.asm.Reg.S2;
import static dev.sidestep.testkit.asm.Reg.S3;
import static dev.sidestep.testkit.asm.Reg.S4;
import static dev.sidestep.testkit.asm.Reg.T0;
import static dev.sidestep.testkit.asm.Reg.T1;
import static dev.sidestep.testkit.asm.Reg.T2;
import static dev.sidestep.testkit.asm.Reg.T5;
import static dev.sidestep.testkit.asm.Reg.T6;
import static dev.sidestep.testkit.asm.Reg.ZERO;

import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.asm.Csrs;
import dev.sidestep.testkit.guest.Board;
import java.util.function.Consumer;

/** Guests that never end by themselves, each bad in its own way. */
enum HostileGuest {
  /** No trap handler, and nothing where it jumps to. */
  JUMPS_TO_NOWHERE(asm -> asm.li(T0, 0x1234_5678_9abc_def0L).jr(T0)),

  /** Each trap traps. */
  TRAPS_FOR_EVER(asm -> asm.li(T0, 0x6666_6000L).csrw(Csrs.STVEC, T0).word(0)),

  /** Loads and stores in every width in, between and beyond devices. */
  TOUCHES_EVERY_HOLE(HostileGuest::touchHoles),

  /** All offsets of the UART's page, in every width and alignment. */
  TOUCHES_EVERY_REGISTER(HostileGuest::touchRegisters),

  /** A root table whose entries all point to it. */
  USES_CYCLIC_TABLES(asm -> usePagesOf(asm, Board.IMAGE + 0x8000, true)),

  /** Page tables in the UART. */
  USES_TABLES_IN_DEVICE(asm -> usePagesOf(asm, Board.UART, false)),

  /** Page tables where nothing is. */
  USES_TABLES_OUTSIDE(asm -> usePagesOf(asm, 0xfff_ffff_f000L, false)),

  /** Page tables whose last entry lies behind the end of memory. */
  USES_TABLES_AT_THE_END(asm -> usePagesOf(asm, 0x8000_0000L + Rig.RAM_BYTES, false)),

  /** Writes and reads all registers of the UART at full speed, with all of its interrupts on. */
  STORMS_THE_UART(HostileGuest::storm),

  /** Sleeps with everything masked. */
  SLEEPS_FOR_EVER(asm -> asm.csrw(Csrs.SIE, ZERO).label("sleep").wfi().j("sleep")),

  /** Calls of every extension and function with arguments that make no sense. */
  ABUSES_FIRMWARE(HostileGuest::abuseFirmware),

  /** Starts and stops the other harts, at good and at bad addresses. */
  ABUSES_HARTS(HostileGuest::abuseHarts),

  /** Changes the loop that it runs, with and without a fence. */
  STORES_TO_ITS_CODE(HostileGuest::storeToCode),

  /** Jumps into each device. */
  EXECUTES_DEVICES(HostileGuest::executeDevices),

  /** Atomics, and floating-point and crossing accesses, on devices. */
  USES_ATOMICS_ON_DEVICES(HostileGuest::useAtomics),

  /** Enables its interrupts in the PLIC contexts that are not its own. */
  TAKES_MACHINE_CONTEXTS(HostileGuest::takeMachineContexts);

  private static final long[] PLACES = {
    0,
    0x1000,
    0x0200_0000,
    0x0200_4000,
    0x0200_bff8,
    0x0201_0000,
    0x0c00_0000,
    0x0c00_1000,
    0x0c00_2000,
    0x0c1f_f000,
    0x0c20_0000,
    0x0c20_1004,
    0x0c5f_fff8,
    0x0c60_0000,
    0x0fff_fff8,
    0x1000_0000,
    0x1000_00f8,
    0x1000_0100,
    0x1000_1000,
    0x3000_0000,
    0x7fff_fff8,
    0x8000_0000L + Rig.RAM_BYTES,
    0x10_1000_0000L,
    0x10_8000_0000L,
    1L << 55,
    -8
  };

  private final Consumer<Assembler> body;

  HostileGuest(Consumer<Assembler> body) {
    this.body = body;
  }

  /** The image, to be loaded and entered at {@link Board#IMAGE}. */
  byte[] image() {
    Assembler asm = Assembler.at(Board.IMAGE);
    asm.la(T0, "skip").csrw(Csrs.STVEC, T0);
    body.accept(asm);
    skipHandler(asm);
    return asm.assemble();
  }

  /** Steps over loads, stores and the like; a fetch that failed returns to {@code ra}. */
  private static void skipHandler(Assembler asm) {
    asm.align(4).label("skip").csrr(T5, Csrs.SCAUSE);
    for (int cause : new int[] {0, 1, 2, 12}) {
      asm.li(T6, cause).beq(T5, T6, "return");
    }
    asm.csrr(T5, Csrs.SEPC).addi(T5, T5, 4).csrw(Csrs.SEPC, T5).sret();
    asm.label("return").csrw(Csrs.SEPC, RA).sret();
  }

  private static void touchHoles(Assembler asm) {
    asm.label("again");
    for (long place : PLACES) {
      asm.li(S1, place);
      touch(asm, 0);
      touch(asm, 1);
      touch(asm, 4);
    }
    asm.j("again");
  }

  private static void touch(Assembler asm, int offset) {
    asm.lbu(T1, offset, S1).lhu(T1, offset, S1).lwu(T1, offset, S1).ld(T1, offset, S1);
    asm.sb(T1, offset, S1).sh(T1, offset, S1).sw(T1, offset, S1).sd(T1, offset, S1);
  }

  private static void touchRegisters(Assembler asm) {
    asm.label("again").li(S1, Board.UART - 8).li(S2, Board.UART + 0x110);
    asm.label("next");
    touch(asm, 0);
    asm.not(T1, T1).addi(S1, S1, 1).bne(S1, S2, "next").j("again");
  }

  private static void usePagesOf(Assembler asm, long root, boolean cyclic) {
    if (cyclic) {
      asm.li(S1, root).li(S2, root + 4096).li(T0, (root >>> 12 << 10) | 1);
      asm.label("fill").sd(T0, 0, S1).addi(S1, S1, 8).bne(S1, S2, "fill");
    }
    asm.li(T0, 8L << 60 | root >>> 12).csrw(Csrs.SATP, T0).sfence_vma();
    asm.label("again").ld(T0, 0, S1).sd(T0, 8, S1).j("again");
  }

  private static void storm(Assembler asm) {
    asm.li(S1, Board.UART).li(S2, 0);
    asm.label("again");
    for (int register = 0; register < 8; register++) {
      asm.lbu(T0, register, S1).add(S2, S2, T0).addi(S2, S2, 1).sb(S2, register, S1);
    }
    asm.li(T0, 0xf).sb(T0, 1, S1).j("again");
  }

  private static void abuseFirmware(Assembler asm) {
    asm.la(S1, "arguments").la(S2, "extensions").li(S3, 0).li(S4, 0);
    asm.label("again").add(T0, S2, S3).ld(A7, 0, T0).addi(S3, S3, 8).andi(S3, S3, 0x3f);
    asm.addi(S4, S4, 8).andi(S4, S4, 0x3f).add(T0, S1, S4);
    asm.srli(A6, S4, 4).ld(A0, 0, T0).ld(A1, 8, T0).ld(A2, 16, T0).ecall();
    asm.bnez(S3, "again").addi(S4, S4, 8).j("again").align(8);
    asm.label("arguments").dwords(0, -1, 1L << 63, 0x8020_0000L, 64, 0x1000_0000L);
    asm.dwords(0x8000_0000L + Rig.RAM_BYTES - 1, Long.MAX_VALUE, 7, -2, 0);
    asm.label("extensions").dwords(0x10, 0x5449_4d45, 0x73_5049, 0x5246_4e43, 0x4442_434e);
    asm.dwords(0xffff_ffff_0000_0010L, -1, 0);
  }

  private static void abuseHarts(Assembler asm) {
    asm.label("again").li(S1, 0).li(S2, 5);
    asm.label("next").la(A1, "stopping");
    start(asm);
    asm.li(A1, Board.UART);
    start(asm);
    asm.li(A1, 0x8000_0001L);
    start(asm);
    asm.li(A7, 0x5246_4e43).li(A6, 1).li(A0, 3).li(A1, 0).ecall();
    asm.addi(S1, S1, 1).bne(S1, S2, "next").j("again");
    asm.label("stopping").li(A7, 0x48_534d).li(A6, 1).ecall().j("stopping");
  }

  private static void start(Assembler asm) {
    asm.mv(A0, S1).li(A7, 0x48_534d).li(A6, 0).ecall();
  }

  private static void storeToCode(Assembler asm) {
    asm.la(S1, "target").li(S2, 0);
    asm.label("again").lw(T0, 0, S1).lui(T1, 0x100).add(T0, T0, T1).sw(T0, 0, S1);
    asm.andi(T1, S2, 1).beqz(T1, "target").fence_i();
    asm.label("target").addi(T2, ZERO, 1).addi(S2, S2, 1).j("again");
  }

  private static void executeDevices(Assembler asm) {
    asm.label("again");
    for (long place : PLACES) {
      asm.li(T0, place).jalr(T0);
    }
    asm.j("again");
  }

  private static void useAtomics(Assembler asm) {
    asm.label("again");
    for (long place : PLACES) {
      asm.li(S1, place).lr_w(T0, S1).sc_w(T0, T1, S1).lr_d(T0, S1).sc_d(T0, T1, S1);
      asm.amoadd_w(T0, T1, S1).amoswap_d(T0, T1, S1).ld(T0, 4093 - 2048, S1);
    }
    asm.j("again");
  }

  private static void takeMachineContexts(Assembler asm) {
    asm.li(S1, Board.UART).li(T0, 0xf).sb(T0, 1, S1).li(S2, Board.PLIC).li(T0, 7);
    asm.sw(T0, 4 * Board.UART_SOURCE, S2).li(T0, 0x2000).add(S2, S2, T0).li(T0, -1);
    asm.label("again");
    for (int context = 0; context < 8; context++) {
      asm.sw(T0, 0x80 * context, S2);
    }
    asm.li(S3, Board.PLIC + 0x20_0004).lw(T1, 0, S3).j("again");
  }
}
