package dev.sidestep.guest.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.base.Failure;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstallerModulesTest {
  private static final byte[] INSTALLER = TestPackages.installer();

  @Test
  void takesModulesWithWhatTheyNeed() {
    Map<String, byte[]> modules = InstallerModules.extract(INSTALLER, List.of("virtio_net"));
    assertThat(modules).containsOnlyKeys("failover", "net_failover", "virtio_net");
    assertThat(modules.get("failover")).isEqualTo(TestPackages.module(""));
  }

  @Test
  void saysWhatIsMissingOrDamaged() {
    refuses("has no module ne2k", INSTALLER, "ne2k");
    refuses("not a gzip file", new byte[40], "e1000");
    refuses("damaged cpio archive", TestPackages.gzip(new byte[400]), "e1000");
    refuses("damaged", Arrays.copyOf(INSTALLER, INSTALLER.length - 60), "e1000");
    CpioWriter cpio = new CpioWriter().file("e1000.ko.xz", 0644, new byte[9]);
    refuses("module e1000 is damaged", TestPackages.gzip(cpio.toBytes()), "e1000");
    cpio.file("e1000.ko.xz", 0644, TestPackages.xz(TestPackages.elf()));
    refuses("not a RISC-V kernel module", TestPackages.gzip(cpio.toBytes()), "e1000");
  }

  @Test
  void readsDependenciesOutOfTheModule() {
    assertThat(KernelModule.dependencies("x", TestPackages.module("a,b_c")))
        .containsExactly("a", "b_c");
    byte[] wild = TestPackages.with(TestPackages.module(""), 0x2B, 0x7F);
    assertThatThrownBy(() -> KernelModule.dependencies("x", wild)).isInstanceOf(Failure.class);
    byte[] foreign = TestPackages.with(TestPackages.module(""), 0x12, 62);
    assertThatThrownBy(() -> KernelModule.dependencies("x", foreign)).isInstanceOf(Failure.class);
  }

  @Test
  void aTruncatedArchiveIsDamaged() {
    byte[] archive = new CpioWriter().file("a", 0644, new byte[100]).toBytes();
    byte[] part = Arrays.copyOf(archive, 150);
    assertThatThrownBy(
            () -> CpioReader.files("thing", new ByteArrayInputStream(part), path -> true))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("thing is a damaged cpio archive");
  }

  private static void refuses(String words, byte[] installer, String module) {
    assertThatThrownBy(() -> InstallerModules.extract(installer, List.of(module)))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(words);
  }
}
