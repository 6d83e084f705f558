package dev.sidestep.guest.image;

import dev.sidestep.base.Failure;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** An initial file system that a user supplies: a cpio archive, plain or compressed. Immutable. */
public final class InitrdFile {
  private static final long LIMIT_BYTES = 1L << 30;

  private final byte[] bytes;

  private InitrdFile(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads and checks an initial file system.
   *
   * @throws Failure NOT_FOUND, BAD_INPUT or HOST
   */
  public static InitrdFile load(Path path) {
    byte[] file = HostFiles.read("initrd", path, LIMIT_BYTES);
    return switch (FileFormat.of(file)) {
      case CPIO, GZIP, XZ, ZSTD, LZ4, BZIP2, LZMA -> new InitrdFile(file);
      case RISCV_IMAGE, ARM64_IMAGE, EFI_ZBOOT, X86_KERNEL, DOS_EXECUTABLE -> throw bad(path, file);
      case ELF, DEB, U_BOOT, DEVICE_TREE, TEXT, UNKNOWN -> throw bad(path, file);
    };
  }

  /** The content, read-only. */
  public ByteBuffer bytes() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  private static Failure bad(Path path, byte[] file) {
    return new Failure(
        Failure.Reason.BAD_INPUT,
        "The initrd "
            + path
            + " is not a cpio archive, plain or compressed: it is "
            + FileFormat.of(file).description()
            + "; pass an initramfs.");
  }
}
