package dev.sidestep.guest.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/** The 64-byte header of a RISC-V Linux Image (Documentation/arch/riscv/boot-image-header.rst). */
final class RiscvImage {
  static final int HEADER_BYTES = 64;

  private static final int TEXT_OFFSET = 0x08;
  private static final int IMAGE_SIZE = 0x10;
  private static final int FLAGS = 0x18;
  private static final int VERSION = 0x20;
  private static final int FLAG_BIG_ENDIAN = 1;

  /** Above this a header is damaged: no machine of ours has such memory. */
  private static final long LARGEST = 1L << 40;

  private RiscvImage() {}

  static KernelFile parse(Path path, boolean compressed, ByteBuffer bytes) {
    int length = bytes.remaining();
    if (length < HEADER_BYTES) {
      throw KernelFile.bad(path, "ends within its header of 64 bytes; download it again.");
    }
    ByteBuffer in = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    if ((in.getLong(FLAGS) & FLAG_BIG_ENDIAN) != 0) {
      throw KernelFile.bad(path, "is big-endian; build it for a little-endian machine.");
    }
    int major = in.getInt(VERSION) >>> 16;
    if (major != 0) {
      throw KernelFile.bad(
          path, "has a header of version " + major + ", and only 0 is known; pass an ELF file.");
    }
    long offset = in.getLong(TEXT_OFFSET);
    long size = in.getLong(IMAGE_SIZE);
    if (offset < 0 || offset > LARGEST || size <= 0 || size > LARGEST) {
      throw KernelFile.bad(path, "has impossible sizes in its header; download it again.");
    }
    // image_size covers .bss too, so the file is shorter, but never by more than a fraction.
    if (length > size || length < size / 2) {
      throw KernelFile.bad(
          path,
          String.format(
              "has %,d bytes, but its header promises %,d; it is truncated or damaged, so download"
                  + " it again.",
              length, size));
    }
    var segment = new KernelFile.Segment(offset, bytes.asReadOnlyBuffer(), size);
    return new KernelFile(path, KernelFile.Kind.IMAGE, compressed, offset, List.of(segment));
  }
}
