package dev.sidestep.conformance.isa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.testkit.asm.Instruction;
import dev.sidestep.testkit.asm.InstructionTable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** One test for each instruction of the assembler's table; none is without. */
class InstructionsTest {
  private static final Map<String, Executable> CASES = collect();

  private static Map<String, Executable> collect() {
    Map<String, Executable> all = new TreeMap<>();
    List.of(
            IntegerCases.all(),
            ImmediateCases.all(),
            LoadStoreCases.all(),
            BranchCases.all(),
            AtomicCases.all(),
            ReservationCases.all(),
            SystemCases.all(),
            FloatCases.all(),
            CompressedCases.all())
        .forEach(all::putAll);
    return all;
  }

  @Test
  void everyInstructionHasACase() {
    assertThat(InstructionTable.all()).extracting(Instruction::mnemonic).hasSizeGreaterThan(200);
    assertThat(CASES.keySet())
        .containsExactlyInAnyOrderElementsOf(
            InstructionTable.all().stream().map(Instruction::mnemonic).toList());
  }

  @TestFactory
  Stream<DynamicTest> instruction() {
    return CASES.entrySet().stream()
        .map(each -> DynamicTest.dynamicTest(each.getKey(), each.getValue()));
  }
}
