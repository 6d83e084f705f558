package dev.sidestep.conformance.isa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.riscv.BlockCompiler;
import dev.sidestep.riscv.CodeCache;
import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.Hart;
import dev.sidestep.riscv.HartConfig;
import dev.sidestep.riscv.HartOutlets;
import dev.sidestep.riscv.HartState;
import dev.sidestep.riscv.HostMemory;
import dev.sidestep.riscv.PhysicalBus;
import dev.sidestep.riscv.Ram;
import dev.sidestep.riscv.RunResult;
import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.asm.FReg;
import dev.sidestep.testkit.asm.Reg;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * One hart with memory and nothing else, and a clock that the test sets.
 *
 * <p>All guests share one memory, cleared for each: only the last that was made is any good. A
 * {@link #twin} has its own.
 */
final class Guest implements HartOutlets {
  static final long BASE = 0x8000_0000L;
  static final long SIZE = 2 << 20;

  /** Where machine-mode traps end: a {@code wfi}. */
  static final long HANDLER = BASE + 0x4000;

  /** Where supervisor-mode traps end: a {@code wfi}. */
  static final long SUPERVISOR_HANDLER = BASE + 0x5000;

  /** Memory for the test's data. */
  static final long DATA = BASE + 0x10_0000;

  /** Nothing is on the bus here. */
  static final long NOWHERE = 0x4000_0000L;

  private static final long MOST_INSTRUCTIONS = 50_000_000;

  private static final BlockCompiler COMPILER = BlockCompiler.installed().orElseThrow();

  private static final Ram MEMORY = Ram.allocate(BASE, SIZE);
  private static final Ram MEMORY_OF_TWIN = Ram.allocate(BASE, SIZE);
  private static final Ram MEMORY_OF_TRANSLATED = Ram.allocate(BASE, SIZE);

  final PhysicalBus bus = PhysicalBus.singleThreaded();
  final Hart hart;
  private final Ram ram;
  private final CodeCache code = new CodeCache(bus);
  long time;

  /** A hart in M mode at {@link #BASE}; both trap handlers stop. */
  Guest() {
    this(MEMORY);
  }

  private Guest(Ram ram) {
    this.ram = ram;
    ram.segment().fill((byte) 0);
    bus.add(ram);
    hart = new Hart(new HartConfig(0, bus, code, this));
    hart.setPc(BASE);
    load(HANDLER, Assembler.at(HANDLER).wfi());
    load(SUPERVISOR_HANDLER, Assembler.at(SUPERVISOR_HANDLER).wfi());
    hart.setCsr(Csr.MTVEC, HANDLER);
    hart.setCsr(Csr.STVEC, SUPERVISOR_HANDLER);
    hart.setCsr(Csr.PMPADDR0, -1);
    hart.setCsr(Csr.PMPCFG0, 0x1f); // NAPOT over everything, RWX
  }

  /** Another guest that may be used at the same time. */
  static Guest twin() {
    return new Guest(MEMORY_OF_TWIN);
  }

  static Assembler program() {
    return Assembler.at(BASE);
  }

  /** A guest about to run {@code program} at {@link #BASE} in M mode. */
  static Guest with(Assembler program) {
    return new Guest().load(BASE, program);
  }

  Guest load(long address, Assembler program) {
    byte[] bytes = program.assemble();
    ram.write(address, bytes, 0, bytes.length);
    code.invalidate(address, bytes.length);
    return this;
  }

  /**
   * Runs until a {@code wfi}; fails if none comes, or if compiled code does not do exactly the
   * same.
   */
  Guest run() {
    HartState before = hart.state();
    byte[] memory = ram.segment().toArray(ValueLayout.JAVA_BYTE);
    RunResult result = hart.run(MOST_INSTRUCTIONS);
    if (result != RunResult.WFI) {
      throw new AssertionError("%s at %#x".formatted(result, hart.pc()));
    }
    assertTranslatedAlike(before, memory);
    return this;
  }

  /** Runs the same program twice more: first to have all of it compiled, and then compiled. */
  private void assertTranslatedAlike(HartState before, byte[] memory) {
    Guest translated = new Guest(MEMORY_OF_TRANSLATED);
    translated.code.translate(COMPILER, Runnable::run, 1, () -> false);
    translated.time = time;
    for (int run = 0; run < 2; run++) {
      translated.restoreMemory(MemorySegment.ofArray(memory));
      translated.hart.restore(before);
      assertThat(translated.hart.run(MOST_INSTRUCTIONS)).isEqualTo(RunResult.WFI);
      assertThat(translated.hart.state()).as("translated").isEqualTo(hart.state());
      assertThat(translated.ram.segment().mismatch(ram.segment())).isEqualTo(-1);
    }
  }

  /** Only what is different, so that what was compiled of the rest stays. */
  private void restoreMemory(MemorySegment wanted) {
    for (long page = 0; page < SIZE; page += Ram.PAGE_BYTES) {
      MemorySegment there = ram.segment().asSlice(page, Ram.PAGE_BYTES);
      MemorySegment former = wanted.asSlice(page, Ram.PAGE_BYTES);
      if (there.mismatch(former) >= 0) {
        there.copyFrom(former);
        code.invalidate(BASE + page, Ram.PAGE_BYTES);
      }
    }
  }

  /** Runs one instruction, or takes one trap. */
  Guest step() {
    hart.run(1);
    return this;
  }

  Guest csr(int number, long value) {
    hart.setCsr(number, value);
    return this;
  }

  Guest privilege(int level) {
    hart.setPrivilege(level);
    return this;
  }

  Guest x(Reg register, long value) {
    hart.setX(register.number(), value);
    return this;
  }

  long x(Reg register) {
    return hart.x(register.number());
  }

  Guest f(FReg register, long bits) {
    hart.setF(register.number(), bits);
    return this;
  }

  long f(FReg register) {
    return hart.f(register.number());
  }

  long csr(int number) {
    return hart.csr(number);
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
    // The test looks at STIP itself.
  }
}
