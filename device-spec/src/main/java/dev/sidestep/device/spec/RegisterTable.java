package dev.sidestep.device.spec;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All registers of one device interface, in the order of the datasheet. Immutable.
 *
 * <p>Two registers may share an offset only if a named bank tells them apart, or if one is only
 * read and the other only written.
 */
public final class RegisterTable implements Iterable<Register> {
  private final String device;
  private final Map<String, Register> byName = new LinkedHashMap<>();

  /**
   * A table of {@code registers}.
   *
   * @throws IllegalArgumentException if two have the same name or are reached by the same access
   */
  public RegisterTable(String device, List<Register> registers) {
    this.device = device;
    registers.forEach(this::add);
  }

  private void add(Register added) {
    for (Register present : this) {
      if (present.name().equals(added.name()) || present.conflictsWith(added)) {
        throw new IllegalArgumentException(
            device + ": " + added.name() + " conflicts with " + present.name());
      }
    }
    byName.put(added.name(), added);
  }

  /** What the table describes. */
  public String device() {
    return device;
  }

  /**
   * The register of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Register register(String name) {
    Register found = byName.get(name);
    if (found == null) {
      throw new IllegalArgumentException(device + " has no register " + name);
    }
    return found;
  }

  /** How many bytes the registers span, from offset 0 to the end of the last one. */
  public long sizeBytes() {
    return byName.values().stream()
        .mapToLong(register -> register.offset() + register.widthBytes())
        .max()
        .orElse(0);
  }

  @Override
  public Iterator<Register> iterator() {
    return List.copyOf(byName.values()).iterator();
  }
}
