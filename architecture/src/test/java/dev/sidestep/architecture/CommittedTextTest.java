package dev.sidestep.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What text files may not contain, and how decisions are numbered. */
class CommittedTextTest {
  private static final Set<String> TEXT =
      Set.of(
          "adoc",
          "c",
          "css",
          "dts",
          "h",
          "html",
          "java",
          "js",
          "json",
          "lock",
          "md",
          "properties",
          "py",
          "s",
          "sh",
          "svg",
          "toml",
          "ts",
          "txt",
          "xml",
          "yaml",
          "yml");

  /** Package registries and their mirrors; not the name spaces of the Maven file formats. */
  private static final Pattern REGISTRY =
      Pattern.compile(
          "https?://(?!maven\\.apache\\.org/(?:POM|xsd|TOOLCHAINS|SETTINGS))"
              + "[\\w.:-]*(?:maven|npmjs|yarnpkg|pypi|crates|artifactory|nexus|registry)[\\w.:-]*");

  /** Folders of the machines that this was written on; a class keeps the pattern from itself. */
  private static final Pattern MACHINE_PATH =
      Pattern.compile("(?<![\\w.$}])/(?:[w]ork|[r]oot|[h]ome/\\w+)/");

  private static final Pattern ADR = Pattern.compile("(\\d{4})-[a-z0-9-]+\\.md");

  private static List<Path> textFiles() {
    return Repository.files(file -> isText(file.getFileName().toString()));
  }

  private static boolean isText(String name) {
    return TEXT.contains(name.substring(name.lastIndexOf('.') + 1)) || name.indexOf('.') < 0;
  }

  private static List<String> matches(Pattern pattern) {
    return textFiles().stream()
        .flatMap(file ->
            pattern
                .matcher(Repository.read(file))
                .results()
                .map(MatchResult::group)
                .map(found -> Repository.name(file) + ": " + found))
        .toList();
  }

  @Test
  void noRegistryIsNamed() {
    assertThat(matches(REGISTRY)).isEmpty();
  }

  @Test
  void noMachineIsNamed() {
    assertThat(matches(MACHINE_PATH)).isEmpty();
  }

  @Test
  void thePatternsFindWhatTheyAreFor() {
    String scheme = "https:" + "//";
    assertThat(REGISTRY.matcher(scheme + "registry.example/x").find()).isTrue();
    assertThat(REGISTRY.matcher(scheme + "maven.apache.org/POM/4.0.0").find()).isFalse();
    assertThat(MACHINE_PATH.matcher("in /" + "root/x").find()).isTrue();
    assertThat(MACHINE_PATH.matcher("docs/" + "work/x").find()).isFalse();
  }

  @Test
  void decisionsAreNumberedWithoutGaps() {
    Path folder = Repository.ROOT.resolve("docs").resolve("adr");
    List<String> names =
        Repository.files(file -> file.startsWith(folder)).stream()
            .map(file -> file.getFileName().toString())
            .toList();
    assertThat(names).isNotEmpty().allMatch(name -> ADR.matcher(name).matches());
    assertThat(names.stream().map(name -> Integer.valueOf(name.substring(0, 4))))
        .containsExactlyElementsOf(IntStream.range(0, names.size()).boxed().toList());
    assertThat(names).allSatisfy(name -> assertTitle(folder.resolve(name)));
  }

  private static void assertTitle(Path adr) {
    assertThat(Files.exists(adr)).isTrue();
    String number = adr.getFileName().toString().substring(0, 4);
    assertThat(Repository.read(adr)).startsWith("# " + number + ": ").contains("\nStatus: ");
  }
}
