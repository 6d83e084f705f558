package dev.sidestep.device.model.i82540em;

import dev.sidestep.device.spec.Register;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * What the registers of BAR 0 hold, one 32-bit word at each offset up to the last in the table. It
 * has no side effects: what an access does is up to whoever dispatches it, and a change made here
 * tells nobody. Offsets are those of {@link I82540emRegisters}.
 */
final class RegisterFile {
  /** Words in the file. */
  static final int WORDS = Math.toIntExact(I82540emRegisters.TABLE.sizeBytes() / Integer.BYTES);

  private final int[] words = new int[WORDS];

  /** All registers as after power-on. */
  RegisterFile() {
    reset(offset -> false);
  }

  /** Gives every register its reset value, but those that {@code kept} tells to be kept. */
  void reset(IntPredicate kept) {
    for (Register register : I82540emRegisters.TABLE) {
      int offset = (int) register.offset();
      if (!kept.test(offset)) {
        set(offset, (int) register.contents().resetValue());
      }
    }
  }

  /** The value at {@code offset}, which is a multiple of 4. */
  int get(int offset) {
    return words[index(offset)];
  }

  /** Changes the value at {@code offset}, which is a multiple of 4. */
  void set(int offset, int value) {
    words[index(offset)] = value;
  }

  /** Sets or clears the bits of {@code mask} at {@code offset}. */
  void setBits(int offset, int mask, boolean set) {
    int index = index(offset);
    words[index] = set ? words[index] | mask : words[index] & ~mask;
  }

  /** True if any bit of {@code mask} is set at {@code offset}. */
  boolean isSet(int offset, int mask) {
    return (get(offset) & mask) != 0;
  }

  /** The 64-bit value whose halves are at {@code lowOffset} and {@code highOffset}. */
  long pair(int lowOffset, int highOffset) {
    return Integer.toUnsignedLong(get(lowOffset)) | (long) get(highOffset) << Integer.SIZE;
  }

  /** Everything that the registers hold. */
  Image snapshot() {
    return new Image(words.clone());
  }

  /** Makes the registers hold what they held when {@code image} was taken. */
  void restore(Image image) {
    System.arraycopy(image.words, 0, words, 0, words.length);
  }

  private static int index(int offset) {
    return offset / Integer.BYTES;
  }

  /** The contents of a register file. Immutable. */
  static final class Image {
    private final int[] words;

    private Image(int[] words) {
      this.words = words;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Image image && Arrays.equals(words, image.words);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(words);
    }
  }
}
