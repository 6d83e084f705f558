package dev.sidestep.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The checked-out sources, found from the folder that the tests run in. */
final class Repository {
  private static final Set<String> NOT_OURS = Set.of(".git", "target", "node_modules", ".idea");

  static final Path ROOT = find(Path.of("").toAbsolutePath());

  private Repository() {}

  private static Path find(Path from) {
    Path at = from;
    while (!Files.isRegularFile(at.resolve("architecture").resolve("pom.xml"))) {
      at = at.getParent();
      if (at == null) {
        throw new IllegalStateException("Run this inside the repository, not in " + from + ".");
      }
    }
    return at;
  }

  /** All files that could be committed and satisfy {@code wanted}, in a stable order. */
  static List<Path> files(Predicate<Path> wanted) {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(Repository::isOurs)
          .filter(Files::isRegularFile)
          .filter(wanted)
          .sorted()
          .toList();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** All Java sources. */
  static List<Path> javaFiles() {
    return files(file -> file.toString().endsWith(".java"));
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** {@code file} as it is called inside the repository. */
  static String name(Path file) {
    return ROOT.relativize(file).toString().replace('\\', '/');
  }

  private static boolean isOurs(Path file) {
    for (Path part : ROOT.relativize(file)) {
      if (NOT_OURS.contains(part.toString())) {
        return false;
      }
    }
    return true;
  }
}
