package dev.sidestep.guest.image;

import java.nio.ByteBuffer;

/** What a file is, by its first bytes, so that a wrong one can be named. */
enum FileFormat {
  // The order matters: every RISC-V and Arm Image is a DOS executable too.
  RISCV_IMAGE("a RISC-V Linux Image", 0x38, "RSC\u0005"),
  ARM64_IMAGE("an Arm kernel", 0x38, "ARMd"),
  EFI_ZBOOT("a compressed EFI boot image (unpack its payload first)", 4, "zimg"),
  X86_KERNEL("an x86 kernel", 0x202, "HdrS"),
  DOS_EXECUTABLE("a DOS or EFI program without a RISC-V Image header", 0, "MZ"),
  ELF("an ELF file", 0, "\u007fELF"),
  GZIP("a gzip file", 0, "\u001f\u008b"),
  XZ("an xz file", 0, "\u00fd7zXZ\0"),
  ZSTD("a zstd file", 0, "(\u00b5/\u00fd"),
  LZ4("an lz4 file", 0, "\u0002!L\u0018"),
  BZIP2("a bzip2 file", 0, "BZh"),
  LZMA("an lzma file", 0, "]\0\0"),
  CPIO("a cpio archive (an initial file system: pass it as --initrd)", 0, "07070"),
  DEB("a Debian package (unpack the kernel from it first)", 0, "!<arch>\n"),
  U_BOOT("a U-Boot image", 0, "'\u0005\u0019V"),
  DEVICE_TREE("a flattened device tree or FIT image", 0, "\u00d0\r\u00fe\u00ed"),
  TEXT("a script", 0, "#!"),
  UNKNOWN("of no known format", 0, "");

  private final String description;
  private final int offset;

  /** Bytes as characters 0..255. */
  private final String magic;

  FileFormat(String description, int offset, String magic) {
    this.description = description;
    this.offset = offset;
    this.magic = magic;
  }

  /** Words that complete "it is ...". */
  String description() {
    return description;
  }

  /** The first format whose magic bytes are there. */
  static FileFormat of(byte[] file) {
    return of(ByteBuffer.wrap(file));
  }

  /** As {@link #of(byte[])}, whatever the buffer's position. */
  static FileFormat of(ByteBuffer file) {
    for (FileFormat format : values()) {
      if (format.matches(file)) {
        return format;
      }
    }
    return UNKNOWN;
  }

  private boolean matches(ByteBuffer file) {
    if (file.limit() < offset + magic.length()) {
      return false;
    }
    for (int i = 0; i < magic.length(); i++) {
      if ((file.get(offset + i) & 0xFF) != magic.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
