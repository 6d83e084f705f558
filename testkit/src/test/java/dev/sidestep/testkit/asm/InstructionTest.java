package dev.sidestep.testkit.asm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Encodings worked out by hand from the manual's field diagrams, at least one for each format. */
class InstructionTest {

  @ParameterizedTest
  @CsvSource({
    "add,        00c58533, 10 11 12",
    "sub,        40c58533, 10 11 12",
    "addi,       fff50513, 10 10 -1",
    "ld,         ff813083, 1 -8 2",
    "jalr,       00008067, 0 0 1",
    "srai,       43f55513, 10 10 63",
    "sraiw,      41f5551b, 10 10 31",
    "sd,         fe113c23, 1 -8 2",
    "beq,        fe000ee3, 0 0 -4",
    "bne,        00b51463, 10 11 8",
    "lui,        12345537, 10 74565",
    "auipc,      80000517, 10 -524288",
    "jal,        ffdff0ef, 1 -4",
    "jal,        0010006f, 0 2048",
    "csrrw,      30051573, 10 768 10",
    "csrrci,     1001f073, 0 256 3",
    "fence,      0ff0000f, 15 15",
    "fence.i,    0000100f, ''",
    "ecall,      00000073, ''",
    "ebreak,     00100073, ''",
    "mret,       30200073, ''",
    "sret,       10200073, ''",
    "wfi,        10500073, ''",
    "sfence.vma, 12b50073, 10 11",
    "lr.d,       1005b52f, 10 11 0",
    "sc.w,       1ac5a52f, 10 12 11 1",
    "amoadd.w,   06c5a52f, 10 12 11 3",
    "flw,        00452507, 10 4 10",
    "fsd,        00a53427, 10 8 10",
    "fmadd.d,    6ac5f543, 10 11 12 13 7",
    "fadd.s,     00c58553, 10 11 12 0",
    "fsgnjn.d,   22c59553, 10 11 12",
    "fsqrt.d,    5a05f553, 10 11 7",
    "feq.s,      a0c5a553, 10 11 12",
    "fcvt.l.d,   c2259553, 10 11 1",
    "fmv.x.d,    e2058553, 10 11",
    "fcvt.s.lu,  d035f553, 10 11 7",
    "fmv.w.x,    f0058553, 10 11",
    "clz,        60059513, 10 11",
    "rori,       63f5d513, 10 11 63",
    "bseti,      2a059513, 10 11 32",
    "sh2add.uw,  20c5c53b, 10 11 12",
    "c.nop,      00000001, ''",
    "c.addi,     0000157d, 10 -1",
    "c.li,       00004505, 10 1",
    "c.lui,      0000757d, 10 -1",
    "c.addi16sp, 0000713d, -32",
    "c.addi4spn, 00000808, 10 16",
    "c.slli,     00000506, 10 1",
    "c.lwsp,     00004502, 10 0",
    "c.ldsp,     000060a2, 1 8",
    "c.sdsp,     0000e406, 1 8",
    "c.jr,       00008082, 1",
    "c.mv,       0000852e, 10 11",
    "c.add,      0000952e, 10 11",
    "c.lw,       000041c8, 10 4 11",
    "c.sd,       0000e588, 10 8 11",
    "c.sub,      00008d0d, 10 11",
    "c.srai,     0000957d, 10 63",
    "c.andi,     0000893d, 10 15",
    "c.beqz,     0000dd75, 10 -4",
    "c.j,        0000bff5, -4",
  })
  void encodes(String mnemonic, String hex, String operands) {
    int bits = InstructionTable.named(mnemonic).encode(numbers(operands));

    assertThat("%08x".formatted(bits)).isEqualTo(hex);
  }

  private static long[] numbers(String text) {
    return text.isEmpty()
        ? new long[0]
        : Arrays.stream(text.split(" ", -1)).mapToLong(Long::parseLong).toArray();
  }

  @ParameterizedTest
  @CsvSource({
    "addi,       10 10 2048",
    "addi,       32 10 0",
    "beq,        10 10 4096",
    "beq,        10 10 3",
    "slliw,      10 10 32",
    "fadd.s,     10 10 10 5",
    "c.lw,       16 0 8",
    "c.lw,       8 2 8",
    "c.lui,      2 1",
    "c.lui,      10 0",
    "c.addi4spn, 8 0",
    "c.mv,       10 0",
    "add,        1 2",
  })
  void refusesWhatHasNoEncoding(String mnemonic, String operands) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> InstructionTable.named(mnemonic).encode(numbers(operands)))
        .withMessageContaining(mnemonic);
  }
}
