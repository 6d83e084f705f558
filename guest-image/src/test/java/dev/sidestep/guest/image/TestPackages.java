package dev.sidestep.guest.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Tiny kernels, programs and Debian packages. */
final class TestPackages {
  private TestPackages() {}

  /** A RISC-V Image of {@code bytes} bytes that promises as much memory. */
  static byte[] image(int bytes) {
    ByteBuffer out = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.putShort(0, (short) 0x5A4D).putLong(8, 0x200000).putLong(0x10, bytes);
    out.putInt(0x20, 2).put(0x30, ascii("RISCV")).put(0x38, ascii("RSC\u0005"));
    return out.array();
  }

  /** A RISC-V ELF file with 16 bytes at 0x8000_0000, virtual 0x1000, and entry 0x1004. */
  static byte[] elf() {
    ByteBuffer out = ByteBuffer.allocate(64 + 56 + 16).order(ByteOrder.LITTLE_ENDIAN);
    out.put(0, ascii("\u007fELF")).put(4, (byte) 2).put(5, (byte) 1);
    out.putShort(0x10, (short) 2).putShort(0x12, (short) 243).putLong(0x18, 0x1004);
    out.putLong(0x20, 64).putShort(0x36, (short) 56).putShort(0x38, (short) 1);
    out.putInt(64, 1).putLong(72, 120).putLong(80, 0x1000).putLong(88, 0x8000_0000L);
    out.putLong(96, 16).putLong(104, 0x40);
    return out.array();
  }

  static byte[] deb(String name, Map<String, byte[]> files) {
    String control =
        "Package: " + name + "\nVersion: 1:2-3\nArchitecture: riscv64\nDescription: x\n y\n";
    return ar(
        Map.of(
            "control.tar.xz", xz(tar(Map.of("./control", ascii(control)))),
            "data.tar.xz", xz(tar(files))));
  }

  static byte[] ar(Map<String, byte[]> members) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ArArchiveOutputStream ar = new ArArchiveOutputStream(out)) {
      for (String name : members.keySet().stream().sorted().toList()) {
        ar.putArchiveEntry(new ArArchiveEntry(name, members.get(name).length));
        ar.write(members.get(name));
        ar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] tar(Map<String, byte[]> files) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      for (String name : files.keySet().stream().sorted().toList()) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(files.get(name).length);
        tar.putArchiveEntry(entry);
        tar.write(files.get(name));
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] xz(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (XZOutputStream xz = new XZOutputStream(out, new LZMA2Options(0))) {
      xz.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] with(byte[] bytes, int offset, int... values) {
    byte[] copy = Arrays.copyOf(bytes, bytes.length);
    for (int i = 0; i < values.length; i++) {
      copy[offset + i] = (byte) values[i];
    }
    return copy;
  }
}
