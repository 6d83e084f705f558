package dev.sidestep.vmm.device.i82540em;

/**
 * One ring entry of 16 bytes, as two little-endian quadwords.
 *
 * @param low bytes 7..0
 * @param high bytes 15..8
 */
public record Descriptor(long low, long high) {
  /** All bits 0; as a context: there has been none since the last reset. */
  public static final Descriptor NONE = new Descriptor(0, 0);

  /** True for {@link #NONE}. */
  public boolean isNone() {
    return (low | high) == 0;
  }
}
