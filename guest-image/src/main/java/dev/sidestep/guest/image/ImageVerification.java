package dev.sidestep.guest.image;

import java.util.List;

/**
 * The result of hashing every file of an image again.
 *
 * @param image what was checked
 * @param files one result for each file of its manifest
 */
public record ImageVerification(GuestImage image, List<FileCheck> files) {
  /** What became of a file. */
  public enum State {
    /** Its hash is that of the manifest. */
    INTACT,
    /** It has other content. */
    CHANGED,
    /** It is not there or cannot be read. */
    UNREADABLE
  }

  /**
   * A checked file.
   *
   * @param name its plain name
   * @param state what became of it
   * @param expectedSha256 the hash in the manifest
   * @param actualSha256 the hash of the content, empty if it could not be read
   */
  public record FileCheck(
      String name, State state, String expectedSha256, String actualSha256) {}

  /** Copies the list. */
  public ImageVerification {
    files = List.copyOf(files);
  }

  /** Whether every file is as the manifest says. */
  public boolean isIntact() {
    return files.stream().allMatch(file -> file.state() == State.INTACT);
  }
}
