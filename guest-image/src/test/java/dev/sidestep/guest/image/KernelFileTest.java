package dev.sidestep.guest.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sidestep.base.Failure;
import dev.sidestep.base.Failure.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelFileTest {
  private static final long RAM = 0x8000_0000L;

  @TempDir private Path directory;

  @Test
  void readsTheHeaderOfAnImage() throws IOException {
    KernelFile kernel = KernelFile.load(write(TestPackages.image(4096)));
    assertThat(kernel.kind()).isEqualTo(KernelFile.Kind.IMAGE);
    assertThat(kernel.compressed()).isFalse();
    assertThat(kernel.entry()).isEqualTo(0x200000);
    assertThat(kernel.physical(kernel.entry(), RAM)).isEqualTo(0x8020_0000L);
    assertThat(kernel.imageSize()).isEqualTo(4096);
    assertThat(kernel.segments().getFirst().bytes().remaining()).isEqualTo(4096);
  }

  @Test
  void unpacksGzip() throws IOException {
    KernelFile kernel = KernelFile.load(write(gzip(TestPackages.image(4096))));
    assertThat(kernel.compressed()).isTrue();
    assertThat(kernel.imageSize()).isEqualTo(4096);
  }

  @Test
  void readsTheSegmentsOfAnElfFile() throws IOException {
    KernelFile kernel = KernelFile.load(write(TestPackages.elf()));
    assertThat(kernel.kind()).isEqualTo(KernelFile.Kind.ELF);
    assertThat(kernel.entry()).isEqualTo(0x8000_0004L);
    assertThat(kernel.segments()).hasSize(1);
    assertThat(kernel.segments().getFirst().bytes().remaining()).isEqualTo(16);
    assertThat(kernel.imageSize()).isEqualTo(0x40);
  }

  @Test
  void refusesWhatDoesNotFitIntoMemory() throws IOException {
    KernelFile image = KernelFile.load(write(TestPackages.image(4096)));
    image.requireFits(RAM, 0x201000);
    assertThat(refusal(() -> image.requireFits(RAM, 0x200FFF)).reason())
        .isEqualTo(Reason.BAD_INPUT);
    KernelFile elf = KernelFile.load(write(TestPackages.elf()));
    elf.requireFits(RAM, 0x40);
    assertThat(refusal(() -> elf.requireFits(RAM, 0x3F))).hasMessageContaining("more memory");
    assertThat(refusal(() -> elf.requireFits(RAM + 4096, 1 << 20))).isNotNull();
  }

  @Test
  void saysWhatAFileIsInstead() throws IOException {
    byte[] image = TestPackages.image(4096);
    refuses("truncated", Arrays.copyOf(image, 100));
    refuses("within its header", Arrays.copyOf(image, 62));
    refuses("truncated or damaged", Arrays.copyOf(image, 4100));
    refuses("big-endian", TestPackages.with(image, 0x18, 1));
    refuses("version 1", TestPackages.with(image, 0x20, 0, 0, 1, 0));
    refuses("impossible sizes", TestPackages.with(image, 0x16, 0xFF, 0xFF));
    refuses("an Arm kernel", TestPackages.with(image, 0x38, 'A', 'R', 'M', 'd'));
    refuses("without a RISC-V", TestPackages.with(image, 0x38, 0));
    refuses("an x86 kernel", TestPackages.with(new byte[4096], 0x202, 'H', 'd', 'r', 'S'));
    refuses("a Debian package", TestPackages.ascii("!<arch>\ndebian-binary"));
    refuses("an xz file", TestPackages.xz(image));
    refuses("initial file system", TestPackages.ascii("070701"));
    refuses("of no known format", new byte[] {1, 2, 3});
    refuses("is empty", new byte[0]);
    refuses("damaged or truncated gzip", Arrays.copyOf(gzip(image), 40));
  }

  @Test
  void saysWhatIsWrongWithAnElfFile() throws IOException {
    byte[] elf = TestPackages.elf();
    refuses("within its ELF header", Arrays.copyOf(elf, 20));
    refuses("64-bit", TestPackages.with(elf, 4, 1));
    refuses("for machine 62", TestPackages.with(elf, 0x12, 62, 0));
    refuses("an ELF object", TestPackages.with(elf, 0x10, 1));
    refuses("truncated ELF", Arrays.copyOf(elf, elf.length - 1));
    refuses("truncated ELF", Arrays.copyOf(elf, 80));
    refuses("truncated ELF", TestPackages.with(elf, 0x27, 0x7F));
    refuses("nothing to load", TestPackages.with(elf, 64, 6));
    refuses("larger in the file", TestPackages.with(elf, 104, 8));
    refuses("outside its own segments", TestPackages.with(elf, 0x18, 0x40));
  }

  @Test
  void refusesPathsThatAreNoFiles() {
    Failure missing = refusal(() -> KernelFile.load(directory.resolve("none")));
    assertThat(missing.reason()).isEqualTo(Reason.NOT_FOUND);
    assertThat(refusal(() -> KernelFile.load(directory)))
        .hasMessageContaining("not a regular file");
  }

  @Test
  void acceptsArchivesAsInitrdAndNothingElse() throws IOException {
    byte[] cpio = new CpioWriter().toBytes();
    assertThat(InitrdFile.load(write(cpio)).bytes().remaining()).isEqualTo(cpio.length);
    assertThat(InitrdFile.load(write(gzip(cpio))).bytes().remaining()).isPositive();
    Path empty = write(new byte[0]);
    assertThat(refusal(() -> InitrdFile.load(empty))).hasMessageContaining("is empty");
    Path kernel = write(TestPackages.image(64));
    assertThat(refusal(() -> InitrdFile.load(kernel))).hasMessageContaining("Linux Image");
  }

  private void refuses(String words, byte[] file) throws IOException {
    Path path = write(file);
    Failure failure = refusal(() -> KernelFile.load(path));
    assertThat(failure).hasMessageContaining(words).hasMessageContaining(path.toString());
    assertThat(failure.reason()).isEqualTo(Reason.BAD_INPUT);
  }

  private static Failure refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(Failure.class, call);
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(Files.createTempFile(directory, "kernel", ""), bytes);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
