package dev.sidestep.riscv.jit;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** Classes and signatures that compiled code refers to. */
final class Names {
  private static final String RISCV = "dev.sidestep.riscv";

  static final ClassDesc HART = ClassDesc.of(RISCV, "Hart");
  static final ClassDesc CODE = ClassDesc.of(RISCV, "TranslatedCode");
  static final ClassDesc CSRS = ClassDesc.of(RISCV, "CsrFile");
  static final ClassDesc MEMORY = ClassDesc.of(RISCV, "InternalMemory");
  static final ClassDesc ARITHMETIC = ClassDesc.of(RISCV, "Arithmetic");
  static final ClassDesc BITS = ClassDesc.of(RISCV, "BitOps");
  static final ClassDesc CSR_OPS = ClassDesc.of(RISCV, "CsrOps");
  static final ClassDesc ATOMICS = ClassDesc.of(RISCV, "AtomicOps");
  static final ClassDesc FLOAT32 = ClassDesc.of(RISCV + ".fp", "Float32");
  static final ClassDesc FLOAT64 = ClassDesc.of(RISCV + ".fp", "Float64");
  static final ClassDesc NAN_BOX = ClassDesc.of(RISCV + ".fp", "NanBox");
  static final ClassDesc FP_STATUS = ClassDesc.of(RISCV + ".fp", "FpStatus");
  static final ClassDesc UNSAFE = ClassDesc.of("jdk.internal.misc", "Unsafe");
  static final ClassDesc LONG = ClassDesc.of("java.lang", "Long");
  static final ClassDesc MATH = ClassDesc.of("java.lang", "Math");
  static final ClassDesc DOUBLE = ClassDesc.of("java.lang", "Double");
  static final ClassDesc VAR_HANDLE = ConstantDescs.CD_VarHandle;

  static final ClassDesc J = ConstantDescs.CD_long;
  static final ClassDesc I = ConstantDescs.CD_int;
  static final ClassDesc D = ConstantDescs.CD_double;
  static final ClassDesc Z = ConstantDescs.CD_boolean;
  static final ClassDesc V = ConstantDescs.CD_void;
  static final ClassDesc OBJECT = ConstantDescs.CD_Object;
  static final ClassDesc LONGS = J.arrayType();

  private Names() {}

  static MethodTypeDesc type(ClassDesc result, ClassDesc... parameters) {
    return MethodTypeDesc.of(result, parameters);
  }
}
