package dev.sidestep.testkit.asm;

import java.util.List;
import java.util.stream.LongStream;

/** A place in the code that depends on a label's address, filled in by {@code assemble()}. */
sealed interface Fixup {

  /** Offset of the place from the start of the image. */
  int offset();

  /** The label it depends on. */
  String label();

  /** Bytes to replace. */
  int widthBytes();

  /**
   * What to put there.
   *
   * @param place the address of the place
   * @param target the label's address
   * @throws IllegalArgumentException if the target is out of range
   */
  long value(long place, long target);

  /** A branch or jump: its last operand is the distance. */
  record Branch(int offset, String label, Instruction instruction, List<Long> operands)
      implements Fixup {
    @Override
    public int widthBytes() {
      return instruction.widthBytes();
    }

    @Override
    public long value(long place, long target) {
      LongStream distance = LongStream.of(target - place);
      LongStream before = operands.stream().mapToLong(Long::longValue);
      return instruction.encode(LongStream.concat(before, distance).toArray());
    }
  }

  /**
   * An {@code auipc} and the instruction after it, an {@code addi} or {@code jalr}, that adds the
   * low 12 bits.
   */
  record PcRelativePair(int offset, String label, Reg pointer, Instruction second, Reg rd)
      implements Fixup {
    @Override
    public int widthBytes() {
      return 2 * Integer.BYTES;
    }

    @Override
    public long value(long place, long target) {
      long distance = target - place;
      long upper = (distance + 0x800) >> 12;
      long lower = distance - (upper << 12);
      long first = InstructionTable.named("auipc").encode(pointer.number(), upper);
      long then =
          second.format() == Format.LOAD
              ? second.encode(rd.number(), lower, pointer.number())
              : second.encode(rd.number(), pointer.number(), lower);
      return then << Integer.SIZE | Integer.toUnsignedLong((int) first);
    }
  }

  /** The label's address as data. */
  record Address(int offset, String label) implements Fixup {
    @Override
    public int widthBytes() {
      return Long.BYTES;
    }

    @Override
    public long value(long place, long target) {
      return target;
    }
  }
}
