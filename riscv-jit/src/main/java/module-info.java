/** The translator: hot guest code to hidden classes of the host's virtual machine. */
module dev.sidestep.riscv.jit {
  requires static org.jspecify;
  requires dev.sidestep.riscv;

  provides dev.sidestep.riscv.BlockCompiler with
      dev.sidestep.riscv.jit.RegionCompiler;
}
