package dev.sidestep.riscv;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The value of a property that mixes numbers and references: {@code
 * DeviceTreeCells.of().phandle("cpu0-intc").cells(11)}.
 */
public final class DeviceTreeCells {
  private sealed interface Part {
    record Cell(int value) implements Part {}

    record Phandle(String label) implements Part {}
  }

  private final List<Part> parts = new ArrayList<>();

  private DeviceTreeCells() {}

  /** A value that starts with {@code cells}, 32 bits each. */
  public static DeviceTreeCells of(int... cells) {
    return new DeviceTreeCells().cells(cells);
  }

  /** Appends 32-bit cells. */
  public DeviceTreeCells cells(int... cells) {
    for (int cell : cells) {
      parts.add(new Part.Cell(cell));
    }
    return this;
  }

  /** Appends a 64-bit number as two cells, the high one first. */
  public DeviceTreeCells u64(long value) {
    return cells((int) (value >>> 32), (int) value);
  }

  /** Appends the phandle of the node that is labelled {@code label}, now or later. */
  public DeviceTreeCells phandle(String label) {
    parts.add(new Part.Phandle(label));
    return this;
  }

  /** The value, with labels resolved by {@code phandles}. */
  byte[] toBytes(ToIntFunction<String> phandles) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Part part : parts) {
      int cell =
          switch (part) {
            case Part.Cell(int value) -> value;
            case Part.Phandle(String label) -> phandles.applyAsInt(label);
          };
      bytes.writeBytes(Fdt.bigEndian(cell));
    }
    return bytes.toByteArray();
  }
}
