package dev.sidestep.riscv.jit;

import static dev.sidestep.riscv.jit.Names.I;
import static dev.sidestep.riscv.jit.Names.V;
import static dev.sidestep.riscv.jit.Names.type;

import dev.sidestep.riscv.BlockCompiler;
import dev.sidestep.riscv.HotCode;
import dev.sidestep.riscv.TranslatedCode;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Compiles regions to hidden classes, which the host unloads when nobody refers to them any more.
 * Any thread, but one after the other.
 */
public final class RegionCompiler implements BlockCompiler {
  private static final ClassDesc NAME = ClassDesc.of("dev.sidestep.riscv", "Region");

  /** The host's virtual machine compiles no method that is larger. */
  private static final int MAX_METHOD_BYTES = 7_900;

  private static final int FIRST_LIMIT = 200;
  private static final int LAST_LIMIT = 12;

  /** Stateless; for the service loader. */
  public RegionCompiler() {}

  @Override
  public @Nullable TranslatedCode compile(HotCode code, MethodHandles.Lookup lookup) {
    for (int limit = FIRST_LIMIT; limit >= LAST_LIMIT; limit /= 2) {
      Region region = new Region(code, limit);
      if (region.isEmpty()) {
        return null;
      }
      byte[] bytes = writeIfPossible(region);
      if (bytes != null && isCompilable(bytes)) {
        TranslatedCode compiled = define(region, bytes, lookup);
        compiled.setBlocks(region.halfwords());
        return compiled;
      }
    }
    return null;
  }

  /** Null if it is more than a method can hold: many exits, each of which stores many registers. */
  private static byte @Nullable [] writeIfPossible(Region region) {
    try {
      return write(region);
    } catch (IllegalArgumentException e) {
      return null; // so says the class-file API
    }
  }

  static byte[] write(Region region) {
    return ClassFile.of()
        .build(
            NAME,
            type -> {
              type.withSuperclass(Names.CODE).withFlags(ClassFile.ACC_FINAL);
              type.withMethodBody(
                  "<init>",
                  type(V),
                  0,
                  builder ->
                      builder
                          .aload(0)
                          .loadConstant(region.entry())
                          .loadConstant(region.calls())
                          .invokespecial(Names.CODE, "<init>", type(V, I, I))
                          .return_());
              type.withMethodBody(
                  "run",
                  type(I, Names.HART, I),
                  ClassFile.ACC_FINAL,
                  builder -> new RegionEmitter(region, builder).write());
            });
  }

  /** A method is smaller than its class, which need not be parsed if that is small enough. */
  private static boolean isCompilable(byte[] type) {
    return type.length <= MAX_METHOD_BYTES || methodBytes(type) <= MAX_METHOD_BYTES;
  }

  private static int methodBytes(byte[] type) {
    return ClassFile.of().parse(type).methods().stream()
        .filter(method -> method.methodName().equalsString("run"))
        .mapToInt(RegionCompiler::length)
        .sum();
  }

  private static int length(MethodModel method) {
    return method.findAttribute(Attributes.code()).orElseThrow().codeLength();
  }

  private static TranslatedCode define(Region region, byte[] bytes, MethodHandles.Lookup lookup) {
    try {
      MethodHandles.Lookup made = lookup.defineHiddenClass(bytes, true);
      return (TranslatedCode)
          made.findConstructor(made.lookupClass(), MethodType.methodType(void.class)).invoke();
    } catch (Throwable e) {
      throw new IllegalStateException("The region at " + region.entry() + " is not valid.", e);
    }
  }
}
