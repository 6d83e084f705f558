package dev.sidestep.vmm.device.am79c970a;

import dev.sidestep.device.spec.i82540em.StatisticsRegisters;
import java.util.HashMap;
import java.util.Map;

/**
 * The counters that a guest most likely looks at, kept by the driver in the form of the 8254x
 * family: the chip has none but of missed frames. A read clears one; the others stay 0.
 */
final class Tally {
  private final Map<Integer, Integer> counters = new HashMap<>();

  private void count(int offset) {
    counters.merge(offset, 1, Integer::sum);
  }

  void received() {
    count(StatisticsRegisters.TPR);
    count(StatisticsRegisters.GPRC);
  }

  void filteredOut() {
    count(StatisticsRegisters.TPR);
  }

  void sent() {
    count(StatisticsRegisters.TPT);
    count(StatisticsRegisters.GPTC);
  }

  void missed() {
    count(StatisticsRegisters.MPC);
  }

  /** The counter at {@code offset}, which is 0 then. */
  int take(int offset) {
    Integer value = counters.remove(offset);
    return value == null ? 0 : value;
  }

  void reset() {
    counters.clear();
  }
}
