package dev.sidestep.riscv;

import dev.sidestep.base.Failure;
import dev.sidestep.base.Failure.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads a flattened device tree that a user supplied, trusting nothing in it.
 *
 * <p>What comes back can be changed and written again: labels are gone, as the format has none, but
 * every {@code phandle} stays as it was.
 */
public final class DeviceTreeReader {
  /** Deepest nesting that is accepted; real trees have about six levels. */
  public static final int MAX_DEPTH = 64;

  private final ByteBuffer blob;
  private final DeviceTree tree = DeviceTree.create();
  private final Deque<DeviceTreeNode> open = new ArrayDeque<>();
  private int position;
  private int structureEnd;
  private int stringsStart;
  private int stringsEnd;

  private DeviceTreeReader(byte[] blob) {
    this.blob = ByteBuffer.wrap(blob);
  }

  /**
   * Parses and validates a blob (Devicetree Specification 0.4, section 5, versions 16 and up to any
   * that says it is compatible with 17). Throws {@link Failure} BAD_INPUT that says what is wrong.
   */
  public static DeviceTree parse(byte[] blob) {
    return new DeviceTreeReader(blob).parse();
  }

  private DeviceTree parse() {
    readHeader();
    readReservations();
    readStructure();
    return tree;
  }

  private void readHeader() {
    check(blob.limit() >= Fdt.HEADER_BYTES, "it is shorter than the header");
    check(blob.getInt(0) == Fdt.MAGIC, "it does not start with the magic number d00dfeed");
    int total = field(Fdt.TOTAL_SIZE);
    check(total <= blob.limit(), "it is truncated: the header speaks of " + total + " bytes");
    check(total >= Fdt.HEADER_BYTES, "its total size is smaller than the header");
    check(field(Fdt.VERSION_FIELD) >= Fdt.LAST_COMPATIBLE_VERSION, "its version is too old");
    check(field(Fdt.LAST_COMPATIBLE_FIELD) <= Fdt.VERSION, "its version is too new");
    blob.limit(total);
    boolean hasStructureSize = field(Fdt.VERSION_FIELD) >= Fdt.VERSION;
    position = field(Fdt.OFF_STRUCT);
    structureEnd = hasStructureSize ? end(position, Fdt.SIZE_STRUCT) : total;
    stringsStart = field(Fdt.OFF_STRINGS);
    stringsEnd = end(stringsStart, Fdt.SIZE_STRINGS);
    check(position % Integer.BYTES == 0, "its structure block is not aligned");
    tree.bootHart(blob.getInt(Fdt.BOOT_CPU));
  }

  private int field(int offset) {
    int value = blob.getInt(offset);
    check(value >= 0, "a size or an offset in its header is larger than 2 GiB");
    return value;
  }

  private int end(int start, int sizeField) {
    long end = (long) start + field(sizeField);
    check(end <= blob.limit(), "one of its blocks reaches beyond the end");
    return (int) end;
  }

  private void readReservations() {
    int at = field(Fdt.OFF_RESERVED);
    check(at % Long.BYTES == 0, "its memory reservation block is not aligned");
    for (; ; at += 2 * Long.BYTES) {
      check((long) at + 2 * Long.BYTES <= blob.limit(), "its memory reservations do not end");
      long address = blob.getLong(at);
      long size = blob.getLong(at + Long.BYTES);
      if (address == 0 && size == 0) {
        return;
      }
      tree.reserve(address, size);
    }
  }

  private void readStructure() {
    boolean rootSeen = false;
    for (int token = cell(); token != Fdt.END; token = cell()) {
      check(!rootSeen || !open.isEmpty() || token == Fdt.NOP, "something follows the root node");
      switch (token) {
        case Fdt.BEGIN_NODE -> beginNode();
        case Fdt.END_NODE -> check(open.poll() != null, "a node ends that never began");
        case Fdt.PROP -> readProperty();
        case Fdt.NOP -> {}
        default -> throw failure("it has an unknown token " + token);
      }
      rootSeen |= !open.isEmpty();
    }
    check(rootSeen, "it has no root node");
    check(open.isEmpty(), "it ends inside a node");
  }

  private void beginNode() {
    String name = text(position, structureEnd, "node");
    position = align(position + name.length() + 1L);
    DeviceTreeNode parent = open.peek();
    if (parent == null) {
      check(name.isEmpty(), "its root node has a name");
      open.push(tree.root());
      return;
    }
    check(open.size() < MAX_DEPTH, "it is nested more than " + MAX_DEPTH + " levels deep");
    check(DeviceTreeNode.isNodeName(name), "it has a node with an invalid name");
    check(parent.child(name).isEmpty(), "it has two nodes called " + name + " in one place");
    open.push(parent.node(name));
  }

  private void readProperty() {
    DeviceTreeNode node = open.peek();
    int length = cell();
    int nameOffset = cell();
    if (node == null || !node.children().isEmpty()) {
      throw failure("it has a property outside a node or after a child node");
    }
    check(length >= 0 && length <= structureEnd - position, "it has a property that does not end");
    check(nameOffset >= 0 && nameOffset < stringsEnd - stringsStart, "a property has no name");
    String name = text(stringsStart + nameOffset, stringsEnd, "property");
    check(DeviceTreeNode.isPropertyName(name), "it has a property with an invalid name");
    check(node.value(name).isEmpty(), "it has the property " + name + " twice in one node");
    byte[] value = new byte[length];
    blob.get(position, value);
    node.bytes(name, value);
    position = align((long) position + length);
  }

  private int cell() {
    check(position <= structureEnd - Integer.BYTES, "its structure block does not end");
    int cell = blob.getInt(position);
    position += Integer.BYTES;
    return cell;
  }

  /** A zero-ended name of at most 255 bytes; a limit, as names may overlap in the file. */
  private String text(int start, int end, String what) {
    int limit = (int) Math.min(end, start + 256L);
    for (int at = start; at < limit; at++) {
      if (blob.get(at) == 0) {
        return new String(blob.array(), start, at - start, StandardCharsets.ISO_8859_1);
      }
    }
    throw failure("it has a " + what + " name that does not end");
  }

  private int align(long offset) {
    long aligned = (offset + 3) & ~3L;
    check(aligned <= structureEnd, "its structure block does not end");
    return (int) aligned;
  }

  private static void check(boolean valid, String why) {
    if (!valid) {
      throw failure(why);
    }
  }

  private static Failure failure(String why) {
    return new Failure(
        Reason.BAD_INPUT,
        "The device tree cannot be used: " + why + "; compile it again, for example with dtc.");
  }
}
