package dev.sidestep.cli;

import dev.sidestep.cli.terminal.JLineTty;
import dev.sidestep.control.Sidestep;
import java.io.FileDescriptor;
import java.io.FileInputStream;

/** The entry of the program that {@code ./sidestep} starts. */
public final class Main {
  private Main() {}

  /** Runs one command; its exit code is one of {@link ExitCode}. */
  public static void main(String[] arguments) {
    // Unbuffered: a key must be seen when it is pressed, and the console thread never gives up a
    // lock of System.in.
    var in = new FileInputStream(FileDescriptor.in);
    var here = new Surroundings(System.getenv(), in, System.out, System.err, new JLineTty());
    int code = CommandTree.create(here, Sidestep::load).execute(arguments);
    System.out.flush();
    System.exit(code);
  }
}
