package dev.sidestep.control;

import dev.sidestep.base.Failure;
import java.nio.file.Path;
import java.util.Map;

/** Where Sidestep keeps what it can fetch or compute again. */
public final class CacheDirectory {
  private CacheDirectory() {}

  /**
   * {@code SIDESTEP_CACHE}, or {@code sidestep} in {@code XDG_CACHE_HOME} or in {@code ~/.cache}.
   * Not created. As the XDG base directory specification asks, a relative XDG_CACHE_HOME is
   * ignored.
   */
  public static Path of(Map<String, String> environment) {
    String own = environment.getOrDefault("SIDESTEP_CACHE", "");
    if (!own.isEmpty()) {
      return Path.of(own).toAbsolutePath();
    }
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    if (xdg.startsWith("/")) {
      return Path.of(xdg, "sidestep");
    }
    String home = environment.getOrDefault("HOME", "");
    if (home.isEmpty()) {
      throw new Failure(
          Failure.Reason.HOST,
          "There is no home directory to keep guest images in; name a directory in SIDESTEP_CACHE.");
    }
    return Path.of(home, ".cache", "sidestep");
  }
}
