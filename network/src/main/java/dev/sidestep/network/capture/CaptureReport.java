package dev.sidestep.network.capture;

import java.nio.file.Path;

/**
 * How a capture goes.
 *
 * @param file where it is written
 * @param recorded frames in the file, or in a queue to it
 * @param dropped frames that were left out because the file was too slow or had failed
 */
public record CaptureReport(Path file, long recorded, long dropped) {}
