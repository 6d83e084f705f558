package dev.sidestep.guest.image;

import dev.sidestep.guest.image.KernelFile.Segment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** An executable ELF file for 64-bit RISC-V (ELF-64 Object File Format, version 1.5). */
final class ElfKernel {
  private static final int CLASS = 4;
  private static final int CLASS_64 = 2;
  private static final int DATA = 5;
  private static final int DATA_LITTLE_ENDIAN = 1;
  private static final int TYPE = 0x10;
  private static final int TYPE_EXECUTABLE = 2;
  private static final int TYPE_DYNAMIC = 3;
  private static final int MACHINE = 0x12;
  private static final int ENTRY = 0x18;
  private static final int PROGRAM_HEADERS = 0x20;
  private static final int PROGRAM_HEADER_BYTES = 0x36;
  private static final int PROGRAM_HEADER_COUNT = 0x38;
  private static final int LOAD = 1;

  private final Path path;
  private final ByteBuffer in;
  private final long entry;
  private long physicalEntry = -1;

  private ElfKernel(Path path, ByteBuffer bytes) {
    this.path = path;
    this.in = bytes.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    if (in.capacity() < ElfHeader.BYTES) {
      throw KernelFile.bad(path, "ends within its ELF header; download it again.");
    }
    if (in.get(CLASS) != CLASS_64 || in.get(DATA) != DATA_LITTLE_ENDIAN) {
      throw KernelFile.bad(path, "is not a 64-bit little-endian ELF file; pass one for RV64.");
    }
    int machine = unsigned16(MACHINE);
    if (machine != ElfHeader.EM_RISCV) {
      throw KernelFile.bad(
          path, "is an ELF file for machine " + machine + ", not for RISC-V (243); pass one.");
    }
    if (unsigned16(TYPE) != TYPE_EXECUTABLE && unsigned16(TYPE) != TYPE_DYNAMIC) {
      throw KernelFile.bad(path, "is an ELF object, not an executable; link it first.");
    }
    entry = in.getLong(ENTRY);
  }

  static KernelFile parse(Path path, boolean compressed, ByteBuffer bytes) {
    ElfKernel elf = new ElfKernel(path, bytes);
    List<Segment> segments = elf.segments();
    if (elf.physicalEntry == -1) {
      throw KernelFile.bad(path, "starts outside its own segments; link it again.");
    }
    return new KernelFile(path, KernelFile.Kind.ELF, compressed, elf.physicalEntry, segments);
  }

  private List<Segment> segments() {
    long table = in.getLong(PROGRAM_HEADERS);
    int size = unsigned16(PROGRAM_HEADER_BYTES);
    int count = unsigned16(PROGRAM_HEADER_COUNT);
    if (size < 56 || table < 0 || table > in.capacity() - (long) size * count) {
      throw truncated();
    }
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int header = (int) table + i * size;
      if (in.getInt(header) == LOAD && in.getLong(header + 0x28) != 0) {
        segments.add(segment(header));
      }
    }
    if (segments.isEmpty()) {
      throw KernelFile.bad(path, "has nothing to load; pass an executable.");
    }
    segments.sort(Comparator.comparingLong(Segment::address));
    return segments;
  }

  private Segment segment(int header) {
    long offset = in.getLong(header + 0x08);
    long virtual = in.getLong(header + 0x10);
    long physical = in.getLong(header + 0x18);
    long fileBytes = in.getLong(header + 0x20);
    long memoryBytes = in.getLong(header + 0x28);
    if (offset < 0 || fileBytes < 0 || offset > in.capacity() - fileBytes) {
      throw truncated();
    }
    if (memoryBytes < fileBytes) {
      throw KernelFile.bad(path, "has a segment that is larger in the file than in memory.");
    }
    if (Long.compareUnsigned(entry - virtual, memoryBytes) < 0) {
      physicalEntry = physical + (entry - virtual);
    }
    return new Segment(physical, in.slice((int) offset, (int) fileBytes), memoryBytes);
  }

  private int unsigned16(int offset) {
    return in.getShort(offset) & 0xFFFF;
  }

  private RuntimeException truncated() {
    return KernelFile.bad(path, "is a truncated ELF file; download or link it again.");
  }
}
