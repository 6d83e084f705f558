/** The RISC-V hart: ISA, interpreter, CSRs, MMU and TLB, physical bus, CLINT, PLIC, device tree. */
module dev.sidestep.riscv {
  requires static org.jspecify;
  requires transitive dev.sidestep.base;

  exports dev.sidestep.riscv;
  exports dev.sidestep.riscv.fp;

  uses dev.sidestep.riscv.BlockCompiler;
}
