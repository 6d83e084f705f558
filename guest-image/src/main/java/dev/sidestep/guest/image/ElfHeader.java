package dev.sidestep.guest.image;

/** Fields of an ELF file that more than one class looks at (ELF-64 Object File Format, 1.5). */
final class ElfHeader {
  /** e_machine of RISC-V. */
  static final int EM_RISCV = 243;

  /** Bytes of the header. */
  static final int BYTES = 64;

  /** Where e_machine is. */
  static final int MACHINE_OFFSET = 18;

  private ElfHeader() {}

  /** Whether the file starts with 0x7F 'E' 'L' 'F' and is long enough for a header. */
  static boolean isElf(byte[] file) {
    return file.length >= BYTES
        && file[0] == 0x7F
        && file[1] == 'E'
        && file[2] == 'L'
        && file[3] == 'F';
  }

  /** A little-endian half word. */
  static int unsigned16(byte[] file, int offset) {
    return (file[offset] & 0xFF) | ((file[offset + 1] & 0xFF) << 8);
  }
}
