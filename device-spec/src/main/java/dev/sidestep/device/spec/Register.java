package dev.sidestep.device.spec;

/**
 * One register as its datasheet describes it.
 *
 * @param name as the datasheet spells it; unique in its table
 * @param place where it is
 * @param access what software can do to it
 * @param role what it is for
 * @param contents its value after reset, and which part of it is writable and readable
 * @param section where the datasheet describes it
 */
public record Register(
    String name,
    Place place,
    RegisterAccess access,
    RegisterRole role,
    Contents contents,
    String section) {

  /**
   * Where a register is.
   *
   * @param offset in bytes from the start of the device's window
   * @param widthBytes 1, 2, 4 or 8
   * @param bank the condition under which the offset reaches this register, such as {@code DLAB=1};
   *     empty if there is none
   */
  public record Place(long offset, int widthBytes, String bank) {
    /** Checks the ranges. */
    public Place {
      if (offset < 0 || Integer.bitCount(widthBytes) != 1 || widthBytes > Long.BYTES) {
        throw new IllegalArgumentException("No register at " + offset + " of " + widthBytes);
      }
    }

    /** True if the two share a byte and no bank tells them apart. */
    public boolean overlaps(Place other) {
      boolean sharesBytes =
          offset < other.offset + other.widthBytes && other.offset < offset + widthBytes;
      boolean toldApart = !bank.isEmpty() && !other.bank.isEmpty() && !bank.equals(other.bank);
      return sharesBytes && !toldApart;
    }
  }

  /**
   * What is in a register.
   *
   * @param resetValue after a hardware reset; 0 where the datasheet leaves it open
   * @param writableMask bits that a write can change
   * @param readBack whether a written value can be read back
   */
  public record Contents(long resetValue, long writableMask, ReadBack readBack) {}

  /** Byte offset from the start of the device's window. */
  public long offset() {
    return place.offset;
  }

  /** Width in bytes. */
  public int widthBytes() {
    return place.widthBytes;
  }

  /** The condition under which the offset reaches this register; empty if there is none. */
  public String bank() {
    return place.bank;
  }

  /** True if some access would reach both registers. */
  public boolean conflictsWith(Register other) {
    boolean bothRead = access.isReadable() && other.access.isReadable();
    boolean bothWritten = access.isWritable() && other.access.isWritable();
    return place.overlaps(other.place) && (bothRead || bothWritten);
  }
}
