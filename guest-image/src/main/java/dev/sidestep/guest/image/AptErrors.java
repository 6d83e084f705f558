package dev.sidestep.guest.image;

import dev.sidestep.base.Failure;
import dev.sidestep.base.Failure.Reason;
import java.util.Locale;

/** Turns what apt printed into one sentence. The program runs with LC_ALL=C. */
final class AptErrors {
  private static final String[] NOT_TRUSTED = {
    "no_pubkey", "badsig", "expkeysig", "revkeysig", "is not signed", "signature", "hash sum",
    "unauthenticated", "not valid yet", "release file is expired", "is expired"
  };
  private static final String[] DISK_FULL = {"no space left", "enough free space", "write error"};
  private static final String[] NOT_THERE = {
    "unable to locate package", "no installation candidate", "no packages found", "can't select"
  };

  private AptErrors() {}

  static Failure failure(String mirror, String printed) {
    String text = printed.toLowerCase(Locale.ROOT);
    String said = firstError(printed);
    if (containsAny(text, DISK_FULL)) {
      return new Failure(
          Reason.HOST, "apt ran out of disk space; free some or set SIDESTEP_CACHE. " + said);
    }
    if (containsAny(text, NOT_TRUSTED)) {
      return new Failure(
          Reason.NOT_TRUSTED,
          "The mirror "
              + mirror
              + " does not prove that its files come from Debian, so nothing was kept; check the"
              + " clock, update debian-archive-keyring, or use another mirror. "
              + said);
    }
    if (containsAny(text, NOT_THERE)) {
      return new Failure(
          Reason.NOT_FOUND,
          "The mirror "
              + mirror
              + " lacks a package that is needed; use another mirror, or pass --kernel. "
              + said);
    }
    return new Failure(
        Reason.NO_NETWORK,
        "The mirror "
            + mirror
            + " cannot be reached; check the network and proxy, set "
            + DebianMirror.VARIABLE
            + ", or pass a kernel of your own with --kernel. "
            + said);
  }

  private static String firstError(String printed) {
    return printed
        .lines()
        .filter(line -> line.startsWith("E: ") || line.startsWith("W: ") || line.startsWith("Err:"))
        .findFirst()
        .map(line -> "(apt: " + line + ")")
        .orElse("(apt gave no reason.)");
  }

  private static boolean containsAny(String text, String[] words) {
    for (String word : words) {
      if (text.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
