package dev.sidestep.riscv;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One node of a {@link DeviceTree}: built by each device for itself, or read from a file.
 *
 * <p>Every {@code property} method sets the whole value, replacing an older one, and returns this
 * node. Names must be ones that the Devicetree Specification 0.4 allows (sections 2.2.1 and 2.2.4);
 * others throw IllegalArgumentException. Not thread-safe.
 */
public final class DeviceTreeNode {
  private static final Pattern NODE_NAME = Pattern.compile("[0-9a-zA-Z,._+@-]{1,255}");
  private static final Pattern PROPERTY_NAME = Pattern.compile("[0-9a-zA-Z,._+?#-]{1,255}");

  private final String name;
  private final Map<String, DeviceTreeCells> deferred = new LinkedHashMap<>();
  private final Map<String, byte[]> properties = new LinkedHashMap<>();
  private final Map<String, DeviceTreeNode> children = new LinkedHashMap<>();
  private Optional<String> label = Optional.empty();

  DeviceTreeNode(String name) {
    this.name = name;
  }

  static boolean isNodeName(String name) {
    return NODE_NAME.matcher(name).matches();
  }

  static boolean isPropertyName(String name) {
    return PROPERTY_NAME.matcher(name).matches();
  }

  /** The name with its unit address, such as {@code uart@10000000}; empty for the root. */
  public String name() {
    return name;
  }

  /** The child called {@code childName}, created at the end if there is none. */
  public DeviceTreeNode node(String childName) {
    check(isNodeName(childName), childName);
    return children.computeIfAbsent(childName, DeviceTreeNode::new);
  }

  /** Makes this node one that {@link DeviceTreeCells#phandle} can refer to. */
  public DeviceTreeNode label(String newLabel) {
    label = Optional.of(newLabel);
    return this;
  }

  /** Sets a property to 32-bit cells. */
  public DeviceTreeNode property(String property, int... cells) {
    return property(property, DeviceTreeCells.of(cells));
  }

  /** Sets a property to cells, some of which may refer to other nodes by label. */
  public DeviceTreeNode property(String property, DeviceTreeCells cells) {
    check(isPropertyName(property), property);
    properties.put(property, new byte[0]);
    deferred.put(property, cells);
    return this;
  }

  /** Sets a property to a list of strings, in UTF-8, each ended by a zero byte. */
  public DeviceTreeNode strings(String property, String... strings) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String string : strings) {
      check(string.indexOf('\0') < 0, property);
      bytes.writeBytes(string.getBytes(StandardCharsets.UTF_8));
      bytes.write(0);
    }
    return bytes(property, bytes.toByteArray());
  }

  /** Sets a property that says something by being there, such as {@code interrupt-controller}. */
  public DeviceTreeNode flag(String property) {
    return bytes(property, new byte[0]);
  }

  /** Sets a property to raw bytes. */
  public DeviceTreeNode bytes(String property, byte[] value) {
    check(isPropertyName(property), property);
    deferred.remove(property);
    properties.put(property, value.clone());
    return this;
  }

  /** Removes a property, if it is there. */
  public DeviceTreeNode remove(String property) {
    deferred.remove(property);
    properties.remove(property);
    return this;
  }

  /** The child called {@code childName}, unit address included. */
  public Optional<DeviceTreeNode> child(String childName) {
    return Optional.ofNullable(children.get(childName));
  }

  /** All children, in order. */
  public Collection<DeviceTreeNode> children() {
    return children.values();
  }

  /** The names of all properties, in order. */
  public Set<String> propertyNames() {
    return properties.keySet();
  }

  /**
   * The value of a property, as it is in the file. A value that was set as cells has its references
   * resolved only by {@link DeviceTree#toBytes}; until then they read as 0.
   */
  public Optional<byte[]> value(String property) {
    return Optional.ofNullable(properties.get(property))
        .map(bytes -> valueOr(property, bytes).clone());
  }

  private byte[] valueOr(String property, byte[] bytes) {
    DeviceTreeCells cells = deferred.get(property);
    return cells == null ? bytes : cells.toBytes(unresolved -> 0);
  }

  /** The value of a property as 32-bit cells; bytes beyond a multiple of four are left out. */
  public Optional<int[]> cells(String property) {
    return value(property)
        .map(bytes -> {
          int[] cells = new int[bytes.length / Integer.BYTES];
          ByteBuffer.wrap(bytes).asIntBuffer().get(cells);
          return cells;
        });
  }

  /** The value of a property as text, up to its first zero byte. */
  public Optional<String> string(String property) {
    return value(property)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .map(text -> text.indexOf('\0') < 0 ? text : text.substring(0, text.indexOf('\0')));
  }

  Optional<String> label() {
    return label;
  }

  /** Values with references, by property; the values of all others are in {@link #value}. */
  Optional<DeviceTreeCells> deferred(String property) {
    return Optional.ofNullable(deferred.get(property));
  }

  private static void check(boolean allowed, String what) {
    if (!allowed) {
      throw new IllegalArgumentException("Not a valid device tree name or string: " + what);
    }
  }
}
