package dev.sidestep.vmm.device;

/**
 * What hardware is to do with a packet on its way out. Offsets count from the packet's first byte.
 *
 * @param insertFcs the hardware appends the frame check sequence; if not, the packet ends with it
 * @param vlanTag to insert after the addresses, 0..65535, or {@link #UNTAGGED}
 * @param insertIpChecksum the hardware fills in the field of {@code layout.ip()}
 * @param insertTransportChecksum the hardware fills in the field of {@code layout.transport()}
 * @param layout where headers and checksums are; {@link Layout#NONE} if it does not matter
 * @param segmentation how to cut the packet into frames; {@link Segmentation#NONE} if it is one
 */
public record Offload(
    boolean insertFcs,
    int vlanTag,
    boolean insertIpChecksum,
    boolean insertTransportChecksum,
    Layout layout,
    Segmentation segmentation) {
  /** No tag is inserted. */
  public static final int UNTAGGED = -1;

  /** A plain frame, to which the hardware appends the check sequence. */
  public static final Offload NONE =
      new Offload(true, UNTAGGED, false, false, Layout.NONE, Segmentation.NONE);

  /** True if the packet is to be cut into several frames. */
  public boolean isSegmented() {
    return segmentation.maximumPayload() > 0;
  }

  /**
   * One Internet checksum: over bytes {@code start..end}, stored at {@code offset}, high byte
   * first. The sum includes what is at {@code offset} before.
   *
   * @param start first byte; also where the header begins
   * @param offset where the sum is stored
   * @param end last byte, inclusive; 0 for the packet's last one
   */
  public record Checksum(int start, int offset, int end) {
    /** None. */
    public static final Checksum NONE = new Checksum(0, 0, 0);
  }

  /**
   * Where the two checksums are.
   *
   * @param ip IPCSS, IPCSO and IPCSE; for segmentation also where the IP header begins
   * @param transport TUCSS, TUCSO and TUCSE; for segmentation also where the TCP header begins
   */
  public record Layout(Checksum ip, Checksum transport) {
    /** Nothing is known. */
    public static final Layout NONE = new Layout(Checksum.NONE, Checksum.NONE);
  }

  /**
   * TCP (or UDP) segmentation.
   *
   * @param maximumPayload MSS: bytes after the headers in each frame but the last; 0 for none
   * @param headerLength HDRLEN: bytes that begin every frame
   * @param payloadLength PAYLEN: bytes after the headers, altogether
   * @param tcp TUCMD.TCP: sequence numbers and flags are kept
   * @param ipv4 TUCMD.IP: an IPv4 header, with identification and length
   */
  public record Segmentation(
      int maximumPayload, int headerLength, int payloadLength, boolean tcp, boolean ipv4) {
    /** The packet is one frame. */
    public static final Segmentation NONE = new Segmentation(0, 0, 0, false, false);
  }
}
