package dev.sidestep.riscv.jit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.riscv.BlockCompiler;
import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.Hart;
import dev.sidestep.riscv.HotCode;
import dev.sidestep.riscv.Status;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is emitted is valid in the eyes of the class-file API's verifier, and not too large. */
class RegionCompilerTest {
  private static final long PROGRAM = TwinMachine.BASE + 0x1000;
  private static final int PAGE_BYTES = 4096;
  private static final int JUMP_TO_ITSELF = 0x0000_006f;
  private static final int LIMIT = 200;
  private static final int POINTER = 8;

  /** Of the host's virtual machine: it compiles no method that is larger. */
  private static final int HUGE_METHOD = 8_000;

  /** The name of the class that is being made means nothing to the system. */
  private static final ClassFile VERIFIER =
      ClassFile.of(
          ClassFile.ClassHierarchyResolverOption.of(
              ClassHierarchyResolver.of(
                      List.of(), Map.of(ClassDesc.of("dev.sidestep.riscv", "Region"), Names.CODE))
                  .orElse(ClassHierarchyResolver.defaultResolver())));

  private static int methodBytes(byte[] type) {
    return ClassFile.of().parse(type).methods().stream()
        .filter(method -> method.methodName().equalsString("run"))
        .mapToInt(method -> method.findAttribute(Attributes.code()).orElseThrow().codeLength())
        .sum();
  }

  private static void verify(HotCode source) {
    Region region = new Region(source, LIMIT);
    assertThat(VERIFIER.verify(RegionCompiler.write(region)))
        .as("%#x", source.instruction(source.entry()))
        .isEmpty();
  }

  /** Code that has become hot in {@code words}, which are run from each of them. */
  private static List<HotCode> hot(int... words) {
    List<HotCode> found = new ArrayList<>();
    BlockCompiler collector =
        (source, lookup) -> {
          found.add(source);
          return null;
        };
    try (TwinMachine machine = new TwinMachine(collector)) {
      machine.write(PROGRAM, words);
      Hart hart = machine.hart;
      hart.setCsr(Csr.MTVEC, PROGRAM);
      hart.setCsr(Csr.MSTATUS, Status.FS);
      for (int round = 0; round < 3 * words.length; round++) {
        hart.setPc(PROGRAM + Integer.BYTES * (round % words.length));
        hart.run(words.length);
      }
    }
    return found;
  }

  private static void forEachRegionOfRandomPrograms(Consumer<HotCode> action) {
    for (long seed = 1; seed <= 40; seed++) {
      hot(new RandomProgram(new Random(seed)).words()).forEach(action);
    }
  }

  @Test
  void everyInstructionIsEmittedAsValidCode() {
    List<Integer> instructions = Encodings.compiled();
    assertThat(instructions).hasSizeGreaterThan(400);
    for (int instruction : instructions) {
      for (int bits : new int[] {instruction, instruction & ~0xf80, instruction & ~0xf8000}) {
        List<HotCode> found = hot(bits, JUMP_TO_ITSELF);
        assertThat(found).as("%#x", bits).isNotEmpty();
        verify(found.getFirst());
      }
    }
  }

  @Test
  void randomRegionsAreEmittedAsValidCode() {
    int[] count = {0};
    forEachRegionOfRandomPrograms(source -> {
      count[0]++;
      verify(source);
    });
    assertThat(count[0]).isGreaterThan(1_000);
  }

  /** Loads of all registers, so that each of the many exits stores all of them. */
  private static int[] manyExits() {
    int[] words = new int[PAGE_BYTES / Integer.BYTES];
    for (int at = 0; at < words.length - 1; at++) {
      int register = 1 + at / 2 % 31;
      int opcode = at % 2 == 0 && register != POINTER ? Instruction.LOAD : Instruction.LOAD_FP;
      words[at] = opcode | register << 7 | 3 << 12 | POINTER << 15;
    }
    words[words.length - 1] = JUMP_TO_ITSELF;
    return words;
  }

  /** The compiler must not fail whatever the guest's code is; it may refuse. */
  @Test
  void theLargestRegionsAreCut() {
    RegionCompiler compiler = new RegionCompiler();
    int[] compiled = {0};
    try (TwinMachine machine =
        new TwinMachine((source, lookup) -> {
          compiled[0]++;
          return compiler.compile(source, lookup);
        })) {
      machine.write(PROGRAM, manyExits());
      Hart hart = machine.hart;
      hart.setCsr(Csr.MSTATUS, Status.FS);
      hart.setX(8, TwinMachine.BASE);
      for (int round = 0; round < 5; round++) {
        hart.setPc(PROGRAM);
        hart.run(2_000);
      }
      assertThat(hart.pc()).isEqualTo(PROGRAM + PAGE_BYTES - Integer.BYTES);
    }
    assertThat(compiled[0]).isGreaterThan(10);
  }

  @Test
  void whatIsCompiledAtTheLeastLimitIsSmall() {
    hot(manyExits()).forEach(RegionCompilerTest::assertSmall);
    forEachRegionOfRandomPrograms(RegionCompilerTest::assertSmall);
  }

  private static void assertSmall(HotCode source) {
    assertThat(methodBytes(RegionCompiler.write(new Region(source, 12)))).isLessThan(HUGE_METHOD);
  }
}
