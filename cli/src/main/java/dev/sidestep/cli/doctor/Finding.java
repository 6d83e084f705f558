package dev.sidestep.cli.doctor;

/**
 * What a check has found.
 *
 * @param check what was looked at, in a word or two
 * @param level how bad it is
 * @param detail what is there
 * @param advice what to do; empty at level OK
 */
public record Finding(String check, Level level, String detail, String advice) {
  /** How bad it is. */
  public enum Level {
    /** As it should be. */
    OK,
    /** Sidestep runs, but something is missing. */
    WARN,
    /** Sidestep does not run. */
    FAIL
  }

  static Finding ok(String check, String detail) {
    return new Finding(check, Level.OK, detail, "");
  }

  static Finding warn(String check, String detail, String advice) {
    return new Finding(check, Level.WARN, detail, advice);
  }

  static Finding fail(String check, String detail, String advice) {
    return new Finding(check, Level.FAIL, detail, advice);
  }
}
