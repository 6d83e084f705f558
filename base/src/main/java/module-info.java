/** Words everyone uses: bits, guest time, timers, interrupt lines, register windows, failures. */
module dev.sidestep.base {
  requires static org.jspecify;

  exports dev.sidestep.base;
}
