package dev.sidestep.guest.image;

import dev.sidestep.base.Failure;
import dev.sidestep.base.Failure.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads what a Linux kernel module says of itself, in the section {@code .modinfo}. */
final class KernelModule {
  private static final String DEPENDS = "depends=";

  // ELF-64 Object File Format, 1.5: figures 2 and 3.
  private static final int SECTIONS_AT = 0x28;
  private static final int SECTION_COUNT_AT = 0x3C;
  private static final int SECTION_NAMES_AT = 0x3E;
  private static final int SECTION_BYTES = 64;
  private static final int OFFSET_AT = 24;
  private static final int SIZE_AT = 32;

  private KernelModule() {}

  /**
   * The modules that have to be loaded before, by their names.
   *
   * @throws Failure BAD_INPUT if {@code module} is not a kernel module for RISC-V
   */
  static List<String> dependencies(String name, byte[] module) {
    try {
      for (String line : modinfo(module).split("\0", -1)) {
        if (line.startsWith(DEPENDS)) {
          String list = line.substring(DEPENDS.length());
          return list.isEmpty() ? List.of() : List.of(list.split(",", -1));
        }
      }
    } catch (IndexOutOfBoundsException | ArithmeticException _) {
      // Offsets that lead out of the file; said below.
    }
    throw new Failure(
        Reason.BAD_INPUT,
        "The file %s.ko is not a RISC-V kernel module; pull the image again.".formatted(name));
  }

  private static String modinfo(byte[] module) {
    if (!ElfHeader.isElf(module)
        || ElfHeader.unsigned16(module, ElfHeader.MACHINE_OFFSET) != ElfHeader.EM_RISCV) {
      return "";
    }
    ByteBuffer file = ByteBuffer.wrap(module).order(ByteOrder.LITTLE_ENDIAN);
    int sections = Math.toIntExact(file.getLong(SECTIONS_AT));
    byte[] names = section(file, sections + file.getShort(SECTION_NAMES_AT) * SECTION_BYTES);
    for (int i = 0; i < file.getShort(SECTION_COUNT_AT); i++) {
      int header = sections + i * SECTION_BYTES;
      if (text(names, file.getInt(header)).equals(".modinfo")) {
        return new String(section(file, header), StandardCharsets.UTF_8);
      }
    }
    return "";
  }

  private static byte[] section(ByteBuffer file, int header) {
    int from = Math.toIntExact(file.getLong(header + OFFSET_AT));
    int size = Math.toIntExact(file.getLong(header + SIZE_AT));
    byte[] bytes = new byte[Math.clamp(size, 0, file.capacity())];
    file.get(from, bytes);
    return bytes;
  }

  private static String text(byte[] names, int from) {
    int to = from;
    while (names[to] != 0) {
      to++;
    }
    return new String(names, from, to - from, StandardCharsets.UTF_8);
  }
}
