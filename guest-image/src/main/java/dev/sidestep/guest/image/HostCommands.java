package dev.sidestep.guest.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs programs of the host; a seam for tests. */
interface HostCommands {
  /** How a program ended: exit status, and what it wrote to its standard output and error. */
  record Result(int status, String output, String errors) {}

  /**
   * Runs a program to its end.
   *
   * @param scratch where its output may be collected, also its working directory
   * @param environment variables to set beside the inherited ones
   * @param whileRunning called now and then until it has ended
   * @throws IOException if the program cannot be started
   */
  Result run(
      Path scratch, Map<String, String> environment, List<String> command, Runnable whileRunning)
      throws IOException;
}
