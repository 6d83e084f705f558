package dev.sidestep.base;

/**
 * Something that the host or the user got wrong: a file, a flag, the network, the disk. What a
 * guest does wrong is never a {@code Failure}.
 *
 * <p>The message is one full sentence that says what happened, why, and what to do.
 */
public final class Failure extends RuntimeException {
  /** Why, as far as a caller or a shell script wants to distinguish. */
  public enum Reason {
    /** A flag, a configuration value or a combination of them makes no sense. */
    USAGE,
    /** A file that the user named is damaged or of the wrong kind. */
    BAD_INPUT,
    /** Something needed is not there: a file, a program, a cached image. */
    NOT_FOUND,
    /** The network or a mirror cannot be reached. */
    NO_NETWORK,
    /** A signature or a hash does not match. */
    NOT_TRUSTED,
    /** The host refused: disk full, permission, memory. */
    HOST,
    /** A promise of this program did not hold; a demo or a proof failed. */
    BROKEN_PROMISE
  }

  private final Reason reason;

  /** A failure whose {@code message} is shown to the user as it is. */
  public Failure(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** A failure with the exception that led to it. */
  public Failure(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Why, as a value. */
  public Reason reason() {
    return reason;
  }
}
