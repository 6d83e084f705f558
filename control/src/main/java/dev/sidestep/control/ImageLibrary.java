package dev.sidestep.control;

import java.nio.file.Path;
import java.util.List;

/** The cache of guest images. Several programs may use one cache at once. */
public interface ImageLibrary {
  /** The image that is used when none is named. */
  String DEFAULT_NAME = "debian-13";

  /** Where everything is kept that can be fetched again; made when it is needed. */
  Path cache();

  /** What is cached, in order of names; damaged images last. */
  List<ImageSummary> list();

  /**
   * Fetches an image and checks its signature; nothing is half-written when it fails.
   *
   * @param name of an image that can be fetched: {@link #DEFAULT_NAME}
   * @return the image, which may have been cached before
   */
  ImageSummary pull(String name, Progress progress);

  /**
   * Hashes every file of a cached image again.
   *
   * @param name a name or the beginning of a hash
   */
  List<FileCheck> verify(String name, Progress progress);

  /** Deletes a cached image, also a damaged one. */
  ImageSummary remove(String name);

  /**
   * A cached image.
   *
   * @param name what to call it by
   * @param hash its place in the cache: 64 hexadecimal digits
   * @param origin package names and versions that it was made of
   * @param signedBy the key that signed them
   * @param bytes on disk
   */
  record ImageSummary(String name, String hash, String origin, String signedBy, long bytes) {}

  /**
   * A file of an image, hashed again.
   *
   * @param file its name in the image
   * @param intact true if it is what was fetched
   */
  record FileCheck(String file, boolean intact) {}
}
