package dev.sidestep.riscv.jit;

import static dev.sidestep.riscv.jit.Names.type;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes the method of a region: guest registers as locals, and the places where the region is
 * left.
 */
final class Code {
  static final int THIS = 0;
  static final int HART = 1;
  static final int BUDGET = 2;
  private static final int REGISTERS = 32;

  final CodeBuilder builder;
  final int integers;
  final int floats;
  final int base;
  final int loadTable;
  final int storeTable;
  final int address;
  final int tableEntry;
  private final int[] slots = new int[2 * REGISTERS];
  private final Map<Exit, Label> exits = new LinkedHashMap<>();

  /** Registers that differ from the hart's, as in {@link Effects}. */
  private long dirty;

  /** A place where the region is left. */
  private record Exit(long dirty, int offset, int giveBack, boolean missed) {}

  Code(CodeBuilder builder) {
    this.builder = builder;
    integers = builder.allocateLocal(TypeKind.REFERENCE);
    floats = builder.allocateLocal(TypeKind.REFERENCE);
    base = builder.allocateLocal(TypeKind.LONG);
    loadTable = builder.allocateLocal(TypeKind.LONG);
    storeTable = builder.allocateLocal(TypeKind.LONG);
    address = builder.allocateLocal(TypeKind.LONG);
    tableEntry = builder.allocateLocal(TypeKind.LONG);
  }

  // Registers.

  private int slot(int register) {
    if (slots[register] == 0) {
      slots[register] = builder.allocateLocal(TypeKind.LONG);
    }
    return slots[register];
  }

  /** Pushes {@code x}{@code register}. */
  Code x(int register) {
    if (register == 0) {
      builder.lconst_0();
    } else {
      builder.lload(slot(register));
    }
    return this;
  }

  /** Pushes the lower half of {@code x}{@code register}. */
  Code word(int register) {
    if (register == 0) {
      builder.iconst_0();
    } else {
      builder.lload(slot(register)).l2i();
    }
    return this;
  }

  /** Pops a long into {@code x}{@code register}. */
  void toX(int register) {
    if (register == 0) {
      builder.pop2();
    } else {
      builder.lstore(slot(register));
      dirty |= Effects.x(register);
    }
  }

  /** Pops an int, sign-extended, into {@code x}{@code register}. */
  void wordToX(int register) {
    builder.i2l();
    toX(register);
  }

  /** Pushes the bits of {@code f}{@code register}. */
  Code f(int register) {
    builder.lload(slot(REGISTERS + register));
    return this;
  }

  /** Pops a long into {@code f}{@code register}. */
  void toF(int register) {
    builder.lstore(slot(REGISTERS + register));
    dirty |= Effects.f(register);
  }

  /** Pushes the guest address of {@code offset} in the page. */
  Code addressOf(int offset) {
    builder.lload(base);
    return plus(offset);
  }

  /** Adds a constant to the long on the stack. */
  Code plus(long constant) {
    if (constant != 0) {
      builder.loadConstant(constant).ladd();
    }
    return this;
  }

  // Between blocks.

  void setDirty(long registers) {
    dirty = registers;
  }

  /** Loads the registers of a set from the hart. */
  void load(long registers) {
    for (int r = 0; r < 2 * REGISTERS; r++) {
      if ((registers >>> r & 1) != 0) {
        builder.aload(r < REGISTERS ? integers : floats).loadConstant(r & (REGISTERS - 1));
        builder.laload().lstore(slot(r));
      }
    }
  }

  /** Stores the dirty registers into the hart. */
  void spill() {
    spill(dirty);
  }

  private void spill(long registers) {
    for (int r = 0; r < 2 * REGISTERS; r++) {
      if ((registers >>> r & 1) != 0) {
        builder.aload(r < REGISTERS ? integers : floats).loadConstant(r & (REGISTERS - 1));
        builder.lload(slot(r)).lastore();
      }
    }
  }

  // Leaving.

  /**
   * Where to jump to leave in front of the instruction at {@code offset}.
   *
   * @param giveBack instructions that are counted but not executed
   * @param missed that instruction is one for the interpreter
   */
  Label exit(int offset, int giveBack, boolean missed) {
    return exits.computeIfAbsent(
        new Exit(dirty, offset, giveBack, missed), _ -> builder.newLabel());
  }

  /** Pops the guest's next address; everything is in the hart already. */
  void leaveAt() {
    builder.putfield(Names.HART, "pc", Names.J).iload(BUDGET).ireturn();
  }

  /** Writes what {@link #exit} promised. */
  void writeExits() {
    exits.forEach((exit, label) -> {
      builder.labelBinding(label);
      spill(exit.dirty);
      if (exit.missed) {
        builder.aload(HART).iconst_1().putfield(Names.HART, "missed", Names.Z);
      }
      builder.aload(HART);
      addressOf(exit.offset);
      builder.putfield(Names.HART, "pc", Names.J).iload(BUDGET);
      if (exit.giveBack != 0) {
        builder.loadConstant(exit.giveBack).iadd();
      }
      builder.ireturn();
    });
  }

  // Host memory.

  Code unsafe() {
    builder.getstatic(Names.MEMORY, "U", Names.UNSAFE).aconst_null();
    return this;
  }

  Code call(ClassDesc owner, String name, ClassDesc result, ClassDesc... parameters) {
    builder.invokestatic(owner, name, type(result, parameters));
    return this;
  }
}
