package dev.sidestep.riscv;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A device tree: how a board tells an operating system what it consists of.
 *
 * <pre>{@code
 * DeviceTree tree = DeviceTree.create();
 * tree.root()
 *     .property("#address-cells", 2)
 *     .node("serial@10000000")
 *     .strings("compatible", "ns16550a")
 *     .property("interrupts-extended", DeviceTreeCells.of().phandle("plic").cells(10));
 * byte[] blob = tree.toBytes();
 * }</pre>
 *
 * <p>Follows the Devicetree Specification 0.4. Not thread-safe.
 */
public final class DeviceTree {
  /** Memory that an operating system must leave alone; both in bytes, unsigned. */
  public record Reservation(long address, long sizeBytes) {}

  private final DeviceTreeNode root = new DeviceTreeNode("");
  private final List<Reservation> reservations = new ArrayList<>();
  private int bootHart;

  private DeviceTree() {}

  /** An empty tree. */
  public static DeviceTree create() {
    return new DeviceTree();
  }

  /** The root node. */
  public DeviceTreeNode root() {
    return root;
  }

  /** Reserves memory (specification section 5.3). */
  public DeviceTree reserve(long address, long sizeBytes) {
    reservations.add(new Reservation(address, sizeBytes));
    return this;
  }

  /** What {@link #reserve} was told, in order. */
  public List<Reservation> reservations() {
    return Collections.unmodifiableList(reservations);
  }

  /** Says which hart boots; 0 unless set. */
  public DeviceTree bootHart(int hart) {
    bootHart = hart;
    return this;
  }

  /** The hart that boots ({@code boot_cpuid_phys}). */
  public int bootHart() {
    return bootHart;
  }

  /**
   * The tree in the flattened format, version 17. Every labelled node gets a {@code phandle}, the
   * one that it already has or the next free one.
   *
   * @throws IllegalStateException if a property refers to a label that no node has, or two nodes
   *     have the same
   */
  public byte[] toBytes() {
    return new DeviceTreeWriter(this).toBytes();
  }
}
