package dev.sidestep.riscv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** HotSpot never compiles methods above 8000 bytes, and never inlines hot ones above 325. */
class MethodSizeTest {
  private static final Set<String> HOT =
      Set.of("exec", "run", "runBlocks", "find", "slow", "reach");

  private static List<ClassModel> classes() throws IOException, URISyntaxException {
    Path root = Path.of(Hart.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(root.resolve("dev/sidestep/riscv"))) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .map(MethodSizeTest::parse)
          .toList();
    }
  }

  private static ClassModel parse(Path file) {
    try {
      return ClassFile.of().parse(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int size(MethodModel method) {
    return method.code().map(code -> ((CodeAttribute) code).codeLength()).orElse(0);
  }

  @Test
  void everyMethodCanBeCompiledAndHotOnesInlined() throws IOException, URISyntaxException {
    for (ClassModel type : classes()) {
      for (MethodModel method : type.methods()) {
        String name = method.methodName().stringValue();
        int limit = HOT.contains(name) ? 325 : 8000;
        assertThat(size(method))
            .as(type.thisClass().asInternalName() + "." + name)
            .isLessThan(limit);
      }
    }
  }
}
