package dev.sidestep.guest.image;

import dev.sidestep.base.Failure;
import dev.sidestep.base.Failure.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A Debian package mirror.
 *
 * @param url where {@code dists} and {@code pool} are, with a slash at the end
 */
public record DebianMirror(String url) {
  /** The environment variable that names a mirror. */
  public static final String VARIABLE = "SIDESTEP_DEBIAN_MIRROR";

  // One word, because it goes into a line of apt's list of sources.
  private static final Pattern URL = Pattern.compile("(https?|file)://?[^\\s\\[\\]\"']+");

  /** Checks the address. */
  public DebianMirror {
    if (!URL.matcher(url).matches()) {
      throw new Failure(
          Reason.USAGE,
          "'" + url + "' is not the address of a Debian mirror; set " + VARIABLE
              + " to one that starts with http://, https:// or file:/.");
    }
    url = url.endsWith("/") ? url : url + "/";
  }

  /**
   * The mirror named by {@value #VARIABLE}, else the one that this host's apt uses.
   *
   * @throws Failure USAGE if the variable is no address; NOT_FOUND if there is no apt or mirror
   */
  static DebianMirror find(Map<String, String> environment, Path scratch, HostCommands commands) {
    String named = environment.getOrDefault(VARIABLE, "");
    if (!named.isEmpty()) {
      return new DebianMirror(named);
    }
    // The label keeps the security mirror out, which does not have the packages.
    String labelled =
        indexTargets(scratch, commands, "Created-By: Packages", "Origin: Debian", "Label: Debian");
    // Where no index was ever fetched, as in a fresh container, labels are not known.
    String all = labelled.isEmpty() ? indexTargets(scratch, commands, "Created-By: Packages") : "";
    return labelled
        .lines()
        .findFirst()
        .or(() -> all.lines().filter(url -> url.matches(".*/debian/?")).findFirst())
        .map(DebianMirror::new)
        .orElseThrow(DebianMirror::none);
  }

  private static String indexTargets(Path scratch, HostCommands commands, String... filters) {
    List<String> command =
        new ArrayList<>(List.of("apt-get", "indextargets", "--format", "$(REPO_URI)"));
    command.addAll(List.of(filters));
    try {
      var result = commands.run(scratch, Map.of("LC_ALL", "C"), command, () -> {});
      return result.status() == 0 ? result.output() : "";
    } catch (IOException e) {
      throw noApt(e);
    }
  }

  /** The failure of a host without apt. */
  static Failure noApt(IOException cause) {
    return new Failure(
        Reason.NOT_FOUND,
        "The program apt-get, which fetches and checks Debian packages, cannot be started on this"
            + " host; pass a kernel of your own with --kernel.",
        cause);
  }

  private static Failure none() {
    return new Failure(
        Reason.NOT_FOUND,
        "This host's apt uses no Debian mirror; set "
            + VARIABLE
            + " to the address of one, or pass a kernel of your own with --kernel.");
  }
}
