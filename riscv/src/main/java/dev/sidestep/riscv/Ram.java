package dev.sidestep.riscv;

import dev.sidestep.base.Failure;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * A bank of memory on the bus: off-heap, zeroed, page-aligned. Any thread may read and write; bulk
 * transfers are not atomic.
 *
 * <p>Bulk writes do not know about translated code: whoever writes behind the harts' back (DMA, a
 * loader, a snapshot) calls {@link CodeCache#invalidate} afterwards.
 */
public final class Ram implements AutoCloseable {
  /** Bytes in a page. */
  public static final int PAGE_BYTES = 4096;

  private final long base;
  private final MemorySegment segment;
  private final Arena arena;

  private Ram(long base, MemorySegment segment, Arena arena) {
    this.base = base;
    this.segment = segment;
    this.arena = arena;
  }

  /**
   * Allocates a bank.
   *
   * @param base bus address, a multiple of 4096
   * @param sizeBytes a positive multiple of 4096
   * @throws Failure if the host has not that much memory
   */
  public static Ram allocate(long base, long sizeBytes) {
    if (((base | sizeBytes) & (PAGE_BYTES - 1)) != 0 || sizeBytes <= 0) {
      throw new Failure(
          Failure.Reason.USAGE,
          "Guest memory of %d bytes at %#x is not made of 4 KiB pages; give a multiple of 4096."
              .formatted(sizeBytes, base));
    }
    Arena arena = Arena.ofShared();
    try {
      MemorySegment pages = HostPages.isAvailable() ? HostPages.allocate(sizeBytes, arena) : null;
      return new Ram(base, pages != null ? pages : arena.allocate(sizeBytes, PAGE_BYTES), arena);
    } catch (OutOfMemoryError | IllegalArgumentException e) {
      arena.close();
      throw new Failure(
          Failure.Reason.HOST,
          "The host cannot provide %d MiB of guest memory; give the machine less."
              .formatted(sizeBytes >> 20),
          e);
    }
  }

  /** Bus address of the first byte. */
  public long base() {
    return base;
  }

  /** Bytes. */
  public long size() {
    return segment.byteSize();
  }

  /** True if {@code length} bytes at {@code address} are all in this bank. */
  public boolean contains(long address, long length) {
    long offset = address - base;
    return offset >= 0 && length >= 0 && offset <= size() - length;
  }

  /** Host address of the byte at bus address {@code address}, which must be in this bank. */
  public long hostAddress(long address) {
    return segment.address() + (address - base);
  }

  /** Copies {@code length} bytes at bus address {@code address} out. */
  public void read(long address, byte[] into, int at, int length) {
    Objects.checkFromIndexSize(at, length, into.length);
    MemorySegment.copy(segment, address - base, MemorySegment.ofArray(into), at, length);
  }

  /** Copies {@code length} bytes in, to bus address {@code address}. */
  public void write(long address, byte[] from, int at, int length) {
    Objects.checkFromIndexSize(at, length, from.length);
    MemorySegment.copy(MemorySegment.ofArray(from), at, segment, address - base, length);
  }

  /** Copies in what is left in {@code from}, to bus address {@code address}. */
  public void write(long address, ByteBuffer from) {
    MemorySegment.copy(MemorySegment.ofBuffer(from), 0, segment, address - base, from.remaining());
  }

  /** Makes the bytes at {@code address} equal to {@code content}; false if they were. */
  public boolean replace(long address, byte[] content) {
    MemorySegment here = segment.asSlice(address - base, content.length);
    MemorySegment wanted = MemorySegment.ofArray(content);
    boolean differs = here.mismatch(wanted) >= 0;
    if (differs) {
      here.copyFrom(wanted);
    }
    return differs;
  }

  /** The whole bank, for snapshots and zero-copy transfers. */
  public MemorySegment segment() {
    return segment;
  }

  /** Gives the memory back. No hart and no device may use it any more. */
  @Override
  public void close() {
    arena.close();
  }
}
