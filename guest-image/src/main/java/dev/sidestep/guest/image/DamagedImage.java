package dev.sidestep.guest.image;

import java.nio.file.Path;

/**
 * A directory of the cache that is no whole image.
 *
 * @param directory where it is
 * @param why a full sentence
 */
public record DamagedImage(Path directory, String why) {}
