package dev.sidestep.testkit.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sidestep.testkit.asm.Instruction;
import dev.sidestep.testkit.asm.InstructionTable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class GuestImagesTest {

  private static final int WORK_OFFSET = (int) (Board.WORK - Board.IMAGE);

  private static final List<Supplier<byte[]>> IMAGES =
      List.of(
          SelfTestGuest::image,
          () -> SelfTestGuest.image(true),
          SerialSweepGuest::image,
          () -> new SerialSweepGuest(false, 40, 24).assemble(),
          CoreMarkLike::image);

  @Test
  void imagesAreSmallAndEqualEveryTime() {
    for (Supplier<byte[]> each : IMAGES) {
      assertThat(each.get()).isEqualTo(each.get()).hasSizeBetween(100, 4096);
      assertThat(each.get().length).isLessThan(WORK_OFFSET);
    }
  }

  @Test
  void imagesAreEnteredAtTheirFirstInstruction() {
    for (Supplier<byte[]> each : IMAGES) {
      int first = ByteBuffer.wrap(each.get()).order(ByteOrder.LITTLE_ENDIAN).getInt();
      assertThat(InstructionTable.find(first).map(Instruction::mnemonic).orElse("none"))
          .isIn("addi", "lui");
    }
  }

  @Test
  void theVariantsOfAGuestDiffer() {
    assertThat(SelfTestGuest.image(true)).isNotEqualTo(SelfTestGuest.image(false));
    assertThat(new SerialSweepGuest(true, 40, 24).assemble())
        .isNotEqualTo(new SerialSweepGuest(false, 40, 24).assemble());
  }

  @Test
  void theBannerSaysWhatItIsNot() {
    assertThat(new String(SelfTestGuest.image(), StandardCharsets.ISO_8859_1))
        .contains("not an operating system");
  }

  @Test
  void blocksContinueOneSequenceOfPrintableCharacters() {
    // The first characters that the image printed on another RISC-V emulator.
    assertThat(new String(SelfTestGuest.block(0), StandardCharsets.US_ASCII))
        .startsWith("Oi=Hk347Q===WK7_")
        .hasSize(SelfTestGuest.BLOCK_BYTES)
        .matches("[0-o]+");
    assertThat(SelfTestGuest.block(1)).isNotEqualTo(SelfTestGuest.block(0));
  }

  @Test
  void theSweepGuestSendsTheAlphabetAndEchoesPlusOne() {
    SerialSweepGuest guest = new SerialSweepGuest(true, 28, 3);
    byte[] input = {'x', '0', (byte) 0xff};

    assertThat(guest.expectedOutput(input))
        .isEqualTo("ABCDEFGHIJKLMNOPQRSTUVWXYZABy1\0".getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void parametersAreChecked() {
    assertThatIllegalArgumentException().isThrownBy(() -> new SerialSweepGuest(true, 8000, 193));
    assertThatIllegalArgumentException().isThrownBy(() -> new SerialSweepGuest(true, -1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new CoreMarkLike(0));
  }

  @Test
  void theBenchmarkExpectsTheChecksumThatItGaveElsewhere() {
    // The image printed these on another RISC-V emulator.
    assertThat(new CoreMarkLike(100).expectedOutput()).isEqualTo("checksum=d3c2\r\n");
    assertThat(new CoreMarkLike(20000).expectedOutput()).isEqualTo("checksum=71e1\r\n");
  }
}
