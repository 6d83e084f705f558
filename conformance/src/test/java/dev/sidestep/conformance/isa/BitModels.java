package dev.sidestep.conformance.isa;

import static dev.sidestep.conformance.isa.Integers.*;
import static dev.sidestep.conformance.isa.RegisterModels.amount;
import static dev.sidestep.conformance.isa.RegisterModels.amountWord;
import static java.util.Map.entry;

import java.math.BigInteger;
import java.util.Map;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/**
 * What the bit manipulation instructions compute.
 *
 * @riscv unpriv 29 (Zba, Zbb, Zbs)
 */
final class BitModels {
  static final Map<String, LongBinaryOperator> REGISTERS =
      Map.ofEntries(
          entry("add.uw", (a, b) -> wrap(unsignedWord(a).add(signed(b)))),
          entry("sh1add", (a, b) -> wrap(signed(a).shiftLeft(1).add(signed(b)))),
          entry("sh2add", (a, b) -> wrap(signed(a).shiftLeft(2).add(signed(b)))),
          entry("sh3add", (a, b) -> wrap(signed(a).shiftLeft(3).add(signed(b)))),
          entry("sh1add.uw", (a, b) -> wrap(unsignedWord(a).shiftLeft(1).add(signed(b)))),
          entry("sh2add.uw", (a, b) -> wrap(unsignedWord(a).shiftLeft(2).add(signed(b)))),
          entry("sh3add.uw", (a, b) -> wrap(unsignedWord(a).shiftLeft(3).add(signed(b)))),
          entry("andn", (a, b) -> wrap(signed(a).andNot(signed(b)))),
          entry("orn", (a, b) -> wrap(signed(a).or(signed(b).not()))),
          entry("xnor", (a, b) -> wrap(signed(a).xor(signed(b)).not())),
          entry("min", (a, b) -> wrap(signed(a).min(signed(b)))),
          entry("minu", (a, b) -> wrap(unsigned(a).min(unsigned(b)))),
          entry("max", (a, b) -> wrap(signed(a).max(signed(b)))),
          entry("maxu", (a, b) -> wrap(unsigned(a).max(unsigned(b)))),
          entry("rol", (a, b) -> wrap(rotateLeft(unsigned(a), amount(b), 64))),
          entry("ror", (a, b) -> wrap(rotateLeft(unsigned(a), 64 - amount(b), 64))),
          entry("rolw", (a, b) -> wrapWord(rotateLeft(unsignedWord(a), amountWord(b), 32))),
          entry("rorw", (a, b) -> wrapWord(rotateLeft(unsignedWord(a), 32 - amountWord(b), 32))),
          entry("bclr", (a, b) -> wrap(unsigned(a).clearBit(amount(b)))),
          entry("bext", (a, b) -> truth(unsigned(a).testBit(amount(b)))),
          entry("binv", (a, b) -> wrap(unsigned(a).flipBit(amount(b)))),
          entry("bset", (a, b) -> wrap(unsigned(a).setBit(amount(b)))));

  static final Map<String, LongUnaryOperator> UNARY =
      Map.ofEntries(
          entry("clz", a -> 64 - unsigned(a).bitLength()),
          entry("clzw", a -> 32 - unsignedWord(a).bitLength()),
          entry("ctz", a -> trailingZeros(unsigned(a), 64)),
          entry("ctzw", a -> trailingZeros(unsignedWord(a), 32)),
          entry("cpop", a -> unsigned(a).bitCount()),
          entry("cpopw", a -> unsignedWord(a).bitCount()),
          entry("sext.b", a -> wrap(signExtend(a, 8))),
          entry("sext.h", a -> wrap(signExtend(a, 16))),
          entry("zext.h", a -> wrap(low(signed(a), 16))),
          entry("orc.b", BitModels::orCombineBytes),
          entry("rev8", BitModels::reverseBytes));

  private BitModels() {}

  private static BigInteger rotateLeft(BigInteger value, int amount, int width) {
    BigInteger doubled = value.shiftLeft(width).or(value);
    return low(doubled.shiftLeft(amount).shiftRight(width), width);
  }

  private static long trailingZeros(BigInteger value, int width) {
    return value.signum() == 0 ? width : value.getLowestSetBit();
  }

  private static BigInteger signExtend(long value, int width) {
    BigInteger low = low(signed(value), width);
    return low.testBit(width - 1) ? low.subtract(power(width)) : low;
  }

  private static long orCombineBytes(long value) {
    BigInteger result = BigInteger.ZERO;
    for (int i = 0; i < 64; i += 8) {
      boolean zero = low(unsigned(value).shiftRight(i), 8).signum() == 0;
      result = zero ? result : result.or(BigInteger.valueOf(0xff).shiftLeft(i));
    }
    return wrap(result);
  }

  private static long reverseBytes(long value) {
    BigInteger result = BigInteger.ZERO;
    for (int i = 0; i < 64; i += 8) {
      result = result.shiftLeft(8).or(low(unsigned(value).shiftRight(i), 8));
    }
    return wrap(result);
  }
}
