package dev.sidestep.vmm;

import java.util.List;

/** What a switch carries from a device to its virtual twin, or back. Immutable. */
public interface DeviceState {
  /** Every field, with how it came to be known; for reports. */
  List<KnownField> fields();
}
