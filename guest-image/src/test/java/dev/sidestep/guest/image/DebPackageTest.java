package dev.sidestep.guest.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.base.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebPackageTest {
  private static final byte[] GOOD =
      TestPackages.deb("busybox-static", Map.of("./usr/bin/busybox", new byte[] {1, 2}));

  @TempDir private Path directory;

  @Test
  void readsAFileAndTheControlFields() throws IOException {
    DebPackage deb = deb(GOOD);
    assertThat(deb.file("/bin/busybox")).containsExactly(1, 2);
    assertThat(deb.control())
        .containsEntry("Package", "busybox-static")
        .containsEntry("Version", "1:2-3")
        .hasSize(4);
  }

  @Test
  void refusesDamagedPackages() throws IOException {
    refuses(GOOD, "has no file .../none", "/none");
    refuses(Arrays.copyOf(GOOD, GOOD.length - 40), "is damaged", "/bin/busybox");
    refuses(new byte[100], "is damaged", "/bin/busybox");
    refuses(TestPackages.ar(Map.of("x", new byte[2])), "not a Debian package", "/bin/busybox");
    refuses(TestPackages.ar(Map.of("data.tar.zst", new byte[2])), "only xz and gzip", "/x");
    byte[] plain = TestPackages.tar(Map.of("a", new byte[3]));
    assertThat(deb(TestPackages.ar(Map.of("data.tar", plain))).file("/a")).hasSize(3);
  }

  private void refuses(byte[] bytes, String words, String file) throws IOException {
    DebPackage deb = deb(bytes);
    assertThatThrownBy(() -> deb.file(file))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(words);
  }

  private DebPackage deb(byte[] bytes) throws IOException {
    return new DebPackage(Files.write(directory.resolve("x.deb"), bytes));
  }
}
