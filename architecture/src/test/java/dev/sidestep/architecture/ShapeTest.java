package dev.sidestep.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What classes, packages and files look like. */
class ShapeTest {
  private static final int LONGEST_LINES = 800;
  private static final int NINE_OF_TEN_LINES = 400;

  @Test
  void thePortIsInterfacesRecordsAndEnums() {
    classes()
        .that(Layers.in("platform"))
        .and(DescribedPredicate.describe("named", type -> !type.isAnonymousClass()))
        .should(
            ArchConditions.be(
                DescribedPredicate.describe("interface, record, enum", ShapeTest::isDeclarative)))
        .allowEmptyShould(true)
        .check(Layers.CLASSES);
  }

  /** An abstract class passes only as a sealed type, which is always abstract here. */
  private static boolean isDeclarative(JavaClass type) {
    boolean isDescriptor = type.getSimpleName().endsWith("-info");
    boolean isSealed =
        type.getModifiers().contains(JavaModifier.ABSTRACT) && type.reflect().isSealed();
    return type.isInterface() || type.isEnum() || type.isRecord() || isDescriptor || isSealed;
  }

  @Test
  void noClassIsNamedForHavingNoIdea() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .check(Layers.CLASSES);
  }

  @Test
  void everyPackageIsNullMarked() {
    List<Path> packages =
        Repository.javaFiles().stream()
            .filter(file -> Repository.name(file).contains("/src/main/java/"))
            .filter(file -> !file.endsWith("module-info.java"))
            .map(Path::getParent)
            .distinct()
            .toList();
    assertThat(packages).isNotEmpty().allSatisfy(ShapeTest::assertNullMarked);
  }

  private static void assertNullMarked(Path folder) {
    Path descriptor = folder.resolve("package-info.java");
    assertThat(Files.exists(descriptor)).as(Repository.name(descriptor)).isTrue();
    assertThat(Repository.read(descriptor)).contains("@NullMarked").contains("/**");
  }

  @Test
  void everyModuleDescriptorIsDocumented() {
    assertThat(Repository.javaFiles().stream().filter(file -> file.endsWith("module-info.java")))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(Repository.read(file)).startsWith("/**"));
  }

  @Test
  void filesAreShort() {
    List<Path> files = Repository.javaFiles();
    assertThat(files).allSatisfy(ShapeTest::assertNotTooLong);
    int[] lengths = files.stream().mapToInt(ShapeTest::lines).sorted().toArray();
    System.out.printf(
        "Java files: %d, median %d lines, p90 %d, longest %d%n",
        lengths.length,
        percentile(lengths, 50),
        percentile(lengths, 90),
        lengths[lengths.length - 1]);
    assertThat(percentile(lengths, 90)).isLessThanOrEqualTo(NINE_OF_TEN_LINES);
  }

  private static void assertNotTooLong(Path file) {
    assertThat(lines(file)).as(Repository.name(file)).isLessThanOrEqualTo(LONGEST_LINES);
  }

  private static int lines(Path file) {
    return (int) Repository.read(file).lines().count();
  }

  private static int percentile(int[] sorted, int percent) {
    return sorted[(sorted.length - 1) * percent / 100];
  }
}
