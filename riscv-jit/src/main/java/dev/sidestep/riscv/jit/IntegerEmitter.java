package dev.sidestep.riscv.jit;

import static dev.sidestep.riscv.jit.Names.I;
import static dev.sidestep.riscv.jit.Names.J;

import java.lang.classfile.CodeBuilder;

/** Computations on integer registers ({@code @riscv unpriv 2.4, 4.2, 12, 30}). */
final class IntegerEmitter {
  private static final long LOWER_HALF = 0xffff_ffffL;
  private static final int SIGN_SHIFT = 31;

  private final Code code;
  private final CodeBuilder b;

  IntegerEmitter(Code code) {
    this.code = code;
    b = code.builder;
  }

  // Register and immediate.

  void immediate(Instruction i) {
    int value = i.immediateI();
    if (i.rd() == 0) {
      return;
    }
    switch (i.funct3()) {
      case 0 -> addImmediate(i, value);
      case 1 -> shiftLeft(i);
      case 2 -> less(i, value, false);
      case 3 -> less(i, value, true);
      case 4 -> code.x(i.rs1()).builder.loadConstant((long) value).lxor();
      case 5 -> shiftRight(i);
      case 6 -> code.x(i.rs1()).builder.loadConstant((long) value).lor();
      default -> code.x(i.rs1()).builder.loadConstant((long) value).land();
    }
    code.toX(i.rd());
  }

  private void addImmediate(Instruction i, int value) {
    if (i.rs1() == 0) {
      b.loadConstant((long) value);
    } else {
      code.x(i.rs1()).plus(value);
    }
  }

  /** One or zero: the sign of a comparison. */
  private void less(Instruction i, int value, boolean unsigned) {
    code.x(i.rs1());
    b.loadConstant((long) value);
    less(unsigned);
  }

  private void less(boolean unsigned) {
    if (unsigned) {
      code.call(Names.LONG, "compareUnsigned", I, J, J);
    } else {
      b.lcmp();
    }
    b.bipush(SIGN_SHIFT).iushr().i2l();
  }

  private static int shift(Instruction i) {
    return i.bits() >>> 20 & 63;
  }

  private void shiftLeft(Instruction i) {
    code.x(i.rs1());
    switch (i.bits() >>> 26) {
      case 0x00 -> b.loadConstant(shift(i)).lshl();
      case 0x0a -> b.loadConstant(1L << shift(i)).lor();
      case 0x12 -> b.loadConstant(~(1L << shift(i))).land();
      case 0x1a -> b.loadConstant(1L << shift(i)).lxor();
      default -> unary(i.rs2());
    }
  }

  private void unary(int selector) {
    switch (selector) {
      case 0 -> code.call(Names.LONG, "numberOfLeadingZeros", I, J).builder.i2l();
      case 1 -> code.call(Names.LONG, "numberOfTrailingZeros", I, J).builder.i2l();
      case 2 -> code.call(Names.LONG, "bitCount", I, J).builder.i2l();
      case 4 -> b.l2i().i2b().i2l();
      default -> b.l2i().i2s().i2l();
    }
  }

  private void shiftRight(Instruction i) {
    code.x(i.rs1());
    switch (i.bits() >>> 26) {
      case 0x00 -> b.loadConstant(shift(i)).lushr();
      case 0x10 -> b.loadConstant(shift(i)).lshr();
      case 0x0a -> code.call(Names.BITS, "orCombine", J, J);
      case 0x12 -> b.loadConstant(shift(i)).lushr().loadConstant(1L).land();
      case 0x18 -> {
        b.loadConstant(shift(i));
        code.call(Names.LONG, "rotateRight", J, J, I);
      }
      default -> code.call(Names.LONG, "reverseBytes", J, J);
    }
  }

  void immediateWord(Instruction i) {
    if (i.rd() == 0) {
      return;
    }
    if (i.funct3() == 1 && i.bits() >>> 26 == 2) {
      code.x(i.rs1());
      b.loadConstant(LOWER_HALF).land().loadConstant(shift(i)).lshl();
      code.toX(i.rd());
      return;
    }
    code.word(i.rs1());
    switch (i.funct3()) {
      case 0 -> b.loadConstant(i.immediateI()).iadd();
      case 1 -> b.loadConstant(i.rs2()).ishl();
      default -> {
        b.loadConstant(i.rs2());
        if (i.funct7() == 0) {
          b.iushr();
        } else {
          b.ishr();
        }
      }
    }
    code.wordToX(i.rd());
  }

  // Two registers.

  void register(Instruction i) {
    if (i.rd() == 0) {
      return;
    }
    switch (i.funct7()) {
      case 0x00 -> base(i);
      case 0x01 -> multiply(i);
      case 0x20 -> inverted(i);
      case 0x10 -> shiftedAdd(i, false);
      case 0x05 -> extremum(i);
      case 0x14, 0x24, 0x34 -> bit(i);
      default -> rotate(i);
    }
    code.toX(i.rd());
  }

  private void operands(Instruction i) {
    code.x(i.rs1()).x(i.rs2());
  }

  private void base(Instruction i) {
    switch (i.funct3()) {
      case 0 -> {
        operands(i);
        b.ladd();
      }
      case 1 -> code.x(i.rs1()).word(i.rs2()).builder.lshl();
      case 2 -> {
        operands(i);
        less(false);
      }
      case 3 -> {
        operands(i);
        less(true);
      }
      case 4 -> {
        operands(i);
        b.lxor();
      }
      case 5 -> code.x(i.rs1()).word(i.rs2()).builder.lushr();
      case 6 -> {
        operands(i);
        b.lor();
      }
      default -> {
        operands(i);
        b.land();
      }
    }
  }

  private void inverted(Instruction i) {
    switch (i.funct3()) {
      case 0 -> {
        operands(i);
        b.lsub();
      }
      case 4 -> {
        operands(i);
        b.lxor().loadConstant(-1L).lxor();
      }
      case 5 -> code.x(i.rs1()).word(i.rs2()).builder.lshr();
      case 6 -> {
        operands(i);
        b.loadConstant(-1L).lxor().lor();
      }
      default -> {
        operands(i);
        b.loadConstant(-1L).lxor().land();
      }
    }
  }

  private void multiply(Instruction i) {
    operands(i);
    switch (i.funct3()) {
      case 0 -> b.lmul();
      case 1 -> code.call(Names.MATH, "multiplyHigh", J, J, J);
      case 2 -> {
        code.call(Names.MATH, "multiplyHigh", J, J, J).x(i.rs2());
        b.loadConstant(63).lshr();
        code.x(i.rs1());
        b.land().ladd();
      }
      case 3 -> code.call(Names.MATH, "unsignedMultiplyHigh", J, J, J);
      case 4 -> code.call(Names.ARITHMETIC, "div", J, J, J);
      case 5 -> code.call(Names.ARITHMETIC, "divu", J, J, J);
      case 6 -> code.call(Names.ARITHMETIC, "rem", J, J, J);
      default -> code.call(Names.ARITHMETIC, "remu", J, J, J);
    }
  }

  private void shiftedAdd(Instruction i, boolean word) {
    code.x(i.rs1());
    if (word) {
      b.loadConstant(LOWER_HALF).land();
    }
    b.loadConstant(i.funct3() >>> 1).lshl();
    code.x(i.rs2());
    b.ladd();
  }

  private void extremum(Instruction i) {
    operands(i);
    switch (i.funct3()) {
      case 4 -> code.call(Names.MATH, "min", J, J, J);
      case 6 -> code.call(Names.MATH, "max", J, J, J);
      default ->
          code.call(Names.ARITHMETIC, i.funct3() == 5 ? "minUnsigned" : "maxUnsigned", J, J, J);
    }
  }

  /** Sets, clears, inverts or extracts a bit. */
  private void bit(Instruction i) {
    if (i.funct3() == 5) {
      code.x(i.rs1()).word(i.rs2()).builder.lushr().loadConstant(1L).land();
      return;
    }
    code.x(i.rs1());
    b.lconst_1();
    code.word(i.rs2()).builder.lshl();
    switch (i.funct7()) {
      case 0x14 -> b.lor();
      case 0x34 -> b.lxor();
      default -> b.loadConstant(-1L).lxor().land();
    }
  }

  private void rotate(Instruction i) {
    code.x(i.rs1()).word(i.rs2());
    code.call(Names.LONG, i.funct3() == 1 ? "rotateLeft" : "rotateRight", J, J, I);
  }

  void registerWord(Instruction i) {
    if (i.rd() == 0) {
      return;
    }
    switch (i.funct7()) {
      case 0x04 -> {
        code.x(i.rs1());
        if (i.funct3() == 0) {
          b.loadConstant(LOWER_HALF).land();
          code.x(i.rs2());
          b.ladd();
        } else {
          b.loadConstant(0xffffL).land();
        }
        code.toX(i.rd());
      }
      case 0x10 -> {
        shiftedAdd(i, true);
        code.toX(i.rd());
      }
      default -> {
        code.word(i.rs1()).word(i.rs2());
        word(i);
        code.wordToX(i.rd());
      }
    }
  }

  private void word(Instruction i) {
    switch (i.funct7() << 3 | i.funct3()) {
      case 0 -> b.iadd();
      case 1 -> b.ishl();
      case 5 -> b.iushr();
      case 0x20 << 3 -> b.isub();
      case 0x20 << 3 | 5 -> b.ishr();
      case 0x01 << 3 -> b.imul();
      case 0x01 << 3 | 4 -> code.call(Names.ARITHMETIC, "divw", I, I, I);
      case 0x01 << 3 | 5 -> code.call(Names.ARITHMETIC, "divuw", I, I, I);
      case 0x01 << 3 | 6 -> code.call(Names.ARITHMETIC, "remw", I, I, I);
      default -> code.call(Names.ARITHMETIC, "remuw", I, I, I);
    }
  }
}
