package dev.sidestep.platform.soft;

import dev.sidestep.platform.AccessMode;
import dev.sidestep.platform.AddressRange;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Guest-physical addresses with one answer in the access map.
 *
 * @param device whose registers they are; null for a part of the board that does not change custody
 * @param offset of the first of them in the device's register window
 */
record Region(@Nullable SoftDevice device, AddressRange range, long offset, AccessMode mode) {
  private static final long PAGE_BYTES = 4096;

  /** The device of an address that is intercepted. */
  SoftDevice requireDevice() {
    return Objects.requireNonNull(device, "only devices are intercepted by the monitor");
  }

  /** The register at {@code address}. */
  long offsetOf(long address) {
    return offset + (address - range.start());
  }

  /** True if a byte of the page that begins at {@code page} is one of them. */
  boolean overlapsPage(long page) {
    return range.contains(page) || (range.start() >= page && range.start() - page < PAGE_BYTES);
  }
}
