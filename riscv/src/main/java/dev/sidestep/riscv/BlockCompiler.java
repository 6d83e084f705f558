package dev.sidestep.riscv;

import java.lang.invoke.MethodHandles;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Makes Java code of guest code. Found as a service; without one, all code is interpreted. What it
 * makes must do exactly what the interpreter does, which is the reference.
 */
public interface BlockCompiler {
  /** No path through compiled code that neither jumps back nor calls has more instructions. */
  int MAX_INSTRUCTIONS = 400;

  /** The compiler that is installed, if any. */
  static Optional<BlockCompiler> installed() {
    return ServiceLoader.load(BlockCompiler.class, BlockCompiler.class.getClassLoader())
        .findFirst();
  }

  /**
   * Compiles what is hot.
   *
   * @param lookup of this package, in which the classes are defined
   * @return null if that code is better interpreted
   */
  @Nullable TranslatedCode compile(HotCode code, MethodHandles.Lookup lookup);
}
