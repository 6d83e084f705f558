package dev.sidestep.cli;

import dev.sidestep.base.Failure;

/**
 * The exit codes, documented for users in {@code docs/exit-codes.md}. From 64 on they follow
 * sysexits.h; from 128 on they are 128 + the signal's number.
 */
enum ExitCode {
  OK(0, "Done; every promise held."),
  BROKEN(1, "A promise did not hold, a proof failed, or the guest reported a failure."),
  USAGE(2, "A flag or a combination of flags makes no sense."),
  BAD_INPUT(65, "A file that was named is damaged or of the wrong kind."),
  NOT_FOUND(66, "A file, a program or a cached image that is needed is not there."),
  UNAVAILABLE(69, "No JDK 25, no Maven, no network, or the mirror does not answer."),
  INTERNAL(70, "A bug in Sidestep, or its build failed."),
  HOST(74, "The host refused: disk full, permission, memory."),
  NOT_TRUSTED(77, "A signature or a hash does not match."),
  INTERRUPTED(130, "Ended by Ctrl-C (SIGINT)."),
  TERMINATED(143, "Ended by SIGTERM.");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** What the shell sees. */
  int code() {
    return code;
  }

  /** A sentence for the documentation. */
  String meaning() {
    return meaning;
  }

  /** The code for a failure. */
  static ExitCode of(Failure.Reason reason) {
    return switch (reason) {
      case USAGE -> USAGE;
      case BAD_INPUT -> BAD_INPUT;
      case NOT_FOUND -> NOT_FOUND;
      case NO_NETWORK -> UNAVAILABLE;
      case NOT_TRUSTED -> NOT_TRUSTED;
      case HOST -> HOST;
      case BROKEN_PROMISE -> BROKEN;
    };
  }
}
