package dev.sidestep.guest.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.base.Failure;
import dev.sidestep.guest.image.Initramfs.ExtraFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;
import org.junit.jupiter.api.Test;

class InitramfsTest {
  private static final byte[] BUSYBOX = TestPackages.elf();

  @Test
  void holdsWhatTheFirstProcessNeeds() throws IOException {
    Map<String, CpioArchiveEntry> entries = read(Initramfs.assemble(BUSYBOX), 0);
    assertThat(entries)
        .containsKeys("init", "bin/busybox", "bin/sh", "proc", "sys", "dev", "tmp", "dev/null");
    assertThat(entries.get("init").getMode()).isEqualTo(0100755);
    assertThat(entries.get("bin/busybox").getSize()).isEqualTo(BUSYBOX.length);
    assertThat(entries.get("bin/sh").isSymbolicLink()).isTrue();
    assertThat(entries.get("dev/console").getRemoteDeviceMaj()).isEqualTo(5);
    assertThat(entries.get("dev/console").getRemoteDeviceMin()).isEqualTo(1);
    assertThat(entries.get("dev/ttyS0").isCharacterDevice()).isTrue();
  }

  @Test
  void dependsOnNothingButItsContent() {
    byte[] one = new CpioWriter().file("b/c", 0644, BUSYBOX).directory("a", 0755).toBytes();
    byte[] other = new CpioWriter().directory("/a", 0755).file("/b/c", 0644, BUSYBOX).toBytes();
    assertThat(one).isEqualTo(other);
    assertThat(new String(one, 110, 1, java.nio.charset.StandardCharsets.US_ASCII)).isEqualTo("a");
  }

  @Test
  void appendsFilesAsASecondArchive() throws IOException {
    byte[] base = Initramfs.assemble(BUSYBOX);
    byte[] all = Initramfs.append(base, List.of(new ExtraFile("/data/send", new byte[7])));
    assertThat(all).startsWith(base);
    assertThat(all.length % 4).isZero();
    Map<String, CpioArchiveEntry> extra = read(all, base.length);
    assertThat(extra.keySet()).containsExactly("data", "data/send");
    assertThat(extra.get("data/send").getSize()).isEqualTo(7);
  }

  @Test
  void refusesABusyboxOfAnotherMachine() {
    byte[] foreign = TestPackages.with(BUSYBOX, 0x12, 62);
    assertThatThrownBy(() -> Initramfs.assemble(foreign))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("not a RISC-V executable");
  }

  @Test
  void refusesPathsThatNameNoEntry() {
    for (String path : List.of("", "/", "a/", "a//b")) {
      assertThatThrownBy(() -> new CpioWriter().directory(path, 0755))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static Map<String, CpioArchiveEntry> read(byte[] archive, int offset) throws IOException {
    Map<String, CpioArchiveEntry> entries = new LinkedHashMap<>();
    ByteArrayInputStream in = new ByteArrayInputStream(archive, offset, archive.length - offset);
    try (CpioArchiveInputStream cpio = new CpioArchiveInputStream(in, "UTF-8")) {
      for (CpioArchiveEntry e = cpio.getNextEntry(); e != null; e = cpio.getNextEntry()) {
        entries.put(e.getName(), e);
      }
    }
    return entries;
  }
}
