package dev.sidestep.riscv;

import static dev.sidestep.testkit.asm.Reg.*;

import dev.sidestep.testkit.asm.Assembler;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;

/** Not a test: prints what single operations cost, beyond an empty loop. */
final class InterpreterCosts {
  private static final int TIMES = 1_000_000;
  private static final long CODE = 0x10_0000L;
  private static final long DEVICE = 0x1000_0000L;

  private InterpreterCosts() {}

  public static void main(String[] arguments) {
    measure("empty loop", body -> body.nop());
    measure("csrs/csrc sstatus.SIE", body -> body.csrsi(Csr.SSTATUS, 2).csrci(Csr.SSTATUS, 2));
    measure("csrs/csrc sstatus.SUM", body -> body.csrs(Csr.SSTATUS, S3).csrc(Csr.SSTATUS, S3));
    measure("csrrw sscratch", body -> body.csrrw(A0, Csr.SSCRATCH, A0));
    measure("rdtime", body -> body.rdtime(A0));
    measure("device load", body -> body.lw(A0, 0, S2));
    measure("amoadd", body -> body.amoadd_d(A0, A1, S1));
    measure("lr/sc", body -> body.lr_d(A0, S1).sc_d(A1, A0, S1));
    measure("misaligned load", body -> body.lw(A0, 1, S1));
    measure("sfence.vma, 2 fills", body -> body.sfence_vma().ld(A0, 0, S1));
    measure("sfence.vma page, 1 fill", body -> body.sfence_vma(S1, ZERO).ld(A0, 0, S1));
    measure("store to a page with code", body -> body.sd(A0, 0, S4));
    measure("illegal instruction to S and back", body -> body.csrr(A0, Csr.MSTATUS));
    measure("call to another page", body -> body.jalr(RA, 0, S5));
    measure("fence.i", body -> body.fence_i());
    coldCode();
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void measure(String name, Consumer<Assembler> body) {
    TestMachine machine = new TestMachine();
    PageTables tables = new PageTables(machine, 3);
    for (int i = 0; i < 64; i++) {
      tables.map(CODE + i * 4096L, TestMachine.BASE + i * 4096L, PageTables.ALL);
    }
    tables.map(0x4000_0000L, DEVICE, PageTables.ALL);
    machine.bus.plug(DEVICE, 0x100, new Silent());
    Assembler a = Assembler.at(CODE);
    a.li(S0, TIMES).li(S1, CODE + 0x20000).li(S2, 0x4000_0000L).li(S3, Status.SUM);
    a.li(S4, CODE + 0x800).li(S5, CODE + 0x1000).la(T0, "trap").csrw(Csr.STVEC, T0);
    a.label("loop");
    body.accept(a);
    a.addi(S0, S0, -1).bnez(S0, "loop").wfi().align(4);
    a.label("trap").csrr(T6, Csr.SEPC).addi(T6, T6, 4).csrw(Csr.SEPC, T6).sret();
    a.org(CODE + 0x1000).ret();
    machine.load(TestMachine.BASE, a);
    TrapTest.openProtection(machine.hart);
    Hart hart = machine.hart;
    hart.setCsr(Csr.MEDELEG, -1);
    hart.setCsr(Csr.MCOUNTEREN, -1);
    hart.setCsr(Csr.SATP, tables.satp());
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 6; round++) {
      hart.setPrivilege(Hart.SUPERVISOR);
      hart.setPc(CODE);
      long start = cpu();
      machine.hart.run(Long.MAX_VALUE >> 1);
      best = Math.min(best, cpu() - start);
    }
    System.out.printf("%-36s %6.1f ns%n", name, (double) best / TIMES);
  }

  private static final class Silent implements dev.sidestep.base.RegisterWindow {
    @Override
    public long read(long offset, int width) {
      return offset;
    }

    @Override
    public void write(long offset, int width, long value) {}
  }

  private static void coldCode() {
    TestMachine machine = new TestMachine();
    Assembler a = TestMachine.assembler();
    for (int i = 0; i < 40_000; i++) {
      a.addi(A0, A0, 1).ld(A1, 0, SP).add(A2, A1, A0).sd(A2, 8, SP).beqz(SP, "next" + i);
      a.c_mv(A3, A2).label("next" + i);
    }
    a.wfi();
    machine.load(TestMachine.BASE, a);
    machine.hart.setX(2, TestMachine.BASE + TestMachine.SIZE - 64);
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 10; round++) {
      machine.code.invalidateAll();
      machine.hart.setPc(TestMachine.BASE);
      long start = cpu();
      machine.hart.run(Long.MAX_VALUE >> 1);
      best = Math.min(best, cpu() - start);
    }
    System.out.printf("%-36s %6.1f ns%n", "cold instruction", (double) best / 240_000);
  }
}
