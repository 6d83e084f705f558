package dev.sidestep.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayersTest {
  private static final Pattern REQUIRES =
      Pattern.compile("requires\\s+(?:static\\s+|transitive\\s+)*(dev\\.sidestep[\\w.]*)\\s*;");

  private static Stream<String> modules() {
    return Layers.MAY_REQUIRE.keySet().stream()
        .sorted()
        .filter(folder -> Files.isDirectory(Repository.ROOT.resolve(folder)));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void classesKeepToTheirLayer(String folder) {
    noClasses()
        .that(Layers.in(folder))
        .should()
        .dependOnClassesThat(
            Layers.inAModuleOtherThan(folder, Layers.MAY_REQUIRE.getOrDefault(folder, Set.of())))
        .allowEmptyShould(true)
        .check(Layers.CLASSES);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void descriptorsKeepToTheirLayer(String folder) {
    var descriptor = Repository.ROOT.resolve(folder).resolve("src/main/java/module-info.java");
    if (!Files.exists(descriptor)) {
      return;
    }
    Set<String> allowed =
        Layers.MAY_REQUIRE.getOrDefault(folder, Set.of()).stream()
            .map(Layers::rootPackage)
            .collect(Collectors.toSet());
    Matcher requires = REQUIRES.matcher(Repository.read(descriptor));
    assertThat(requires.results().map(found -> found.group(1))).isSubsetOf(allowed);
  }

  @Test
  void compiledClassesWereFound() {
    assertThat(Layers.CLASSES.contain("dev.sidestep.base.Bits")).isTrue();
    assertThat(Layers.moduleOf(Layers.CLASSES.get("dev.sidestep.base.Bits"))).contains("base");
  }

  @Test
  void everyModuleWithSourcesIsInTheTable() {
    Set<String> neverShipped = Set.of("conformance", "architecture", "bench");
    assertThat(
            Repository.files(file -> file.endsWith("pom.xml")).stream()
                .map(pom -> pom.getParent())
                .filter(folder -> !folder.equals(Repository.ROOT))
                .map(Repository::name)
                .filter(folder -> !neverShipped.contains(folder)))
        .isSubsetOf(Layers.MAY_REQUIRE.keySet());
  }
}
