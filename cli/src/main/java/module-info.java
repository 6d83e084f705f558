/** The command line: each command turns its options into a record and calls {@code control}. */
module dev.sidestep.cli {
  requires static org.jspecify;
  requires dev.sidestep.control;
  requires info.picocli;
  requires org.jline.terminal;
  // Found by name at run time; without this line it would not be in the module graph.
  requires org.jline.terminal.ffm;
  requires tools.jackson.databind;

  opens dev.sidestep.cli to
      info.picocli,
      tools.jackson.databind;
  opens dev.sidestep.cli.doctor to
      tools.jackson.databind;
}
