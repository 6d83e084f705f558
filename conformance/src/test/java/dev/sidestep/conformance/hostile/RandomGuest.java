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
 * Code of random instructions with registers full of addresses that matter, random page tables that
 * mostly lead somewhere, and random values in CSRs. A trap handler keeps most of them going.
 */
final class RandomGuest {
  private static final int BODY_INSTRUCTIONS = 600;
  private static final int PAGE = 4096;
  private static final long TABLES = Board.IMAGE + 0x1_0000;
  private static final int TABLE_PAGES = 8;
  private static final long RAM = 0x8000_0000L;

  private static final int FS_INITIAL = 1 << 13;
  private static final int SUM = 1 << 18;
  private static final int SPP = 1 << 8;

  private static final int HART_STATE = 0x48_534d;
  private static final int[] EXTENSIONS = {
    0x10, 0x5449_4d45, 0x73_5049, 0x5246_4e43, HART_STATE, 0x4442_434e, 0x99, 0x5352_5354
  };
  private static final int[] CSRS = {
    Csrs.SSTATUS,
    Csrs.SSTATUS,
    Csrs.SIP,
    Csrs.STVEC,
    Csrs.SEPC,
    Csrs.SATP,
    Csrs.STIMECMP,
    Csrs.SCOUNTEREN,
    Csrs.SENVCFG,
    Csrs.SCAUSE,
    Csrs.FCSR,
    Csrs.MSTATUS,
    Csrs.PMPCFG0
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
    asm.la(T0, "handler").csrw(Csrs.STVEC, T0);
    asm.li(T0, -1).csrw(Csrs.SIE, T0).li(T0, FS_INITIAL | SUM).csrs(Csrs.SSTATUS, T0);
    for (int id = 1; id < 4; id++) {
      asm.li(Reg.A0, id).la(Reg.A1, "start").li(A6, 0).li(A7, HART_STATE).ecall();
    }
    if (random.nextInt(4) > 0) {
      serialPort();
    }
    asm.label("start").la(T0, "handler").csrw(Csrs.STVEC, T0);
    armTimer();
    loadRegisters();
    asm.label("body");
    enablePaging();
    for (int i = 0; i < BODY_INSTRUCTIONS; i++) {
      step(i);
    }
    asm.la(T0, "body").jr(T0).align(4);
    handler();
    asm.org(TABLES);
    for (int i = 0; i < TABLE_PAGES * PAGE / Long.BYTES; i++) {
      asm.dwords(entry(i % 512));
    }
    return asm.assemble();
  }

  /** Steps over what trapped; a fetch goes back to the body; reloads one register. */
  private void handler() {
    asm.label("handler").csrr(T0, Csrs.SCAUSE).bltz(T0, "asynchronous");
    for (int fetchCause : new int[] {0, 1, 12}) {
      asm.li(T1, fetchCause).beq(T0, T1, "lost");
    }
    stepOver();
    asm.li(REGISTERS[5 + random.nextInt(26)], address()).sret();
    asm.label("lost").la(T0, "body").csrw(Csrs.SEPC, T0).li(T0, SPP).csrs(Csrs.SSTATUS, T0).sret();
    asm.label("asynchronous").csrw(Csrs.SIP, Reg.ZERO);
    asm.li(T0, Board.PLIC + 0x20_1004).lw(T1, 0, T0).sw(T1, 0, T0);
    armTimer();
    // Out of the loops that random branches make.
    stepOver();
    asm.sret();
  }

  /** A working line at 3 MBd, and some interrupts. */
  private void serialPort() {
    asm.li(T0, Board.UART).li(T1, 0x80).sb(T1, 3, T0).li(T1, 1).sb(T1, 0, T0);
    asm.sb(Reg.ZERO, 1, T0).li(T1, 3).sb(T1, 3, T0).li(T1, random.nextInt(16)).sb(T1, 1, T0);
    asm.li(T1, random.nextInt(256)).sb(T1, 2, T0).li(T0, Board.PLIC).li(T1, 1);
    asm.sw(T1, 4 * Board.UART_SOURCE, T0).li(T0, Board.PLIC + 0x2080);
    asm.li(T1, 1 << Board.UART_SOURCE).sw(T1, 0, T0);
  }

  private void stepOver() {
    asm.csrr(T0, Csrs.SEPC).addi(T0, T0, 4).csrw(Csrs.SEPC, T0);
  }

  private void armTimer() {
    asm.rdtime(T0).addi(T0, T0, 1 + random.nextInt(200)).csrw(Csrs.STIMECMP, T0);
  }

  private void loadRegisters() {
    for (int register = 1; register < 32; register++) {
      asm.li(REGISTERS[register], address());
    }
  }

  private void enablePaging() {
    if (random.nextInt(3) > 0) {
      asm.li(T0, addressSpace()).csrw(Csrs.SATP, T0).sfence_vma();
    }
  }

  /** A value of {@code satp}, mostly one with which the code goes on. */
  private long addressSpace() {
    long mode = random.nextInt(8) == 0 ? 9 : 8;
    long root = TABLES + (long) random.nextInt(TABLE_PAGES) * PAGE;
    return mode << 60 | (random.nextInt(32) == 0 ? address() : root) >>> 12;
  }

  /** An entry that keeps the image where it is, or a pointer, or a leaf, or noise. */
  private long entry(int index) {
    long flags = random.nextInt(256);
    if (index == 2 || index == 3) {
      return (RAM >>> 12 << 10) | (index == 2 ? 0xcf : 0xdf); // the second for user mode
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

  private void step(int index) {
    switch (random.nextInt(18)) {
      case 0 -> asm.word(random.nextInt());
      case 1 -> asm.li(REGISTERS[1 + random.nextInt(31)], address());
      case 2 -> call();
      case 3 -> csr();
      case 4 -> raw(SYSTEM.get(random.nextInt(SYSTEM.size())));
      case 5 -> raw(ATOMIC.get(random.nextInt(ATOMIC.size())));
      case 6, 7, 8 -> memory();
      case 9 -> toUserMode("user" + index);
      case 10 -> serial();
      default -> raw(InstructionTable.all().get(random.nextInt(InstructionTable.all().size())));
    }
  }

  /** Goes on in user mode, at the code's other address, if there is paging. */
  private void toUserMode(String label) {
    asm.la(T0, label).li(T1, 0x4000_0000).or(T0, T0, T1).csrw(Csrs.SEPC, T0);
    asm.li(T0, SPP).csrc(Csrs.SSTATUS, T0).sret().label(label);
  }

  private void raw(Instruction instruction) {
    int bits = instruction.match() | (random.nextInt() & ~instruction.mask());
    if (instruction.widthBytes() == 2) {
      asm.half(bits & 0xffff);
    } else {
      asm.word(bits);
    }
  }

  /** Mostly characters, sometimes any register. */
  private void serial() {
    asm.li(T1, Board.UART);
    switch (random.nextInt(8)) {
      case 0 -> asm.sb(T0, random.nextInt(8), T1);
      case 1, 2 -> asm.lbu(T0, random.nextInt(8), T1);
      default -> asm.sb(T0, 0, T1);
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

  /** An SBI call; those that end the run are rare. */
  private void call() {
    boolean fatal = random.nextInt(100) == 0;
    int extension = EXTENSIONS[random.nextInt(fatal ? EXTENSIONS.length : EXTENSIONS.length - 1)];
    int function = random.nextInt(4);
    boolean stop = extension == HART_STATE && function == 1;
    asm.li(A7, extension).li(A6, stop && !fatal ? 2 : function);
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
    boolean vital = number == Csrs.STVEC && random.nextInt(32) > 0;
    asm.li(T0, number == Csrs.SATP ? addressSpace() : random.nextLong() >> random.nextInt(64));
    switch (random.nextInt(3)) {
      case 0 -> asm.csrw(vital ? Csrs.SSCRATCH : number, T0);
      case 1 -> asm.csrs(vital ? Csrs.SSCRATCH : number, T0);
      default -> asm.csrc(vital ? Csrs.SSCRATCH : number, T0);
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
