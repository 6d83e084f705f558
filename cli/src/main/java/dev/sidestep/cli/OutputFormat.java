package dev.sidestep.cli;

/** How data is written. */
enum OutputFormat {
  /** For people. */
  TEXT,
  /** One JSON value. */
  JSON;

  /** As on the command line. */
  @Override
  public String toString() {
    return this == TEXT ? "text" : "json";
  }
}
