package dev.sidestep.guest.image;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A package file that apt would download.
 *
 * @param name its file name, with the version in it
 * @param bytes its size
 * @param sha256 its hash in the signed index
 */
record AptFile(String name, long bytes, String sha256) {
  // 'http://mirror/pool/x.deb' x.deb 123 SHA256:0123...
  private static final Pattern LINE =
      Pattern.compile("'[^']*' (\\S+) (\\d+) SHA256:([0-9a-f]{64})");

  /** The files that {@code apt-get --print-uris download} names. */
  static List<AptFile> parse(String printed) {
    return printed
        .lines()
        .map(LINE::matcher)
        .filter(Matcher::find)
        .map(m -> new AptFile(m.group(1), Long.parseLong(m.group(2)), m.group(3)))
        .toList();
  }

  /** The name of the package. */
  String packageName() {
    int underscore = name.indexOf('_');
    return underscore < 0 ? name : name.substring(0, underscore);
  }
}
