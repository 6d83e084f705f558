package dev.sidestep.platform;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What is in memory when the first guest instruction runs.
 *
 * @param segments bytes by guest-physical address
 * @param entry guest-physical address of the first instruction
 * @param initrd the initial RAM disk, or an empty array for none
 * @param commandLine the kernel's command line ({@code /chosen/bootargs})
 */
@SuppressWarnings("ArrayRecordComponent") // Large read-only blobs; never compared.
public record BootSource(List<Segment> segments, long entry, byte[] initrd, String commandLine) {
  /** A program of its own: {@code image} at {@code address}, where it begins, and nothing else. */
  public static BootSource of(long address, byte[] image) {
    Segment segment = new Segment(address, ByteBuffer.wrap(image), image.length);
    return new BootSource(List.of(segment), address, new byte[0], "");
  }

  /**
   * Bytes at a place.
   *
   * @param address guest-physical address of the first byte
   * @param bytes the content, from position to limit; not changed by anybody
   * @param sizeBytes size in memory, at least the content's; the rest is zero
   */
  public record Segment(long address, ByteBuffer bytes, long sizeBytes) {}
}
