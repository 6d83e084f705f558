package dev.sidestep.riscv.jit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.riscv.Cause;
import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.Hart;
import dev.sidestep.riscv.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is compiled is an instruction in the interpreter's eyes too. */
class RepertoireTest {
  private static final long PROGRAM = TwinMachine.BASE + 0x1000;
  private static final long NO_CAUSE = 63;
  private static final int RANDOM = 300_000;

  private static boolean contains(int bits) {
    return Repertoire.contains(new Instruction(0, Integer.BYTES, bits));
  }

  private static boolean isIllegal(TwinMachine machine, int bits) {
    Hart hart = machine.hart;
    machine.write(PROGRAM, bits);
    hart.setPc(PROGRAM);
    hart.setCsr(Csr.MCAUSE, NO_CAUSE);
    hart.setCsr(Csr.MSTATUS, Status.FS);
    hart.setCsr(Csr.FRM, 0);
    hart.run(1);
    return hart.csr(Csr.MCAUSE) == Cause.ILLEGAL_INSTRUCTION;
  }

  @Test
  void nothingIllegalIsCompiled() {
    Random random = new Random(1);
    try (TwinMachine machine = new TwinMachine(false)) {
      List<String> wrong = new ArrayList<>();
      IntConsumer check =
          bits -> {
            if (contains(bits) && isIllegal(machine, bits)) {
              wrong.add(Integer.toHexString(bits));
            }
          };
      Encodings.all(check);
      IntStream.generate(() -> random.nextInt() | 3).limit(RANDOM).forEach(check);
      assertThat(wrong).isEmpty();
    }
  }

  @Test
  void theInterpreterKnowsWhatIsIllegal() {
    try (TwinMachine machine = new TwinMachine(false)) {
      assertThat(isIllegal(machine, 0)).isTrue();
      assertThat(isIllegal(machine, 0x0205_9513)).as("slli a0, a1, 32").isFalse();
      assertThat(isIllegal(machine, 0x0405_9513)).as("slli a0, a1, 64").isTrue();
    }
  }

  @Test
  void everyMajorOpcodeOfTheUserModeIsCompiled() {
    int[] opcodes = {
      0x03, 0x07, 0x0f, 0x13, 0x17, 0x1b, 0x23, 0x27, 0x2f, 0x33, 0x37, 0x3b, 0x43, 0x47, 0x4b,
      0x4f, 0x53, 0x63, 0x67, 0x6f, 0x73
    };
    boolean[] found = new boolean[128];
    Encodings.all(bits -> found[bits & 0x7f] |= contains(bits));
    for (int opcode = 0; opcode < found.length; opcode++) {
      int number = opcode;
      assertThat(found[opcode])
          .as("%#x", opcode)
          .isEqualTo(IntStream.of(opcodes).anyMatch(known -> known == number));
    }
  }
}
