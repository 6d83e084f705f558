package dev.sidestep.testkit.asm;

import dev.sidestep.base.Bits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Assembles RISC-V programs inside the JVM:
 *
 * <pre>{@code
 * byte[] image =
 *     Assembler.at(0x8020_0000L)
 *         .li(A0, 10)
 *         .label("loop")
 *         .addi(A0, A0, -1)
 *         .bnez(A0, "loop")
 *         .ret()
 *         .assemble();
 * }</pre>
 *
 * <p>Methods append; labels may be used before they are defined. What is wrong with a program is an
 * {@link IllegalArgumentException}: at once, or from {@link #assemble} if a label is missing or out
 * of reach. One thread.
 */
public final class Assembler
    implements PseudoOps<Assembler>, AtomicOps<Assembler>, CompressedOps<Assembler> {

  private final long base;
  private final CodeBuffer code = new CodeBuffer();
  private final Map<String, Long> labels = new LinkedHashMap<>();
  private final List<Fixup> fixups = new ArrayList<>();

  private Assembler(long base) {
    this.base = base;
  }

  /** An empty program whose first byte will be at {@code base}. */
  public static Assembler at(long base) {
    return new Assembler(base);
  }

  /** The address of the next byte. */
  public long here() {
    return base + code.size();
  }

  /**
   * Fills with zeros up to {@code address}.
   *
   * @throws IllegalArgumentException if {@code address} is behind {@link #here}
   */
  public Assembler org(long address) {
    if (address < here()) {
      throw new IllegalArgumentException(
          "Cannot go back from %#x to %#x.".formatted(here(), address));
    }
    code.appendZeros(Math.toIntExact(address - here()));
    return this;
  }

  /** Gives the next byte's address a name. */
  public Assembler label(String name) {
    return define(name, here());
  }

  /**
   * Gives any address a name, such as one behind the image.
   *
   * @throws IllegalArgumentException if the name is taken
   */
  public Assembler define(String name, long address) {
    if (labels.putIfAbsent(name, address) != null) {
      throw new IllegalArgumentException("Label " + name + " is defined twice.");
    }
    return this;
  }

  /**
   * The address of {@code label}.
   *
   * @throws IllegalArgumentException if it is not defined (yet)
   */
  public long address(String label) {
    Long address = labels.get(label);
    if (address == null) {
      throw new IllegalArgumentException("Label " + label + " is not defined.");
    }
    return address;
  }

  /** All labels defined so far, in order of definition. */
  public Map<String, Long> symbols() {
    return Collections.unmodifiableMap(labels);
  }

  /**
   * The program's bytes. May be called more than once.
   *
   * @throws IllegalArgumentException if a label is missing or out of reach
   */
  public byte[] assemble() {
    for (Fixup fixup : fixups) {
      code.replace(fixup.offset(), resolve(fixup), fixup.widthBytes());
    }
    return code.toArray();
  }

  private long resolve(Fixup fixup) {
    long place = base + fixup.offset();
    long target = address(fixup.label());
    try {
      return fixup.value(place, target);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "At %#x, to label %s at %#x: %s".formatted(place, fixup.label(), target, e.getMessage()),
          e);
    }
  }

  @Override
  public Assembler emit(String mnemonic, long... operands) {
    Instruction instruction = InstructionTable.named(mnemonic);
    code.append(instruction.encode(operands), instruction.widthBytes());
    return this;
  }

  @Override
  public Assembler emitTo(String mnemonic, String label, long... operands) {
    Instruction instruction = InstructionTable.named(mnemonic);
    List<Long> first = Arrays.stream(operands).boxed().toList();
    return append(new Fixup.Branch(code.size(), label, instruction, first));
  }

  private Assembler append(Fixup fixup) {
    fixups.add(fixup);
    code.appendZeros(fixup.widthBytes());
    return this;
  }

  /** {@code auipc} with bits 31..12 as a signed or unsigned 20-bit number. */
  @Override
  public Assembler auipc(Reg rd, int upper) {
    return emit("auipc", rd.number(), signedUpper(upper));
  }

  /** {@code lui} with bits 31..12 as a signed or unsigned 20-bit number. */
  @Override
  public Assembler lui(Reg rd, int upper) {
    return emit("lui", rd.number(), signedUpper(upper));
  }

  private static long signedUpper(int upper) {
    return upper >= 0x8_0000 && upper <= 0xf_ffff ? upper - 0x10_0000L : upper;
  }

  /**
   * Loads a constant: one instruction if it has 12 bits, up to two if 32 ({@code lui}, {@code
   * addiw}), up to eight otherwise ({@code slli} and {@code addi} repeated). The length depends on
   * the value alone.
   */
  public Assembler li(Reg rd, long value) {
    if (Operand.IMM_I.accepts(value)) {
      return addi(rd, Reg.ZERO, (int) value);
    }
    long lower = Bits.signExtend(value, 12);
    if (value == (int) value) {
      lui(rd, (int) (Bits.signExtend(value - lower, 32) >> 12));
      return lower == 0 ? this : addiw(rd, rd, (int) lower);
    }
    long upper = value - lower;
    int shift = Long.numberOfTrailingZeros(upper);
    li(rd, upper >> shift);
    slli(rd, rd, shift);
    return lower == 0 ? this : addi(rd, rd, (int) lower);
  }

  /** Loads an address within 2 GiB: {@code auipc}, {@code addi}; always 8 bytes. */
  public Assembler la(Reg rd, String label) {
    return append(
        new Fixup.PcRelativePair(code.size(), label, rd, InstructionTable.named("addi"), rd));
  }

  /** Calls within 2 GiB: {@code auipc ra}, {@code jalr ra}; always 8 bytes. */
  public Assembler call(String label) {
    return jumpPair(label, Reg.RA, Reg.RA);
  }

  /** Jumps within 2 GiB by way of {@code t1}: {@code auipc}, {@code jalr}; always 8 bytes. */
  public Assembler tail(String label) {
    return jumpPair(label, Reg.T1, Reg.ZERO);
  }

  private Assembler jumpPair(String label, Reg pointer, Reg link) {
    return append(
        new Fixup.PcRelativePair(
            code.size(), label, pointer, InstructionTable.named("jalr"), link));
  }

  /** Raw 32 bits, such as an instruction that the table does not have. */
  public Assembler word(int value) {
    code.append(value, Integer.BYTES);
    return this;
  }

  /** Raw 16 bits. */
  public Assembler half(int value) {
    code.append(value, Short.BYTES);
    return this;
  }

  /** Bytes, of which the low 8 bits count. */
  public Assembler bytes(int... values) {
    for (int value : values) {
      code.append(value, Byte.BYTES);
    }
    return this;
  }

  /** Bytes as they are. */
  public Assembler data(byte[] data) {
    code.append(data);
    return this;
  }

  /** 16-bit numbers, little-endian. */
  public Assembler halves(int... values) {
    for (int value : values) {
      half(value);
    }
    return this;
  }

  /** 32-bit numbers, little-endian. */
  public Assembler words(int... values) {
    for (int value : values) {
      word(value);
    }
    return this;
  }

  /** 64-bit numbers, little-endian. */
  public Assembler dwords(long... values) {
    for (long value : values) {
      code.append(value, Long.BYTES);
    }
    return this;
  }

  /** The 64-bit address of {@code label}. */
  public Assembler dword(String label) {
    return append(new Fixup.Address(code.size(), label));
  }

  /** ASCII text without a terminator. */
  public Assembler ascii(String text) {
    return data(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** ASCII text and a zero byte. */
  public Assembler asciz(String text) {
    return ascii(text).bytes(0);
  }

  /** Zeros up to the next multiple of {@code boundaryBytes}, a power of two. */
  public Assembler align(int boundaryBytes) {
    if (Integer.bitCount(boundaryBytes) != 1) {
      throw new IllegalArgumentException(boundaryBytes + " is not a power of two.");
    }
    return org((here() + boundaryBytes - 1) & -boundaryBytes);
  }

  /** {@code count} zero bytes. */
  public Assembler space(int count) {
    code.appendZeros(count);
    return this;
  }
}
