package dev.sidestep.device.spec;

/**
 * One part of a device's state, and how someone who was not watching can come to know it.
 *
 * @param name what it is called
 * @param readBack whether the device tells it
 * @param recovery what to do about it in a change of custody, as a sentence
 * @param section where the datasheet describes it
 */
public record StateField(String name, ReadBack readBack, String recovery, String section) {}
