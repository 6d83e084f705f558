package dev.sidestep.guest.image;

import dev.sidestep.base.Failure;
import dev.sidestep.base.Failure.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A kernel that a user or an image supplies: a RISC-V Linux {@code Image} or a 64-bit RISC-V ELF
 * file, either of them as it is or compressed by gzip.
 *
 * <p>Immutable; may be shared by threads.
 */
public final class KernelFile {
  /** Files above this are not kernels; it also bounds what a compressed file may grow to. */
  static final int LIMIT_BYTES = 512 << 20;

  private static final int GZIP_BUFFER = 1 << 16;

  /** How addresses are meant. */
  public enum Kind {
    /** A Linux Image: addresses are offsets from the start of RAM. */
    IMAGE,
    /** An ELF file: addresses are guest-physical. */
    ELF
  }

  /**
   * A part of memory to fill.
   *
   * @param address offset or guest-physical address, as {@link Kind} says
   * @param bytes read-only content
   * @param memoryBytes bytes of memory, at least those of {@code bytes}; the rest is zero
   */
  public record Segment(long address, ByteBuffer bytes, long memoryBytes) {
    /** The first address behind the segment. */
    public long end() {
      return address + memoryBytes;
    }
  }

  private final Path path;
  private final Kind kind;
  private final boolean compressed;
  private final long entry;
  private final List<Segment> segments;

  KernelFile(Path path, Kind kind, boolean compressed, long entry, List<Segment> segments) {
    this.path = path;
    this.kind = kind;
    this.compressed = compressed;
    this.entry = entry;
    this.segments = List.copyOf(segments);
  }

  /**
   * Reads and checks a kernel.
   *
   * @throws Failure NOT_FOUND, BAD_INPUT or HOST, with what was recognised instead
   */
  public static KernelFile load(Path path) {
    ByteBuffer file = HostFiles.map("kernel", path, LIMIT_BYTES);
    boolean compressed = FileFormat.of(file) == FileFormat.GZIP;
    ByteBuffer bytes = compressed ? ByteBuffer.wrap(gunzip(path)) : file;
    FileFormat format = FileFormat.of(bytes);
    return switch (format) {
      case RISCV_IMAGE -> RiscvImage.parse(path, compressed, bytes);
      case ELF -> ElfKernel.parse(path, compressed, bytes);
      default -> throw notAKernel(path, format);
    };
  }

  /** How addresses are meant. */
  public Kind kind() {
    return kind;
  }

  /** Whether the file was compressed by gzip. */
  public boolean compressed() {
    return compressed;
  }

  /** Where the hart starts: an offset or a guest-physical address, as {@link #kind()} says. */
  public long entry() {
    return entry;
  }

  /** What to copy into memory, in ascending order. */
  public List<Segment> segments() {
    return segments;
  }

  /** Bytes of memory from the start of the first segment to the end of the last. */
  public long imageSize() {
    return segments.getLast().end() - segments.getFirst().address();
  }

  /** The guest-physical address of an address of this file on a machine with RAM at ramBase. */
  public long physical(long address, long ramBase) {
    return kind == Kind.IMAGE ? ramBase + address : address;
  }

  /**
   * Refuses a kernel that does not fit into the machine's memory.
   *
   * @throws Failure BAD_INPUT
   */
  public void requireFits(long ramBase, long ramBytes) {
    for (Segment segment : segments) {
      long start = physical(segment.address(), ramBase) - ramBase;
      if (start < 0 || start > ramBytes || segment.memoryBytes() > ramBytes - start) {
        throw new Failure(
            Reason.BAD_INPUT,
            String.format(
                "The kernel %s needs memory at 0x%x..0x%x, but RAM is 0x%x..0x%x; give the machine"
                    + " more memory or pass a smaller kernel.",
                path,
                ramBase + start,
                ramBase + start + segment.memoryBytes(),
                ramBase,
                ramBase + ramBytes));
      }
    }
  }

  static Failure bad(Path path, String why) {
    return new Failure(Reason.BAD_INPUT, "The kernel " + path + " " + why);
  }

  private static Failure notAKernel(Path path, FileFormat format) {
    return bad(
        path,
        "is not a RISC-V kernel: it is "
            + format.description()
            + "; pass a RISC-V Linux Image (plain or gzip) or a 64-bit RISC-V ELF file.");
  }

  private static byte[] gunzip(Path path) {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(path), GZIP_BUFFER)) {
      byte[] bytes = in.readNBytes(LIMIT_BYTES + 1);
      if (bytes.length > LIMIT_BYTES) {
        throw bad(path, "unpacks to more than 512 MiB, which no kernel has; check the file.");
      }
      return bytes;
    } catch (IOException e) {
      throw new Failure(
          Reason.BAD_INPUT,
          "The kernel " + path + " is a damaged or truncated gzip file; download it again.",
          e);
    }
  }
}
