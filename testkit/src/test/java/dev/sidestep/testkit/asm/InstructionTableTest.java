package dev.sidestep.testkit.asm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;

class InstructionTableTest {

  private static final Random RANDOM = new Random(20260101);

  @Test
  void everyBitOfAnInstructionIsFixedOrBelongsToOneOperand() {
    for (Instruction each : InstructionTable.all()) {
      int covered = each.mask();
      for (Operand operand : each.format().operands()) {
        assertThat(covered & operand.mask()).as("%s %s overlaps", each, operand).isZero();
        covered |= operand.mask();
      }
      assertThat(covered).as("%s", each).isEqualTo(each.widthBytes() == 2 ? 0xffff : -1);
    }
  }

  @Test
  void encodedInstructionsAreFoundAndDecodedAgain() {
    for (Instruction each : InstructionTable.all()) {
      for (int round = 0; round < 50; round++) {
        long[] operands =
            each.format().operands().stream().mapToLong(InstructionTableTest::legal).toArray();
        int bits = each.encode(operands);
        assertThat(InstructionTable.find(bits)).as("%s %08x", each, bits).contains(each);
        assertThat(each.decode(bits)).as("%s %08x", each, bits).isEqualTo(operands);
      }
    }
  }

  /** A legal value; not x0, with which c.addi would be c.nop. */
  private static long legal(Operand operand) {
    int steps = (operand.max() - operand.min()) / operand.step() + 1;
    while (true) {
      long value = operand.min() + (long) operand.step() * RANDOM.nextInt(steps);
      if (operand.accepts(value) && (operand.kind() != Operand.Kind.X || value != 0)) {
        return value;
      }
    }
  }

  @Test
  void theMostSpecificInstructionIsFound() {
    assertThat(InstructionTable.find(0x0001).orElseThrow().mnemonic()).isEqualTo("c.nop");
    assertThat(InstructionTable.find(0x9002).orElseThrow().mnemonic()).isEqualTo("c.ebreak");
    assertThat(InstructionTable.find(0x9502).orElseThrow().mnemonic()).isEqualTo("c.jalr");
    assertThat(InstructionTable.find(0x6105).orElseThrow().mnemonic()).isEqualTo("c.addi16sp");
  }

  @Test
  void reservedEncodingsAreNotFound() {
    assertThat(InstructionTable.find(0)).as("all zeros").isEmpty();
    assertThat(InstructionTable.find(-1)).as("all ones").isEmpty();
    assertThat(InstructionTable.find(0x2001)).as("c.addiw x0").isEmpty();
    assertThat(InstructionTable.find(0x6101)).as("c.addi16sp 0").isEmpty();
    assertThat(InstructionTable.find(0x00c5d553)).as("fadd.s with rounding mode 5").isEmpty();
  }

  @Test
  void extensionsPartitionTheTable() {
    int sum = 0;
    for (Extension each : Extension.values()) {
      assertThat(InstructionTable.of(each)).as("%s", each).isNotEmpty();
      sum += InstructionTable.of(each).size();
    }
    assertThat(sum).isEqualTo(InstructionTable.all().size());
  }

  @Test
  void unknownMnemonicsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> InstructionTable.named("mov"))
        .withMessageContaining("mov");
  }
}
