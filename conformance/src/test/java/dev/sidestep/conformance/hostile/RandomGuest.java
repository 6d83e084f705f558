package dev.sidestep.conformance.hostile;

import static dev.sidestep.testkit.asm.Reg.A6;
import static dev.sidestep.testkit.asm.Reg.A7;
import static dev.sidestep.testkit.asm.Reg.T0;
import static dev.sidestep.testkit.asm.Reg.T1;

import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.asm.Csrs;
import dev.sidestep.testkit.asm.Extension;
import dev.sidestep.testkit.asm.Instruction;
import dev.sidestep.testkit.asm.InstructionTable;
import dev.sidestep.testkit.asm.Reg;
import dev.sidestep.testkit.guest.Board;
import java.util.List;
import java.util.Random;

/**
 * Code of random instructions with registers full of addresses that matter, random page tables
 * that mostly lead somewhere, and random values in CSRs. A trap handler keeps most of them going.
 */
final class RandomGuest {
  private static final int BODY_INSTRUCTIONS = 600;
  private static final int PAGE = 4096;
  private static final long TABLES = Board.IMAGE + 0x1_0000;
  private static final int TABLE_PAGES = 8;
  private static final long RAM = 0x8000_0000L;

  private static final int[] EXTENSIONS = {
    0x10, 0x5449_4d45, 0x73_5049, 0x5246_4e43, 0x48_534d, 0x4442_434e, 0x5352_5354, 0x99
  };
  private static final int[] CSRS = {
    Csrs.SSTATUS, Csrs.SIE, Csrs.SIP, Csrs.STVEC, Csrs.SEPC, Csrs.SATP, Csrs.STIMECMP,
    Csrs.SCOUNTEREN, Csrs.SENVCFG, Csrs.SCAUSE, Csrs.FCSR, Csrs.MSTATUS, Csrs.PMPCFG0
  };
  private static final List<Instruction> SYSTEM =
      List.of(
          InstructionTable.named("sret"),
          InstructionTable.named("wfi"),
          InstructionTable.named("fence.i"),
          InstructionTable.named("sfence.vma"),
          InstructionTable.named("ecall"),
          InstructionTable.named("ebreak"),
          InstructionTable.named("mret"));
  private static final List<Instruction> ATOMIC = InstructionTable.of(Extension.A);

  private static final Reg[] REGISTERS = Reg.values();

  private final Random random;
  private final Assembler asm = Assembler.at(Board.IMAGE);

  private RandomGuest(long seed) {
    random = new Random(seed);
  }

  /** The image of {@code seed}, to be loaded and entered at {@link Board#IMAGE}. */
  static byte[] image(long seed) {
    return new RandomGuest(seed).build();
  }

  private byte[] build() {
    asm.la(T0, "handler");
    if (random.nextInt(16) == 0) {
      asm.li(T0, address());
    }
    asm.csrw(Csrs.STVEC, T0);
    for (int id = 1; id < 4; id++) {
      asm.li(Reg.A0, id).la(Reg.A1, "body").li(A6, 0).li(A7, 0x48_534d).ecall();
    }
    asm.label("body");
    loadRegisters();
    enablePaging();
    for (int i = 0; i < BODY_INSTRUCTIONS; i++) {
      step();
    }
    asm.la(T0, "body").jr(T0).align(4);
    handler();
    asm.org(TABLES);
    for (int i = 0; i < TABLE_PAGES * PAGE / Long.BYTES; i++) {
      asm.dwords(entry(i % 512));
    }
    return asm.assemble();
  }

  /** Steps over what trapped; a fetch goes back to the beginning; reloads one pointer. */
  private void handler() {
    asm.label("handler").csrr(T0, Csrs.SCAUSE).bltz(T0, "asynchronous");
    for (int fetchCause : new int[] {0, 1, 12}) {
      asm.li(T1, fetchCause).beq(T0, T1, "fetch");
    }
    asm.csrr(T0, Csrs.SEPC).addi(T0, T0, 4).csrw(Csrs.SEPC, T0);
    asm.li(REGISTERS[5 + random.nextInt(26)], address()).sret();
    asm.label("fetch").la(T0, "body").csrw(Csrs.SEPC, T0).sret();
    asm.label("asynchronous").csrw(Csrs.SIP, Reg.ZERO);
    asm.li(T0, random.nextInt(2) == 0 ? -1 : 1_000_000).csrw(Csrs.STIMECMP, T0).sret();
  }

  private void loadRegisters() {
    for (int register = 1; register < 32; register++) {
      asm.li(REGISTERS[register], address());
    }
  }

  private void enablePaging() {
    if (random.nextInt(3) == 0) {
      return;
    }
    long mode = random.nextInt(4) == 0 ? 9 : 8;
    long root = TABLES + (long) random.nextInt(TABLE_PAGES) * PAGE;
    asm.li(T0, mode << 60 | root >>> 12).csrw(Csrs.SATP, T0).sfence_vma();
    if (random.nextInt(2) == 0) {
      asm.li(T0, 1 << 18).csrs(Csrs.SSTATUS, T0);
    }
  }

  /** An entry that keeps the image where it is, or a pointer, or a leaf, or noise. */
  private long entry(int index) {
    long flags = random.nextInt(256);
    if (index == 2) {
      return (RAM >>> 12 << 10) | 0xcf;
    }
    if (index == 0 && random.nextInt(2) == 0) {
      return 0xc7; // the first gigabyte: all devices
    }
    return switch (random.nextInt(8)) {
      case 0 -> random.nextLong();
      case 1, 2 -> ((TABLES + (long) random.nextInt(TABLE_PAGES) * PAGE) >>> 12 << 10) | 1;
      case 3, 4 -> (address() >>> 12 << 10) | flags | 1;
      case 5 -> (address() >>> 12 << 10) | 0xdf;
      default -> 0;
    };
  }

  private void step() {
    switch (random.nextInt(16)) {
      case 0 -> asm.word(random.nextInt());
      case 1 -> asm.li(REGISTERS[1 + random.nextInt(31)], address());
      case 2 -> call();
      case 3 -> csr();
      case 4 -> raw(SYSTEM.get(random.nextInt(SYSTEM.size())));
      case 5 -> raw(ATOMIC.get(random.nextInt(ATOMIC.size())));
      case 6, 7, 8 -> memory();
      default -> raw(InstructionTable.all().get(random.nextInt(InstructionTable.all().size())));
    }
  }

  private void raw(Instruction instruction) {
    int bits = instruction.match() | (random.nextInt() & ~instruction.mask());
    if (instruction.widthBytes() == 2) {
      asm.half(bits & 0xffff);
    } else {
      asm.word(bits);
    }
  }

  /** A load or store next to a fresh address. */
  private void memory() {
    int offset = random.nextInt(4) == 0 ? random.nextInt(4096) - 2048 : random.nextInt(9);
    asm.li(T1, address());
    switch (random.nextInt(8)) {
      case 0 -> asm.lbu(T0, offset, T1);
      case 1 -> asm.lh(T0, offset, T1);
      case 2 -> asm.lw(T0, offset, T1);
      case 3 -> asm.ld(T0, offset, T1);
      case 4 -> asm.sb(T0, offset, T1);
      case 5 -> asm.sh(T0, offset, T1);
      case 6 -> asm.sw(T0, offset, T1);
      default -> asm.sd(T0, offset, T1);
    }
  }

  /** An SBI call; resets are rare, for they end the run. */
  private void call() {
    int kinds = random.nextInt(40) == 0 ? EXTENSIONS.length : EXTENSIONS.length - 2;
    asm.li(A7, EXTENSIONS[random.nextInt(kinds)]).li(A6, random.nextInt(4));
    asm.li(Reg.A0, argument()).li(Reg.A1, argument()).li(Reg.A2, argument()).ecall();
  }

  private long argument() {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(5) - 1;
      case 1 -> random.nextInt(64);
      default -> address();
    };
  }

  private void csr() {
    int number = random.nextInt(4) == 0 ? random.nextInt(4096) : CSRS[random.nextInt(CSRS.length)];
    asm.li(T0, random.nextInt(2) == 0 ? address() : random.nextLong());
    switch (random.nextInt(3)) {
      case 0 -> asm.csrw(number, T0);
      case 1 -> asm.csrs(number, T0);
      default -> asm.csrc(number, T0);
    }
  }

  /** Somewhere interesting, or near it. */
  private long address() {
    return switch (random.nextInt(12)) {
      case 0 -> Board.UART + random.nextInt(16);
      case 1 -> Board.UART + random.nextInt(2 * PAGE);
      case 2 -> Board.PLIC + 4L * random.nextInt(100);
      case 3 -> Board.PLIC + 0x2000 + 4L * random.nextInt(300);
      case 4 -> Board.PLIC + 0x20_0000 + 4L * random.nextInt(3) + (long) PAGE * random.nextInt(8);
      case 5 -> 0x0200_0000 + 8L * random.nextInt(0x2000);
      case 6 -> Board.IMAGE + random.nextInt(0x4000);
      case 7 -> TABLES + random.nextInt(TABLE_PAGES * PAGE);
      case 8 -> RAM + random.nextInt((int) Rig.RAM_BYTES);
      case 9 -> RAM + Rig.RAM_BYTES - random.nextInt(16);
      case 10 -> RAM - random.nextInt(16);
      default -> random.nextLong() >> random.nextInt(64);
    };
  }
}
