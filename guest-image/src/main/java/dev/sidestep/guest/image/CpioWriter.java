package dev.sidestep.guest.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/**
 * Writes a cpio archive in the "newc" format that Linux unpacks as its initial file system
 * (Documentation/driver-api/early-userspace/buffer-format.rst).
 *
 * <p>The bytes depend on the entries alone: entries are sorted by path, so a directory precedes
 * what is in it, times are zero, and owners are root. Missing parent directories are added. Not for
 * use by several threads.
 */
public final class CpioWriter {
  private static final int DIRECTORY = 0040000;
  private static final int FILE = 0100000;
  private static final int SYMLINK = 0120000;
  private static final int CHARACTER_DEVICE = 0020000;

  private final TreeMap<String, Entry> entries = new TreeMap<>();

  private record Entry(int mode, byte[] bytes, int major, int minor) {}

  /** Adds a directory with permission bits {@code permissions}, for example {@code 0755}. */
  public CpioWriter directory(String path, int permissions) {
    return add(path, new Entry(DIRECTORY | permissions, new byte[0], 0, 0));
  }

  /** Adds a file. {@code bytes} is not copied: do not change it before {@link #toBytes()}. */
  public CpioWriter file(String path, int permissions, byte[] bytes) {
    return add(path, new Entry(FILE | permissions, bytes, 0, 0));
  }

  /** Adds a symbolic link to {@code target}. */
  public CpioWriter symlink(String path, String target) {
    byte[] bytes = target.getBytes(StandardCharsets.UTF_8);
    return add(path, new Entry(SYMLINK | 0777, bytes, 0, 0));
  }

  /** Adds a character device node. */
  public CpioWriter characterDevice(String path, int permissions, int major, int minor) {
    return add(path, new Entry(CHARACTER_DEVICE | permissions, new byte[0], major, minor));
  }

  /** The archive, a multiple of four bytes long, so that another may follow it. */
  public byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int inode = 0;
    for (var named : entries.entrySet()) {
      write(out, ++inode, named.getKey(), named.getValue());
    }
    write(out, 0, "TRAILER!!!", new Entry(0, new byte[0], 0, 0));
    return out.toByteArray();
  }

  private CpioWriter add(String path, Entry entry) {
    String name = relative(path);
    int slash = name.lastIndexOf('/');
    if (slash > 0 && !entries.containsKey(name.substring(0, slash))) {
      directory(name.substring(0, slash), 0755);
    }
    entries.put(name, entry);
    return this;
  }

  private static String relative(String path) {
    String name = path.startsWith("/") ? path.substring(1) : path;
    if (name.isEmpty() || name.endsWith("/") || name.contains("//") || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("not a path of one archive entry: '" + path + "'");
    }
    return name;
  }

  private static void write(ByteArrayOutputStream out, int inode, String name, Entry entry) {
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    int links = (entry.mode & DIRECTORY) == DIRECTORY ? 2 : 1;
    int[] fields = {
      inode, entry.mode, 0, 0, links, 0, entry.bytes.length, 0, 0, entry.major, entry.minor,
      nameBytes.length + 1, 0
    };
    StringBuilder header = new StringBuilder("070701");
    for (int field : fields) {
      header.append(String.format("%08X", field));
    }
    out.writeBytes(header.toString().getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(nameBytes);
    out.write(0);
    pad(out);
    out.writeBytes(entry.bytes);
    pad(out);
  }

  private static void pad(ByteArrayOutputStream out) {
    while ((out.size() & 3) != 0) {
      out.write(0);
    }
  }
}
