package dev.sidestep.riscv.jit;

import static dev.sidestep.riscv.jit.Names.I;
import static dev.sidestep.riscv.jit.Names.J;
import static dev.sidestep.riscv.jit.Names.OBJECT;
import static dev.sidestep.riscv.jit.Names.V;
import static dev.sidestep.riscv.jit.Names.type;

import dev.sidestep.riscv.Ram;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads and stores: a probe of the TLB, and the access if it hits; otherwise the region is left.
 *
 * <p>Loads are opaque, so that the host neither merges nor hoists them. Stores are plain: all that
 * the host may do with those is to drop one that the next store of this hart to the same place
 * overwrites, as RVWMO may ({@code @riscv unpriv 17}); its quick compiler would put a full fence
 * behind each opaque one.
 */
final class MemoryEmitter {
  private static final int INDEX_SHIFT = 8;
  private static final long INDEX_MASK = 1023 * 16;
  private static final long PAGE_MASK = -Ram.PAGE_BYTES;
  private static final long ADDEND = 8;
  private static final int LOAD_RESERVED = 0x02;
  private static final int STORE_CONDITIONAL = 0x03;

  /** {@code rl}. */
  private static final int RELEASE = 1 << 25;

  private static final long UPPER_HALF = 0xffff_ffff_0000_0000L;

  private final Code code;
  private final CodeBuilder b;

  private final PageMemory pages;
  private final List<Detour> detours = new ArrayList<>();

  MemoryEmitter(Code code, PageMemory pages) {
    this.code = code;
    this.pages = pages;
    b = code.builder;
  }

  void load(Instruction i, Label miss) {
    int funct3 = i.funct3();
    hostAddress(i.rs1(), i.immediateI(), 1 << (funct3 & 3), false, miss);
    switch (funct3) {
      case 0 -> get("getByteOpaque", ConstantDescs.CD_byte).i2l();
      case 1 -> get("getShortOpaque", ConstantDescs.CD_short).i2l();
      case 2 -> get("getIntOpaque", I).i2l();
      case 3 -> get("getLongOpaque", J);
      case 4 -> get("getByteOpaque", ConstantDescs.CD_byte).loadConstant(0xff).iand().i2l();
      case 5 -> get("getShortOpaque", ConstantDescs.CD_short).loadConstant(0xffff).iand().i2l();
      default -> get("getIntOpaque", I).i2l().loadConstant(0xffff_ffffL).land();
    }
    code.toX(i.rd());
  }

  void loadFloat(Instruction i, Label miss) {
    boolean single = i.funct3() == 2;
    hostAddress(i.rs1(), i.immediateI(), single ? 4 : 8, false, miss);
    if (single) {
      get("getIntOpaque", I).i2l().loadConstant(UPPER_HALF).lor();
    } else {
      get("getLongOpaque", J);
    }
    code.toF(i.rd());
  }

  void store(Instruction i, Label miss) {
    int funct3 = i.funct3();
    hostAddress(i.rs1(), i.immediateS(), 1 << funct3, true, miss);
    switch (funct3) {
      case 0 -> {
        code.word(i.rs2());
        put("putByte", b.i2b(), ConstantDescs.CD_byte);
      }
      case 1 -> {
        code.word(i.rs2());
        put("putShort", b.i2s(), ConstantDescs.CD_short);
      }
      case 2 -> {
        code.word(i.rs2());
        put("putInt", b, I);
      }
      default -> {
        code.x(i.rs2());
        put("putLong", b, J);
      }
    }
  }

  void storeFloat(Instruction i, Label miss) {
    boolean single = i.funct3() == 2;
    hostAddress(i.rs1(), i.immediateS(), single ? 4 : 8, true, miss);
    code.f(i.rs2());
    if (single) {
      put("putInt", b.l2i(), I);
    } else {
      put("putLong", b, J);
    }
  }

  // Atomics ({@code @riscv unpriv 14}): all that store order fully; LR as its rl says.

  void atomic(Instruction i, Label miss) {
    boolean isDouble = i.funct3() == 3;
    int width = isDouble ? 8 : 4;
    int kind = i.bits() >>> 27;
    boolean isLoad = kind == LOAD_RESERVED;
    code.x(i.rs1()).builder.loadConstant(width - 1L).land().lconst_0().lcmp().ifne(miss);
    hostAddress(i.rs1(), 0, width, !isLoad, miss);
    switch (kind) {
      case LOAD_RESERVED -> reserve(i, isDouble);
      case STORE_CONDITIONAL -> storeConditionally(i, isDouble);
      default -> {
        operand(i, isDouble);
        ClassDesc type = isDouble ? J : I;
        b.invokevirtual(
            Names.UNSAFE,
            accessor(kind) + (isDouble ? "Long" : "Int"),
            type(type, OBJECT, J, type));
        result(i, isDouble);
      }
    }
  }

  private static String accessor(int kind) {
    return switch (kind) {
      case 0x00 -> "getAndAdd";
      case 0x01 -> "getAndSet";
      case 0x04 -> "getAndBitwiseXor";
      case 0x08 -> "getAndBitwiseOr";
      default -> "getAndBitwiseAnd";
    };
  }

  private void operand(Instruction i, boolean isDouble) {
    if (isDouble) {
      code.x(i.rs2());
    } else {
      code.word(i.rs2());
    }
  }

  private void result(Instruction i, boolean isDouble) {
    if (isDouble) {
      code.toX(i.rd());
    } else {
      code.wordToX(i.rd());
    }
  }

  /** The address has been computed; accessor and null are under it. */
  private void reserve(Instruction i, boolean isDouble) {
    b.lstore(code.tableEntry).pop2();
    if ((i.bits() & RELEASE) != 0) {
      code.call(Names.VAR_HANDLE, "fullFence", V);
    }
    b.aload(Code.HART).lload(code.tableEntry);
    code.call(Names.ATOMICS, isDouble ? "reserveLong" : "reserveInt", J, Names.HART, J);
    code.toX(i.rd());
  }

  private void storeConditionally(Instruction i, boolean isDouble) {
    b.lstore(code.tableEntry).pop2();
    b.aload(Code.HART).lload(code.tableEntry);
    operand(i, isDouble);
    ClassDesc type = isDouble ? J : I;
    code.call(
        Names.ATOMICS,
        isDouble ? "storeIfReservedLong" : "storeIfReservedInt",
        J,
        Names.HART,
        J,
        type);
    code.toX(i.rd());
  }

  /** Pushes what the accessor needs: itself, null, and the host address. */
  private void hostAddress(int register, int offset, int width, boolean store, Label miss) {
    PageMemory.Page page = pages.page(register, store);
    code.x(register).plus(offset);
    b.lstore(code.address);
    if (page == null) {
      probe(width, store, miss);
      code.unsafe();
      b.lload(code.address);
      addend();
    } else {
      Label known = b.newLabel();
      Label unknown = b.newLabel();
      alignedPage(width);
      b.lload(page.tag()).lcmp().ifne(unknown).labelBinding(known);
      detours.add(new Detour(unknown, known, page, width, store, miss));
      code.unsafe();
      b.lload(code.address).lload(page.addend());
    }
    b.ladd();
  }

  /** Written behind the blocks: looks into the TLB for another page, and remembers it. */
  private record Detour(
      Label from, Label back, PageMemory.Page page, int width, boolean store, Label miss) {}

  void writeDetours() {
    for (Detour detour : detours) {
      b.labelBinding(detour.from);
      probe(detour.width, detour.store, detour.miss);
      lastPage(detour.width);
      b.lstore(detour.page.tag());
      addend();
      b.lstore(detour.page.addend()).goto_(detour.back);
    }
  }

  /**
   * Pushes the page of the access, or no page's address if it is not aligned: its last byte may be
   * in the page that is remembered, and its first one in the page before, which is elsewhere.
   */
  private void alignedPage(int width) {
    b.lload(code.address).loadConstant(PAGE_MASK | width - 1).land();
  }

  /** Pushes the page of the access's last byte. */
  private void lastPage(int width) {
    b.lload(code.address);
    code.plus(width - 1L);
    b.loadConstant(PAGE_MASK).land();
  }

  /** Pushes what to add to an address in the page that was found. */
  private void addend() {
    code.unsafe();
    b.lload(code.tableEntry).loadConstant(ADDEND).ladd();
    b.invokevirtual(Names.UNSAFE, "getLong", type(J, OBJECT, J));
  }

  /** Finds the entry of the address; goes to {@code miss} if it is another's. */
  private void probe(int width, boolean store, Label miss) {
    b.lload(store ? code.storeTable : code.loadTable);
    b.lload(code.address).loadConstant(INDEX_SHIFT).lushr();
    b.loadConstant(INDEX_MASK).land().ladd().lstore(code.tableEntry);
    code.unsafe();
    b.lload(code.tableEntry).invokevirtual(Names.UNSAFE, "getLong", type(J, OBJECT, J));
    lastPage(width);
    b.lcmp().ifne(miss);
  }

  private CodeBuilder get(String name, ClassDesc result) {
    return b.invokevirtual(Names.UNSAFE, name, type(result, OBJECT, J));
  }

  private static void put(String name, CodeBuilder b, ClassDesc value) {
    b.invokevirtual(Names.UNSAFE, name, type(V, OBJECT, J, value));
  }
}
