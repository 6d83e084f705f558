package dev.sidestep.testkit.asm;

import static dev.sidestep.testkit.asm.Reg.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AssemblerTest {

  private final Assembler asm = Assembler.at(0x8020_0000L);

  @Test
  void branchesReachLabelsBehindAndAhead() {
    asm.label("back").nop().beqz(A0, "back").bnez(A0, "ahead").nop().label("ahead");

    assertThat(wordAt(4)).as("beq a0, zero, -4").isEqualTo(0xfe050ee3);
    assertThat(wordAt(8)).as("bne a0, zero, +8").isEqualTo(0x00051463);
  }

  @Test
  void jumpsReachLabels() {
    asm.label("here").j("here").jal("here");

    assertThat(wordAt(0)).as("jal zero, 0").isEqualTo(0x0000006f);
    assertThat(wordAt(4)).as("jal ra, -4").isEqualTo(0xffdff0ef);
  }

  @Test
  void laAndCallArePairsRelativeToTheFirst() {
    asm.la(A0, "data").call("data").tail("data").org(0x8020_0800L).label("data");

    // 0x800 has bit 11 set: the upper part is one more, the lower is negative.
    assertThat(wordAt(0)).as("auipc a0, 1").isEqualTo(0x00001517);
    assertThat(wordAt(4)).as("addi a0, a0, -0x800").isEqualTo(0x80050513);
    assertThat(wordAt(8)).as("auipc ra, 0").isEqualTo(0x00000097);
    assertThat(wordAt(12)).as("jalr ra, 0x7f8(ra)").isEqualTo(0x7f8080e7);
    assertThat(wordAt(16)).as("auipc t1, 0").isEqualTo(0x00000317);
    assertThat(wordAt(20)).as("jalr zero, 0x7f0(t1)").isEqualTo(0x7f030067);
  }

  @Test
  void liComputesItsConstant() {
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      assertLoads(random.nextLong() >> random.nextInt(64));
      assertLoads(1L << (i & 63));
      assertLoads((1L << (i & 63)) - 1);
    }
    assertLoads(Long.MAX_VALUE);
    assertLoads(Long.MIN_VALUE);
    assertLoads(0xffff_f800L);
    assertLoads(0x7fff_f800L);
  }

  private static void assertLoads(long value) {
    byte[] code = Assembler.at(0).li(A0, value).assemble();
    assertThat(code.length).isLessThanOrEqualTo(value == (int) value ? 8 : 32);
    assertThat(valueOfA0(code)).as("li a0, %#x", value).isEqualTo(value);
  }

  /** Executes the four instructions that {@code li} is made of. */
  private static long valueOfA0(byte[] code) {
    long a0 = 0;
    ByteBuffer words = littleEndian(code);
    while (words.hasRemaining()) {
      int bits = words.getInt();
      Instruction instruction = InstructionTable.find(bits).orElseThrow();
      long[] operands = instruction.decode(bits);
      assertThat(operands[0]).isEqualTo(A0.number());
      a0 =
          switch (instruction.mnemonic()) {
            case "addi" -> (operands[1] == 0 ? 0 : a0) + operands[2];
            case "addiw" -> (int) (a0 + operands[2]);
            case "lui" -> operands[1] << 12;
            case "slli" -> a0 << operands[2];
            default -> throw new AssertionError(instruction);
          };
    }
    return a0;
  }

  @Test
  void dataIsLittleEndianAndAligned() {
    asm.bytes(1, 0xff)
        .align(4)
        .words(0x01020304)
        .halves(0x0506)
        .asciz("Hi")
        .align(8)
        .label("pointers")
        .dword("pointers")
        .dwords(-2)
        .space(1);

    assertThat(asm.assemble())
        .isEqualTo(
            new byte[] {
              1,
              -1,
              0,
              0,
              4,
              3,
              2,
              1,
              6,
              5,
              'H',
              'i',
              0,
              0,
              0,
              0, //
              0x10,
              0,
              0x20,
              (byte) 0x80,
              0,
              0,
              0,
              0,
              -2,
              -1,
              -1,
              -1,
              -1,
              -1,
              -1,
              -1,
              0
            });
    assertThat(asm.address("pointers")).isEqualTo(0x8020_0010L);
  }

  @Test
  void programsGrowBeyondTheFirstBuffer() {
    for (int i = 0; i < 5000; i++) {
      asm.word(i);
    }

    assertThat(wordAt(4 * 4999)).isEqualTo(4999);
    assertThat(asm.here()).isEqualTo(0x8020_0000L + 20_000);
  }

  @Test
  void compressedAndFullInstructionsMix() {
    asm.c_li(A0, 1).label("loop").c_addi(A0, -1).c_bnez(A0, "loop").ret();

    assertThat(littleEndian(asm.assemble()).getShort(4))
        .as("c.bnez a0, -2")
        .isEqualTo((short) 0xfd7d);
    assertThat(wordAt(6)).isEqualTo(0x00008067);
  }

  @Test
  void roundingAndOrderingHaveDefaults() {
    asm.fadd_d(FReg.FA0, FReg.FA1, FReg.FA2)
        .fcvt_l_d(A0, FReg.FA1, RoundingMode.RTZ)
        .amoadd_w(A0, A2, A1)
        .lr_w(A0, A1, Ordering.AQ);

    assertThat(wordAt(0)).isEqualTo(0x02c5f553);
    assertThat(wordAt(4)).isEqualTo(0xc2259553);
    assertThat(wordAt(8)).isEqualTo(0x00c5a52f);
    assertThat(wordAt(12)).isEqualTo(0x1405a52f);
  }

  @Test
  void outOfReachBranchesNameInstructionAndLabel() {
    asm.beqz(A0, "far").space(5000).label("far");

    assertThatIllegalArgumentException()
        .isThrownBy(asm::assemble)
        .withMessageContaining("beq")
        .withMessageContaining("far");
  }

  @Test
  void missingAndDoubledLabelsAreRefused() {
    asm.j("nowhere").label("twice");

    assertThatIllegalArgumentException().isThrownBy(asm::assemble).withMessageContaining("nowhere");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> asm.label("twice"))
        .withMessageContaining("twice");
  }

  @Test
  void goingBackIsRefused() {
    asm.nop();

    assertThatIllegalArgumentException().isThrownBy(() -> asm.org(0x8020_0000L));
    assertThatIllegalArgumentException().isThrownBy(() -> asm.align(3));
  }

  private int wordAt(int offset) {
    return littleEndian(asm.assemble()).getInt(offset);
  }

  private static ByteBuffer littleEndian(byte[] code) {
    return ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN);
  }
}
