package dev.sidestep.network.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sidestep.base.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PcapngFileTest {
  @TempDir private Path folder;

  private Path path() {
    return folder.resolve("net.pcapng");
  }

  @Test
  void framesAreInTheFileWithTimeDirectionAndComment() throws IOException {
    try (PcapngFile file = PcapngFile.create(path())) {
      int direct = file.interfaceNumber("net0:direct");
      int emulated = file.interfaceNumber("net0:emulated");
      assertThat(file.interfaceNumber("net0:direct")).isEqualTo(direct);
      file.record(direct, 1, new byte[] {1, 2, 3}, Direction.OUTBOUND, "");
      file.record(emulated, 0x1_0000_0002L, new byte[] {4}, Direction.INBOUND, "a -> b");
      assertThat(file.report()).isEqualTo(new CaptureReport(path(), 2, 0));
    }
    assertThat(PcapngReader.read(Files.readAllBytes(path())))
        .containsExactly(
            "section 1a2b3c4d 1=Times are guest time since power-on. 4=Sidestep",
            "interface type 1 2=net0:direct 9=09 13=00",
            "packet 0 at 1: 010203 2=02000000",
            "interface type 1 2=net0:emulated 9=09 13=00",
            "packet 1 at 4294967298: 04 2=01000000 1=a -> b",
            "statistics 0 4=0100000000000000 5=0000000000000000",
            "statistics 1 4=0100000000000000 5=0000000000000000");
  }

  @Test
  void framesOfAllLengthsAreReadBack() throws IOException {
    Random random = new Random(3);
    try (PcapngFile file = PcapngFile.create(path())) {
      int id = file.interfaceNumber("net0:direct");
      for (int length = 0; length <= 16_384; length += 1 + random.nextInt(200)) {
        file.record(id, length, new byte[length], Direction.OUTBOUND, "x".repeat(length % 7));
      }
      file.record(id, 1, new byte[1 << 20], Direction.OUTBOUND, "");
    }
    List<String> blocks = PcapngReader.read(Files.readAllBytes(path()));
    assertThat(blocks.getLast()).startsWith("statistics 0");
    assertThat(blocks.subList(2, blocks.size() - 1)).allMatch(block -> block.startsWith("packet"));
    assertThat(blocks.get(blocks.size() - 2)).hasSizeGreaterThan(2 << 20);
  }

  @Test
  void tsharkReadsIt() throws IOException, InterruptedException {
    assumeThat(run("tshark", "--version")).as("tshark is installed").contains("TShark");
    try (PcapngFile file = PcapngFile.create(path())) {
      int id = file.interfaceNumber("net0:direct");
      file.record(id, 1_500_000_001L, new byte[60], Direction.OUTBOUND, "first");
      file.record(id, 2_500_000_002L, new byte[1514], Direction.INBOUND, "");
    }
    String fields =
        run(
            "tshark",
            "-r",
            path().toString(),
            "-T",
            "fields",
            "-E",
            "separator=;",
            "-e",
            "frame.time_epoch",
            "-e",
            "frame.len",
            "-e",
            "frame.interface_name",
            "-e",
            "frame.comment",
            "-e",
            "frame.packet_flags_direction");
    assertThat(fields.lines())
        .containsExactly(
            "1.500000001;60;net0:direct;first;0x00000002",
            "2.500000002;1514;net0:direct;;0x00000001");
  }

  private String run(String... command) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    try {
      new ProcessBuilder(command)
          .redirectOutput(output.toFile())
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
      return Files.readString(output);
    } catch (IOException notInstalled) {
      return "";
    }
  }

  @Test
  void aFullDiskStopsTheFileAndNobodyElse() {
    Path full = Path.of("/dev/full");
    assumeThat(Files.exists(full)).as("the system has /dev/full").isTrue();
    PcapngFile file = PcapngFile.create(full);
    int id = file.interfaceNumber("net0:direct");
    for (int count = 0; count < 100_000; count++) {
      file.record(id, count, new byte[1514], Direction.OUTBOUND, "");
    }
    assertThatThrownBy(file::close)
        .asInstanceOf(InstanceOfAssertFactories.type(Failure.class))
        .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Failure.Reason.HOST))
        .satisfies(failure -> assertThat(failure).hasMessageContaining("make room on the disk"));
    file.close();
    file.record(id, 0, new byte[60], Direction.OUTBOUND, "");
    assertThat(file.report()).isEqualTo(new CaptureReport(full, 0, 100_001));
  }

  @Test
  void whatDoesNotFitIsCountedInTheFile() throws IOException {
    byte[] large = new byte[1 << 20];
    long dropped;
    try (PcapngFile file = PcapngFile.create(path())) {
      int id = file.interfaceNumber("net0:direct");
      synchronized (file) {
        for (int count = 0; count < 100; count++) {
          file.record(id, count, large, Direction.OUTBOUND, "");
        }
      }
      dropped = file.report().dropped();
    }
    assertThat(dropped).isEqualTo(100 - 15);
    assertThat(PcapngReader.read(Files.readAllBytes(path())).getLast())
        .isEqualTo("statistics 0 4=6400000000000000 5=5500000000000000");
  }

  @Test
  void aFileThatCannotBeIsAFailure() {
    assertThatThrownBy(() -> PcapngFile.create(folder.resolve("no").resolve("file")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("cannot be created");
  }
}
