package dev.sidestep.bench;

import dev.sidestep.base.Failure;
import java.util.Map;

/**
 * What a kernel has said of itself.
 *
 * @param nanos of guest time for a repetition, the median
 * @param operations in a repetition
 * @param checksum of what was computed
 */
record KernelRun(double nanos, double operations, String checksum) {
  /**
   * Reads the words {@code name=value} of a kernel's line.
   *
   * @throws Failure BROKEN_PROMISE if it says what went wrong instead
   */
  static KernelRun of(String kernel, Map<String, String> fields) {
    String nanos = fields.get("nanos");
    String operations = fields.get("operations");
    String checksum = fields.get("sum");
    if (nanos == null || operations == null || checksum == null) {
      throw new Failure(
          Failure.Reason.BROKEN_PROMISE,
          "The kernel %s failed in the guest (%s); start it there by hand to see why."
              .formatted(kernel, fields.getOrDefault("error", "no reason")));
    }
    return new KernelRun(Double.parseDouble(nanos), Double.parseDouble(operations), checksum);
  }
}
