package dev.sidestep.conformance.platform;

import static dev.sidestep.testkit.asm.Reg.A0;
import static dev.sidestep.testkit.asm.Reg.A1;
import static dev.sidestep.testkit.asm.Reg.A6;
import static dev.sidestep.testkit.asm.Reg.A7;
import static dev.sidestep.testkit.asm.Reg.S1;
import static dev.sidestep.testkit.asm.Reg.S2;
import static dev.sidestep.testkit.asm.Reg.T0;
import static dev.sidestep.testkit.asm.Reg.T1;
import static dev.sidestep.testkit.asm.Reg.ZERO;

import dev.sidestep.platform.BootSource;
import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.asm.Csrs;
import dev.sidestep.testkit.guest.Board;

/** The contract's guests for the soft machine. */
final class RiscvGuests implements ContractGuests {
  private static final int HART_STATE = 0x48_534d;
  private static final int SYSTEM_RESET = 0x5352_5354;
  private static final int SCRATCH = 7;

  private static BootSource boot(Assembler asm) {
    byte[] image = asm.assemble();
    return BootSource.of(Board.IMAGE, image);
  }

  @Override
  public BootSource touching(int vcpus) {
    Assembler asm = Assembler.at(Board.IMAGE);
    for (int id = 1; id < vcpus; id++) {
      asm.li(A0, id).la(A1, "touch").li(A6, 0).li(A7, HART_STATE).ecall();
    }
    touch(asm);
    return boot(asm);
  }

  private static void touch(Assembler asm) {
    asm.label("touch").li(S1, Board.UART).li(S2, 0);
    asm.label("loop").addi(S2, S2, 1).sb(S2, SCRATCH, S1).lbu(T0, SCRATCH, S1).j("loop");
  }

  @Override
  public BootSource reporting() {
    Assembler asm = Assembler.at(Board.IMAGE);
    asm.la(T0, "fault").csrw(Csrs.STVEC, T0).li(S1, Board.UART);
    asm.lbu(T0, SCRATCH, S1).addi(T0, T0, 1).sb(T0, SCRATCH, S1).j("touch").align(4);
    asm.label("fault").li(T0, 0xee).sb(T0, SCRATCH, S1);
    touch(asm);
    return boot(asm);
  }

  @Override
  public BootSource interrupted() {
    Assembler asm = Assembler.at(Board.IMAGE);
    asm.la(T0, "handler").csrw(Csrs.STVEC, T0).li(S1, Board.UART).li(S2, Board.PLIC);
    asm.li(T0, 0x80).sb(T0, 3, S1).li(T0, 26).sb(T0, 0, S1).sb(ZERO, 1, S1);
    asm.li(T0, 3).sb(T0, 3, S1).li(T0, 1).sw(T0, 4 * Board.UART_SOURCE, S2);
    asm.li(T1, Board.PLIC + 0x2080).li(T0, 1 << Board.UART_SOURCE).sw(T0, 0, T1);
    asm.li(T0, 1 << 9).csrw(Csrs.SIE, T0).csrsi(Csrs.SSTATUS, 2);
    asm.li(T0, 2).sb(T0, 1, S1).label("sleep").wfi().j("sleep").align(4);
    asm.label("handler").li(S2, Board.PLIC + 0x20_1004).lw(A0, 0, S2);
    asm.li(T0, 1).sb(T0, SCRATCH, S1).sw(A0, 0, S2).li(T0, 2).sb(T0, SCRATCH, S1).sret();
    return boot(asm);
  }

  @Override
  public BootSource ending(Ending how) {
    Assembler asm = Assembler.at(Board.IMAGE);
    asm.li(A0, how == Ending.REBOOT ? 1 : 0).li(A1, how == Ending.FAILURE ? 1 : 0);
    asm.li(A6, 0).li(A7, SYSTEM_RESET).ecall().label("stay").j("stay");
    return boot(asm);
  }

  @Override
  public BootSource sleeping() {
    return boot(Assembler.at(Board.IMAGE).csrw(Csrs.SIE, ZERO).label("s").wfi().j("s"));
  }

  @Override
  public long scratch() {
    return Board.UART + SCRATCH;
  }
}
