package dev.sidestep.riscv.jit;

import static dev.sidestep.riscv.jit.Names.D;
import static dev.sidestep.riscv.jit.Names.FLOAT32;
import static dev.sidestep.riscv.jit.Names.FLOAT64;
import static dev.sidestep.riscv.jit.Names.FP_STATUS;
import static dev.sidestep.riscv.jit.Names.I;
import static dev.sidestep.riscv.jit.Names.J;
import static dev.sidestep.riscv.jit.Names.Z;

import dev.sidestep.riscv.fp.FpStatus;
import dev.sidestep.riscv.fp.RoundingMode;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;

/**
 * Computations on floating-point registers ({@code @riscv unpriv 20, 21}). Arithmetic on doubles is
 * done by the host if its result can owe no flag but NX and that is raised already; everything else
 * calls what the interpreter calls.
 */
final class FloatEmitter {
  private static final long SIGN = Long.MIN_VALUE;
  private static final int DYNAMIC = 7;

  private final Code code;
  private final CodeBuilder b;

  /** The hart's accrued flags. */
  private final int status;

  private final int result;

  FloatEmitter(Code code) {
    this.code = code;
    b = code.builder;
    status = b.allocateLocal(TypeKind.REFERENCE);
    result = b.allocateLocal(TypeKind.DOUBLE);
  }

  /** Once, where the region begins. */
  void begin() {
    b.aload(Code.HART).getfield(Names.HART, "fp", FP_STATUS).astore(status);
  }

  /** True if the rounding mode is what {@code frm} says. */
  static boolean isDynamic(Instruction i) {
    return switch (i.opcode()) {
      case Instruction.MADD, Instruction.MSUB, Instruction.NMSUB, Instruction.NMADD ->
          i.funct3() == DYNAMIC;
      case Instruction.OP_FP -> i.funct3() == DYNAMIC && !isMove(i.funct7());
      default -> false;
    };
  }

  private static boolean isMove(int funct7) {
    return switch (funct7) {
      case 0x10, 0x11, 0x14, 0x15, 0x50, 0x51, 0x70, 0x71, 0x78, 0x79 -> true;
      default -> false;
    };
  }

  /** The mode in force; a region with dynamic rounding runs only while {@code frm} is RNE. */
  private static int mode(Instruction i) {
    return i.funct3() == DYNAMIC ? RoundingMode.RNE : i.funct3();
  }

  void compute(Instruction i) {
    boolean isDouble = (i.funct7() & 1) != 0;
    switch (i.funct7() >>> 1) {
      case 0x00 -> arithmetic(i, isDouble, "add");
      case 0x02 -> arithmetic(i, isDouble, "sub");
      case 0x04 -> arithmetic(i, isDouble, "mul");
      case 0x06 -> arithmetic(i, isDouble, "div");
      case 0x16 -> arithmetic(i, isDouble, "sqrt");
      case 0x08 -> sign(i, isDouble);
      case 0x0a -> extremum(i, isDouble, i.funct3() == 0 ? "min" : "max");
      case 0x28 -> compare(i, isDouble);
      case 0x10 -> resize(i, isDouble);
      case 0x30 -> toInteger(i, isDouble);
      case 0x34 -> fromInteger(i, isDouble);
      case 0x38 -> toIntegerBits(i, isDouble);
      default -> fromIntegerBits(i, isDouble);
    }
  }

  // Arithmetic.

  private void arithmetic(Instruction i, boolean isDouble, String name) {
    boolean unary = name.equals("sqrt");
    if (!isDouble) {
      single(i.rs1());
      if (!unary) {
        single(i.rs2());
      }
      b.loadConstant(mode(i)).aload(status);
      if (unary) {
        code.call(FLOAT32, name, I, I, I, FP_STATUS);
      } else {
        code.call(FLOAT32, name, I, I, I, I, FP_STATUS);
      }
      box(i.rd());
      return;
    }
    Label slow = b.newLabel();
    Label done = b.newLabel();
    if (mode(i) == RoundingMode.RNE) {
      onHost(i, name);
      boolean isSum = name.equals("add") || name.equals("sub");
      finish(i.rd(), !isSum, slow, done);
    }
    b.labelBinding(slow);
    code.f(i.rs1());
    if (!unary) {
      code.f(i.rs2());
    }
    b.loadConstant(mode(i)).aload(status);
    if (unary) {
      code.call(FLOAT64, name, J, J, I, FP_STATUS);
    } else {
      code.call(FLOAT64, name, J, J, J, I, FP_STATUS);
    }
    code.toF(i.rd());
    b.labelBinding(done);
  }

  private void onHost(Instruction i, String name) {
    real(i.rs1());
    switch (name) {
      case "sqrt" -> code.call(Names.MATH, "sqrt", D, D);
      case "add" -> real(i.rs2()).builder.dadd();
      case "sub" -> real(i.rs2()).builder.dsub();
      case "mul" -> real(i.rs2()).builder.dmul();
      default -> real(i.rs2()).builder.ddiv();
    }
  }

  /**
   * Takes the double on the stack if it owes no flag, and is done; otherwise goes to {@code slow}.
   */
  private void finish(int rd, boolean canUnderflow, Label slow, Label done) {
    b.dstore(result);
    b.dload(result);
    code.call(Names.MATH, "abs", D, D);
    b.loadConstant(Double.MAX_VALUE).dcmpg().ifgt(slow);
    if (canUnderflow) {
      b.dload(result);
      code.call(Names.MATH, "abs", D, D);
      b.loadConstant(Double.MIN_NORMAL).dcmpl().ifle(slow);
    }
    b.aload(status).getfield(FP_STATUS, "flags", I).loadConstant(FpStatus.NX).iand().ifeq(slow);
    b.dload(result);
    code.call(Names.DOUBLE, "doubleToRawLongBits", J, D);
    code.toF(rd);
    b.goto_(done);
  }

  /** {@code fmadd}, {@code fmsub}, {@code fnmsub}, {@code fnmadd}: signs of operands differ. */
  void fused(Instruction i) {
    int opcode = i.opcode();
    boolean negateProduct = opcode == Instruction.NMSUB || opcode == Instruction.NMADD;
    boolean negateAddend = opcode == Instruction.MSUB || opcode == Instruction.NMADD;
    if ((i.funct7() & 3) == 0) {
      single(i.rs1());
      negateSingle(negateProduct);
      single(i.rs2());
      single(i.rs3());
      negateSingle(negateAddend);
      b.loadConstant(mode(i)).aload(status);
      code.call(FLOAT32, "fma", I, I, I, I, I, FP_STATUS);
      box(i.rd());
      return;
    }
    Label slow = b.newLabel();
    Label done = b.newLabel();
    if (mode(i) == RoundingMode.RNE) {
      real(i.rs1());
      negateReal(negateProduct);
      real(i.rs2());
      real(i.rs3());
      negateReal(negateAddend);
      code.call(Names.MATH, "fma", D, D, D, D);
      finish(i.rd(), true, slow, done);
    }
    b.labelBinding(slow);
    code.f(i.rs1());
    negateBits(negateProduct);
    code.f(i.rs2()).f(i.rs3());
    negateBits(negateAddend);
    b.loadConstant(mode(i)).aload(status);
    code.call(FLOAT64, "fma", J, J, J, J, I, FP_STATUS);
    code.toF(i.rd());
    b.labelBinding(done);
  }

  private void negateSingle(boolean negate) {
    if (negate) {
      b.loadConstant(Integer.MIN_VALUE).ixor();
    }
  }

  private void negateReal(boolean negate) {
    if (negate) {
      b.dneg();
    }
  }

  private void negateBits(boolean negate) {
    if (negate) {
      b.loadConstant(SIGN).lxor();
    }
  }

  private Code real(int register) {
    code.f(register).call(Names.DOUBLE, "longBitsToDouble", D, J);
    return code;
  }

  private void single(int register) {
    code.f(register).call(Names.NAN_BOX, "unbox", I, J);
  }

  private void box(int register) {
    code.call(Names.NAN_BOX, "box", J, I);
    code.toF(register);
  }

  // Everything else.

  private void sign(Instruction i, boolean isDouble) {
    if (isDouble) {
      code.f(i.rs1());
    } else {
      single(i.rs1());
      b.i2l().loadConstant(32).lshl();
    }
    if (i.funct3() != 2) {
      b.loadConstant(~SIGN).land();
    }
    if (isDouble) {
      code.f(i.rs2());
    } else {
      single(i.rs2());
      b.i2l().loadConstant(32).lshl();
    }
    if (i.funct3() == 1) {
      b.loadConstant(-1L).lxor();
    }
    b.loadConstant(SIGN).land().lxor();
    if (isDouble) {
      code.toF(i.rd());
    } else {
      b.loadConstant(32).lushr().l2i();
      box(i.rd());
    }
  }

  private void extremum(Instruction i, boolean isDouble, String name) {
    if (isDouble) {
      code.f(i.rs1()).f(i.rs2()).builder.aload(status);
      code.call(FLOAT64, name, J, J, J, FP_STATUS);
      code.toF(i.rd());
    } else {
      single(i.rs1());
      single(i.rs2());
      b.aload(status);
      code.call(FLOAT32, name, I, I, I, FP_STATUS);
      box(i.rd());
    }
  }

  private void compare(Instruction i, boolean isDouble) {
    String name =
        switch (i.funct3()) {
          case 0 -> "le";
          case 1 -> "lt";
          default -> "eq";
        };
    if (isDouble) {
      code.f(i.rs1()).f(i.rs2()).builder.aload(status);
      code.call(FLOAT64, name, Z, J, J, FP_STATUS);
    } else {
      single(i.rs1());
      single(i.rs2());
      b.aload(status);
      code.call(FLOAT32, name, Z, I, I, FP_STATUS);
    }
    code.wordToX(i.rd());
  }

  /** {@code fcvt.d.s}, which is exact, and {@code fcvt.s.d}. */
  private void resize(Instruction i, boolean toDouble) {
    if (toDouble) {
      single(i.rs1());
      b.aload(status);
      code.call(FLOAT32, "toFloat64", J, I, FP_STATUS);
      code.toF(i.rd());
    } else {
      code.f(i.rs1()).builder.loadConstant(mode(i)).aload(status);
      code.call(FLOAT64, "toFloat32", I, J, I, FP_STATUS);
      box(i.rd());
    }
  }

  private static String kind(Instruction i) {
    return switch (i.rs2()) {
      case 0 -> "Int32";
      case 1 -> "Uint32";
      case 2 -> "Int64";
      default -> "Uint64";
    };
  }

  private void toInteger(Instruction i, boolean isDouble) {
    ClassDesc operand = isDouble ? J : I;
    if (isDouble) {
      code.f(i.rs1());
    } else {
      single(i.rs1());
    }
    b.loadConstant(mode(i)).aload(status);
    code.call(isDouble ? FLOAT64 : FLOAT32, "to" + kind(i), J, operand, I, FP_STATUS);
    code.toX(i.rd());
  }

  private void fromInteger(Instruction i, boolean isDouble) {
    boolean isWord = i.rs2() < 2;
    if (isWord) {
      code.word(i.rs1());
    } else {
      code.x(i.rs1());
    }
    if (isDouble && isWord) {
      code.call(FLOAT64, "from" + kind(i), J, I);
      code.toF(i.rd());
      return;
    }
    b.loadConstant(mode(i)).aload(status);
    ClassDesc operand = isWord ? I : J;
    if (isDouble) {
      code.call(FLOAT64, "from" + kind(i), J, operand, I, FP_STATUS);
      code.toF(i.rd());
    } else {
      code.call(FLOAT32, "from" + kind(i), I, operand, I, FP_STATUS);
      box(i.rd());
    }
  }

  /** {@code fmv.x.w}, {@code fmv.x.d}, {@code fclass}. */
  private void toIntegerBits(Instruction i, boolean isDouble) {
    if (i.funct3() == 1) {
      if (isDouble) {
        code.f(i.rs1()).call(FLOAT64, "classify", I, J);
      } else {
        single(i.rs1());
        code.call(FLOAT32, "classify", I, I);
      }
      code.wordToX(i.rd());
    } else if (isDouble) {
      code.f(i.rs1()).toX(i.rd());
    } else {
      code.f(i.rs1()).builder.l2i();
      code.wordToX(i.rd());
    }
  }

  /** {@code fmv.w.x}, {@code fmv.d.x}. */
  private void fromIntegerBits(Instruction i, boolean isDouble) {
    if (isDouble) {
      code.x(i.rs1()).toF(i.rd());
    } else {
      code.word(i.rs1());
      box(i.rd());
    }
  }
}
