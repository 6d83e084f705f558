package dev.sidestep.bench;

/**
 * A line of the comparison; NaN where there is nothing to compare.
 *
 * @param name what was measured
 * @param bare ours without a monitor
 * @param direct ours, the card in direct custody
 * @param emulated ours, the card in emulated custody
 * @param peer QEMU's
 * @param unit of all of them
 */
record NetRow(String name, double bare, double direct, double emulated, double peer, String unit) {
  /** The medians of what was measured under {@code name}. */
  static NetRow of(String name, String unit, Samples samples) {
    return new NetRow(
        name,
        samples.median(key(name, Side.BARE)),
        samples.median(key(name, Side.DIRECT)),
        samples.median(key(name, Side.EMULATED)),
        samples.median(key(name, Side.PEER)),
        unit);
  }

  /** The name of samples of one side. */
  static String key(String name, Side side) {
    return name + ", " + side.word();
  }
}
