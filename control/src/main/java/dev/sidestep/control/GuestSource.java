package dev.sidestep.control;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a machine boots. */
public sealed interface GuestSource {
  /**
   * An image of the cache, fetched first if it is missing.
   *
   * @param name a name or the beginning of a hash, as {@code sidestep image list} shows them
   */
  record Image(String name) implements GuestSource {}

  /**
   * Files of the user.
   *
   * @param kernel an Image or ELF file
   * @param initrd the initial RAM disk, or null for none
   */
  record Files(Path kernel, @Nullable Path initrd) implements GuestSource {}

  /** The built-in bare-metal self-test: no operating system, and no network needed. */
  record Selftest() implements GuestSource {}
}
