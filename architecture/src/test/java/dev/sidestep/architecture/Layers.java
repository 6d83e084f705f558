package dev.sidestep.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which module may require which; the table that the module descriptors follow. */
final class Layers {
  private static final Set<String> ALL_BUT_PLATFORMS =
      Set.of(
          "base",
          "platform",
          "device-spec",
          "riscv",
          "riscv-jit",
          "device-model",
          "vmm",
          "vmm-device",
          "guest-image",
          "network",
          "testkit");

  /** Folder of a shipped module, and the folders that it may require. */
  static final Map<String, Set<String>> MAY_REQUIRE =
      Map.ofEntries(
          Map.entry("base", Set.of()),
          Map.entry("platform", Set.of("base")),
          Map.entry("device-spec", Set.of("base")),
          Map.entry("riscv", Set.of("base")),
          Map.entry("riscv-jit", Set.of("base", "riscv")),
          Map.entry("device-model", Set.of("base", "device-spec")),
          Map.entry(
              "platform-soft", Set.of("base", "platform", "device-spec", "riscv", "device-model")),
          Map.entry("platform-kvm", Set.of("base", "platform")),
          Map.entry("vmm", Set.of("base", "platform")),
          Map.entry("vmm-device", Set.of("base", "platform", "device-spec", "vmm")),
          Map.entry("guest-image", Set.of("base")),
          Map.entry("network", Set.of("base", "platform")),
          Map.entry("control", ALL_BUT_PLATFORMS),
          Map.entry("cli", Set.of("base", "platform", "control", "guest-image", "network")),
          Map.entry("console", Set.of("control")),
          Map.entry("testkit", Set.of("base", "platform")));

  /** The compiled main classes of all shipped modules that are built. */
  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importPaths(
              MAY_REQUIRE.keySet().stream()
                  .map(Layers::classes)
                  .filter(Files::isDirectory)
                  .toList());

  private Layers() {}

  static Path classes(String folder) {
    return Repository.ROOT.resolve(folder).resolve("target").resolve("classes");
  }

  /** The root package of the module in {@code folder}. */
  static String rootPackage(String folder) {
    return "dev.sidestep." + folder.replace('-', '.');
  }

  /**
   * The folder of the module that {@code type} belongs to, if it is one of ours: the one with the
   * longest root package, as {@code dev.sidestep.vmm.device} is not part of {@code vmm}.
   */
  static Optional<String> moduleOf(JavaClass type) {
    return MAY_REQUIRE.keySet().stream()
        .filter(folder -> (type.getPackageName() + ".").startsWith(rootPackage(folder) + "."))
        .max(Comparator.comparingInt(String::length));
  }

  static DescribedPredicate<JavaClass> in(String... folders) {
    List<String> wanted = List.of(folders);
    return DescribedPredicate.describe(
        "in " + String.join(", ", folders),
        type -> moduleOf(type).map(wanted::contains).orElse(false));
  }

  static DescribedPredicate<JavaClass> inAModuleOtherThan(String folder, Set<String> allowed) {
    return DescribedPredicate.describe(
        "in a module other than " + folder + " and " + allowed,
        type ->
            moduleOf(type)
                .map(module -> !module.equals(folder) && !allowed.contains(module))
                .orElse(type.getPackageName().startsWith("dev.sidestep")));
  }
}
