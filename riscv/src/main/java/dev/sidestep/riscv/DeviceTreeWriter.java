package dev.sidestep.riscv;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Flattens one {@link DeviceTree}; Devicetree Specification 0.4, section 5. */
final class DeviceTreeWriter {
  private final DeviceTree tree;
  private final DeviceTreePhandles phandles;
  private final ByteArrayOutputStream structure = new ByteArrayOutputStream();
  private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
  private final Map<String, Integer> nameOffsets = new LinkedHashMap<>();

  DeviceTreeWriter(DeviceTree tree) {
    this.tree = tree;
    this.phandles = new DeviceTreePhandles(tree.root());
  }

  byte[] toBytes() {
    writeNode(tree.root());
    writeCell(Fdt.END);
    int reservedBytes = 2 * Long.BYTES * (tree.reservations().size() + 1);
    int structureOffset = Fdt.HEADER_BYTES + reservedBytes;
    int stringsOffset = structureOffset + structure.size();
    ByteBuffer blob = ByteBuffer.allocate(stringsOffset + strings.size());
    blob.putInt(Fdt.MAGIC)
        .putInt(blob.capacity())
        .putInt(structureOffset)
        .putInt(stringsOffset)
        .putInt(Fdt.HEADER_BYTES)
        .putInt(Fdt.VERSION)
        .putInt(Fdt.LAST_COMPATIBLE_VERSION)
        .putInt(tree.bootHart())
        .putInt(strings.size())
        .putInt(structure.size());
    tree.reservations().forEach(area -> blob.putLong(area.address()).putLong(area.sizeBytes()));
    blob.putLong(0).putLong(0); // Section 5.3: the list ends with an empty entry.
    return blob.put(structure.toByteArray()).put(strings.toByteArray()).array();
  }

  private void writeNode(DeviceTreeNode node) {
    writeCell(Fdt.BEGIN_NODE);
    structure.writeBytes(node.name().getBytes(StandardCharsets.US_ASCII));
    structure.write(0);
    align();
    node.propertyNames().forEach(name -> writeProperty(name, value(node, name)));
    phandles
        .toAdd(node)
        .ifPresent(own -> writeProperty(DeviceTreePhandles.PROPERTY, Fdt.bigEndian(own)));
    node.children().forEach(this::writeNode);
    writeCell(Fdt.END_NODE);
  }

  private byte[] value(DeviceTreeNode node, String name) {
    return node.deferred(name)
        .map(cells -> cells.toBytes(phandles::of))
        .or(() -> node.value(name))
        .orElseThrow();
  }

  private void writeProperty(String name, byte[] value) {
    writeCell(Fdt.PROP);
    writeCell(value.length);
    writeCell(nameOffsets.computeIfAbsent(name, this::addString));
    structure.writeBytes(value);
    align();
  }

  private int addString(String name) {
    int offset = strings.size();
    strings.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
    strings.write(0);
    return offset;
  }

  private void writeCell(int cell) {
    structure.writeBytes(Fdt.bigEndian(cell));
  }

  /** Section 5.4: tokens are aligned to four bytes. */
  private void align() {
    while (structure.size() % Integer.BYTES != 0) {
      structure.write(0);
    }
  }
}
