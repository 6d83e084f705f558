package dev.sidestep.guest.image;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs as processes. Their output goes to files, so that no thread has to read pipes. */
final class SystemCommands implements HostCommands {
  private static final long POLL_MILLIS = 100;

  @Override
  public Result run(
      Path scratch, Map<String, String> environment, List<String> command, Runnable whileRunning)
      throws IOException {
    Path output = Files.createTempFile(scratch, "output", "");
    Path errors = Files.createTempFile(scratch, "errors", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(scratch.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().putAll(environment);
    int status = await(builder.start(), whileRunning);
    return new Result(status, Files.readString(output), Files.readString(errors));
  }

  private static int await(Process process, Runnable whileRunning) throws IOException {
    try {
      while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        whileRunning.run();
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    } finally {
      process.destroy();
    }
  }
}
