package dev.sidestep.riscv;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which phandle each labelled node has; Devicetree Specification 0.4, section 2.3.3. */
final class DeviceTreePhandles {
  static final String PROPERTY = "phandle";

  private final Map<String, DeviceTreeNode> labelled = new LinkedHashMap<>();
  private final Map<String, Integer> phandles = new HashMap<>();
  private int highest;

  DeviceTreePhandles(DeviceTreeNode root) {
    collect(root);
    labelled.forEach((label, node) -> phandles.put(label, own(node).orElseGet(() -> ++highest)));
  }

  /** The phandle of the node with this label. */
  int of(String label) {
    Integer phandle = phandles.get(label);
    if (phandle == null) {
      throw new IllegalStateException("No device tree node is labelled " + label + ".");
    }
    return phandle;
  }

  /** The phandle that has to be added to {@code node}, if it has a label and none of its own. */
  Optional<Integer> toAdd(DeviceTreeNode node) {
    return own(node).isPresent() ? Optional.empty() : node.label().map(this::of);
  }

  private void collect(DeviceTreeNode node) {
    own(node).ifPresent(phandle -> highest = Math.max(highest, phandle));
    node.label().ifPresent(label -> add(label, node));
    node.children().forEach(this::collect);
  }

  private void add(String label, DeviceTreeNode node) {
    if (labelled.put(label, node) != null) {
      throw new IllegalStateException("Two device tree nodes are labelled " + label + ".");
    }
  }

  private static Optional<Integer> own(DeviceTreeNode node) {
    return node.cells(PROPERTY).filter(cells -> cells.length == 1).map(cells -> cells[0]);
  }
}
