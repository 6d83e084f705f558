package dev.sidestep.testkit.asm;

import dev.sidestep.base.Bits;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the bits of one operand sit in an instruction. Written as the manual draws them: {@code
 * "11:5@25 4:0@7"} puts value bits 11..5 at instruction bit 25 and up, and 4..0 at bit 7 and up.
 */
record BitScatter(List<Piece> pieces) {

  /** Value bits {@code high..low} at instruction bits {@code position} and up. */
  record Piece(int high, int low, int position) {
    int width() {
      return high - low + 1;
    }

    private static Piece parse(String text) {
      int colon = text.indexOf(':');
      int at = text.indexOf('@');
      return new Piece(
          Integer.parseInt(text, 0, colon, 10),
          Integer.parseInt(text, colon + 1, at, 10),
          Integer.parseInt(text, at + 1, text.length(), 10));
    }
  }

  static BitScatter parse(String text) {
    List<Piece> pieces = new ArrayList<>();
    for (String piece : text.split(" ", -1)) {
      pieces.add(Piece.parse(piece));
    }
    return new BitScatter(List.copyOf(pieces));
  }

  /** The instruction bits that hold {@code value}. */
  int scatter(long value) {
    long bits = 0;
    for (Piece piece : pieces) {
      bits |= Bits.field(value, piece.high, piece.low) << piece.position;
    }
    return (int) bits;
  }

  /** The unsigned value held by {@code instruction}. */
  long gather(int instruction) {
    long value = 0;
    for (Piece piece : pieces) {
      int top = piece.position + piece.width() - 1;
      value |= Bits.field(Integer.toUnsignedLong(instruction), top, piece.position) << piece.low;
    }
    return value;
  }

  /** The instruction bits that belong to this operand. */
  int mask() {
    return scatter(-1);
  }

  /** The number of the highest value bit. */
  int highestBit() {
    int highest = 0;
    for (Piece piece : pieces) {
      highest = Math.max(highest, piece.high);
    }
    return highest;
  }
}
