package dev.sidestep.conformance.guest;

import java.util.regex.Pattern;

/** Lines that the guest's kernel has logged during traffic, as {@code /init} reports them. */
final class KernelLog {
  private static final Pattern LINE = Pattern.compile("kernel: .*");

  /**
   * The kernel says so once, when its timer interrupt took long: with more harts than the host has
   * idle processors, a hart waits for one wherever it is.
   */
  private static final Pattern SLOW_HOST =
      Pattern.compile("kernel: \\[ *[0-9.]+] hrtimer: interrupt took [0-9]+ ns");

  private KernelLog() {}

  /** True for a line of the kernel that nothing but a busy host can cause. */
  static boolean isAboutTheHost(String line) {
    return SLOW_HOST.matcher(line).matches();
  }

  /** True for any other line of the kernel. */
  static boolean isAboutTheGuest(String line) {
    return LINE.matcher(line).matches() && !isAboutTheHost(line);
  }
}
