package dev.sidestep.riscv;

import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.asm.Reg;

/** A bus, some memory, a code cache and one or more harts, for tests. */
final class TestMachine implements HartOutlets {
  static final long BASE = 0x8000_0000L;
  static final long SIZE = 4 << 20;

  final PhysicalBus bus = PhysicalBus.singleThreaded();
  final Ram ram = Ram.allocate(BASE, SIZE);
  final CodeCache code = new CodeCache(bus);
  final Hart hart;
  long time;
  long deadline = -1;

  TestMachine() {
    bus.add(ram);
    hart = newHart(0);
  }

  Hart newHart(int id) {
    Hart fresh = new Hart(new HartConfig(id, bus, code, this));
    fresh.setPc(BASE);
    return fresh;
  }

  /** A machine whose hart is about to run {@code program}, assembled at {@link #BASE}. */
  static TestMachine with(Assembler program) {
    TestMachine machine = new TestMachine();
    machine.load(BASE, program);
    return machine;
  }

  static Assembler assembler() {
    return Assembler.at(BASE);
  }

  TestMachine load(long address, Assembler program) {
    byte[] bytes = program.assemble();
    ram.write(address, bytes, 0, bytes.length);
    code.invalidate(address, bytes.length);
    return this;
  }

  /** Runs until the program stops in {@code wfi}; fails if it does not. */
  TestMachine runToWfi() {
    RunResult result = hart.run(1_000_000);
    if (result != RunResult.WFI) {
      throw new AssertionError(
          "%s at %#x, cause %d, tval %#x"
              .formatted(result, hart.pc(), hart.csr(Csr.MCAUSE), hart.csr(Csr.MTVAL)));
    }
    return this;
  }

  long x(Reg register) {
    return hart.x(register.number());
  }

  long read(long address, int width) {
    return HostMemory.read(ram.hostAddress(address), width);
  }

  void write(long address, int width, long value) {
    HostMemory.write(ram.hostAddress(address), width, value);
  }

  @Override
  public long time() {
    return time;
  }

  @Override
  public void stimecmpWritten(long value) {
    deadline = value;
  }
}
