package dev.sidestep.bench;

import dev.sidestep.platform.BootSource;
import dev.sidestep.testkit.guest.Board;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A guest without an operating system: raw code, for the soft machine and for QEMU alike. */
final class BareGuest {
  /** Memory of every machine measured here. */
  static final long MEMORY_BYTES = 256L << 20;

  private BareGuest() {}

  static BootSource boot(byte[] code) {
    return BootSource.of(Board.IMAGE, code);
  }

  /** The code as a file that is deleted with this process. */
  static Path file(byte[] code) {
    try {
      Path file = Files.createTempFile("sidestep-bench", ".bin");
      file.toFile().deleteOnExit();
      return Files.write(file, code);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
