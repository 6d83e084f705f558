package dev.sidestep.platform;

/**
 * The name of a device on its machine, unique there: {@code uart0}.
 *
 * @param name lower-case letters and digits
 */
public record DeviceId(String name) implements Comparable<DeviceId> {
  @Override
  public int compareTo(DeviceId other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
