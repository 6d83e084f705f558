package dev.sidestep.bench;

import dev.sidestep.base.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Debian's cross compiler, which makes the programs that are measured in a guest. */
final class CrossCompiler {
  private static final String PROGRAM = "riscv64-linux-gnu-gcc";

  /** Same bytes for both sides; without {@code errno} a square root is one instruction. */
  private static final List<String> OPTIONS =
      List.of(
          "-std=gnu11",
          "-static",
          "-O2",
          "-march=rv64gc",
          "-mabi=lp64d",
          "-fno-math-errno",
          "-Wall",
          "-Wextra",
          "-Werror");

  /** The folder {@code src/guest} of this module, in the jar. */
  static final List<String> SOURCES =
      List.of(
          "main.c",
          "coremark.c",
          "dhrystone.c",
          "memory.c",
          "integer.c",
          "nbody.c",
          "system.c",
          "command.c");

  private static final List<String> HEADERS = List.of("kernel.h");

  private CrossCompiler() {}

  /**
   * The statically linked RISC-V program of {@code src/guest}.
   *
   * @param directory for sources and program
   * @throws Failure NOT_FOUND without the compiler, BROKEN_PROMISE if it does not like the sources
   */
  static byte[] kernels(Path directory) throws InterruptedException {
    Path program = directory.resolve("kernels");
    List<String> command = new ArrayList<>(List.of(PROGRAM));
    command.addAll(OPTIONS);
    command.addAll(List.of("-o", program.toString()));
    try {
      HEADERS.forEach(name -> copy(name, directory));
      SOURCES.forEach(name -> command.add(copy(name, directory).toString()));
      run(command);
      return Files.readAllBytes(program);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path copy(String name, Path directory) {
    try (InputStream source = CrossCompiler.class.getResourceAsStream("guest/" + name)) {
      if (source == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      Path file = directory.resolve(name);
      Files.copy(source, file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(List<String> command) throws InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectError(Redirect.INHERIT)
              .redirectOutput(Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new Failure(
          Failure.Reason.NOT_FOUND,
          "There is no %s (%s); install Debian's packages gcc-riscv64-linux-gnu and libc6-dev-riscv64-cross."
              .formatted(PROGRAM, e.getMessage()),
          e);
    }
    if (process.waitFor() != 0) {
      throw new Failure(
          Failure.Reason.BROKEN_PROMISE,
          "%s refused the guest programs, for the reasons above; without headers, install Debian's package libc6-dev-riscv64-cross."
              .formatted(PROGRAM));
    }
  }
}
