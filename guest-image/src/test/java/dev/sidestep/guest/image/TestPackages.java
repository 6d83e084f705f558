package dev.sidestep.guest.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
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

  /** A kernel module that says it depends on {@code depends}, comma-separated. */
  static byte[] module(String depends) {
    byte[] info = ascii("license=GPL\0depends=" + depends + "\0vermagic=6\0");
    byte[] names = ascii("\0.modinfo\0.shstrtab\0");
    int sections = 64 + info.length + names.length;
    ByteBuffer out = ByteBuffer.allocate(sections + 3 * 64).order(ByteOrder.LITTLE_ENDIAN);
    out.put(0, ascii("\u007fELF")).putShort(0x12, (short) 243).putLong(0x28, sections);
    out.putShort(0x3C, (short) 3).putShort(0x3E, (short) 2);
    out.put(64, info).put(64 + info.length, names);
    out.putInt(sections + 64, 1).putLong(sections + 64 + 24, 64);
    out.putLong(sections + 64 + 32, info.length);
    out.putInt(sections + 128, 10).putLong(sections + 128 + 24, 64 + info.length);
    out.putLong(sections + 128 + 32, names.length);
    return out.array();
  }

  /** An installer's initial RAM disk with the drivers of network cards. */
  static byte[] installer() {
    String folder = "usr/lib/modules/6/kernel/drivers/net/";
    CpioWriter cpio = new CpioWriter();
    cpio.file(folder + "e1000.ko.xz", 0644, xz(module("")));
    cpio.file(folder + "pcnet32.ko.xz", 0644, xz(module("mii")));
    cpio.file(folder + "mii.ko.xz", 0644, xz(module("")));
    cpio.file(folder + "virtio_net.ko.xz", 0644, xz(module("net_failover")));
    cpio.file(folder + "net_failover.ko.xz", 0644, xz(module("failover")));
    cpio.file("usr/lib/modules/6/kernel/net/core/failover.ko.xz", 0644, xz(module("")));
    return gzip(cpio.file("init", 0755, new byte[5]).toBytes());
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
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
