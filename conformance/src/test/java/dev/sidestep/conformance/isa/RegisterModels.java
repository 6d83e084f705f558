package dev.sidestep.conformance.isa;

import static dev.sidestep.conformance.isa.Integers.*;
import static java.util.Map.entry;

import java.math.BigInteger;
import java.util.Map;
import java.util.function.LongBinaryOperator;

/**
 * What instructions of two registers compute, in exact integers.
 *
 * @riscv unpriv 2.4, 4.2
 */
final class RegisterModels {
  static final Map<String, LongBinaryOperator> BASE =
      Map.ofEntries(
          entry("add", (a, b) -> wrap(signed(a).add(signed(b)))),
          entry("sub", (a, b) -> wrap(signed(a).subtract(signed(b)))),
          entry("sll", (a, b) -> wrap(signed(a).shiftLeft(amount(b)))),
          entry("slt", (a, b) -> truth(signed(a).compareTo(signed(b)) < 0)),
          entry("sltu", (a, b) -> truth(unsigned(a).compareTo(unsigned(b)) < 0)),
          entry("xor", (a, b) -> wrap(signed(a).xor(signed(b)))),
          entry("srl", (a, b) -> wrap(unsigned(a).shiftRight(amount(b)))),
          entry("sra", (a, b) -> wrap(signed(a).shiftRight(amount(b)))),
          entry("or", (a, b) -> wrap(signed(a).or(signed(b)))),
          entry("and", (a, b) -> wrap(signed(a).and(signed(b)))),
          entry("addw", (a, b) -> wrapWord(signed(a).add(signed(b)))),
          entry("subw", (a, b) -> wrapWord(signed(a).subtract(signed(b)))),
          entry("sllw", (a, b) -> wrapWord(signed(a).shiftLeft(amountWord(b)))),
          entry("srlw", (a, b) -> wrapWord(unsignedWord(a).shiftRight(amountWord(b)))),
          entry("sraw", (a, b) -> wrapWord(signedWord(a).shiftRight(amountWord(b)))));

  /** Division by zero and overflow are values ({@code @riscv unpriv 13.2}, table). */
  static final Map<String, LongBinaryOperator> MULTIPLY =
      Map.ofEntries(
          entry("mul", (a, b) -> wrap(signed(a).multiply(signed(b)))),
          entry("mulh", (a, b) -> high(signed(a), signed(b))),
          entry("mulhsu", (a, b) -> high(signed(a), unsigned(b))),
          entry("mulhu", (a, b) -> high(unsigned(a), unsigned(b))),
          entry("mulw", (a, b) -> wrapWord(signed(a).multiply(signed(b)))),
          entry("div", (a, b) -> wrap(quotient(signed(a), signed(b)))),
          entry("divu", (a, b) -> wrap(quotient(unsigned(a), unsigned(b)))),
          entry("rem", (a, b) -> wrap(remainder(signed(a), signed(b)))),
          entry("remu", (a, b) -> wrap(remainder(unsigned(a), unsigned(b)))),
          entry("divw", (a, b) -> wrapWord(quotient(signedWord(a), signedWord(b)))),
          entry("divuw", (a, b) -> wrapWord(quotient(unsignedWord(a), unsignedWord(b)))),
          entry("remw", (a, b) -> wrapWord(remainder(signedWord(a), signedWord(b)))),
          entry("remuw", (a, b) -> wrapWord(remainder(unsignedWord(a), unsignedWord(b)))));

  private RegisterModels() {}

  static int amount(long register) {
    return low(signed(register), 6).intValue();
  }

  static int amountWord(long register) {
    return low(signed(register), 5).intValue();
  }

  private static long high(BigInteger a, BigInteger b) {
    return wrap(a.multiply(b).shiftRight(64));
  }

  /** Rounded towards zero; all ones if the divisor is zero. */
  private static BigInteger quotient(BigInteger a, BigInteger b) {
    return b.signum() == 0 ? BigInteger.ONE.negate() : a.divide(b);
  }

  /** With the dividend's sign; the dividend if the divisor is zero. */
  private static BigInteger remainder(BigInteger a, BigInteger b) {
    return b.signum() == 0 ? a : a.remainder(b);
  }
}
