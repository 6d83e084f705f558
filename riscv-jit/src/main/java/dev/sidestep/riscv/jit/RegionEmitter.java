package dev.sidestep.riscv.jit;

import static dev.sidestep.riscv.jit.Names.I;
import static dev.sidestep.riscv.jit.Names.J;
import static dev.sidestep.riscv.jit.Names.V;
import static dev.sidestep.riscv.jit.Names.type;

import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.Ram;
import dev.sidestep.riscv.jit.BasicBlock.End;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes a region's method, which is {@code TranslatedCode.run}.
 *
 * <p>The budget is counted down where a block begins, and looked at before a jump back, before a
 * call and after one. A jump back is a branch forward to a {@code goto}: a backward branch would
 * make the host's compiler keep the outcome of the comparison.
 */
final class RegionEmitter {
  private static final int FENCE_LOADS_AFTER = 10;
  private static final int FENCE_STORES_BEFORE = 5;
  private static final long STATUS_FS = 3L << 13;

  private final Region region;
  private final Flow flow;
  private final Code code;
  private final CodeBuilder b;
  private final PageMemory pages;
  private final MemoryEmitter memory;
  private final IntegerEmitter integers;
  private final FloatEmitter floats;
  private final boolean hasFloats;
  private final int effect;
  private final Map<Integer, Label> labels = new HashMap<>();

  /** Written behind the blocks: jumps back. */
  private final Map<Label, Integer> detours = new HashMap<>();

  RegionEmitter(Region region, CodeBuilder builder) {
    this.region = region;
    b = builder;
    flow = new Flow(region.blocks());
    code = new Code(builder);
    pages = new PageMemory(builder, region);
    memory = new MemoryEmitter(code, pages);
    integers = new IntegerEmitter(code);
    floats = new FloatEmitter(code);
    hasFloats = region.instructions().anyMatch(Effects::isFloat);
    effect = b.allocateLocal(TypeKind.INT);
    region.blocks().keySet().forEach(start -> labels.put(start, b.newLabel()));
  }

  private Label label(int start) {
    Label label = labels.get(start);
    if (label == null) {
      throw new IllegalStateException("No block at " + start);
    }
    return label;
  }

  void write() {
    begin();
    b.goto_(label(region.entry()));
    for (BasicBlock block : region.blocks().values()) {
      write(block);
    }
    detours.forEach((label, target) -> {
      b.labelBinding(label);
      b.goto_(label(target));
    });
    memory.writeDetours();
    code.writeExits();
  }

  private void begin() {
    Label worthIt = b.newLabel();
    b.iload(Code.BUDGET).ifgt(worthIt).iload(Code.BUDGET).ireturn();
    b.labelBinding(worthIt);
    b.aload(Code.HART).getfield(Names.HART, "pc", J).loadConstant((long) -Ram.PAGE_BYTES).land();
    b.lstore(code.base);
    beginFloats();
    b.aload(Code.HART).getfield(Names.HART, "x", Names.LONGS).astore(code.integers);
    b.aload(Code.HART).getfield(Names.HART, "f", Names.LONGS).astore(code.floats);
    loadTables();
    code.load(flow.live(region.entry()));
  }

  /** What was called may have changed SUM. */
  private void lookAgainAtTables() {
    Label same = b.newLabel();
    b.aload(Code.HART).getfield(Names.HART, "loadTlb", J).lload(code.loadTable).lcmp().ifeq(same);
    loadTables();
    b.labelBinding(same);
  }

  /** Takes the hart's tables; pages that were found in others are not known any more. */
  private void loadTables() {
    b.aload(Code.HART).getfield(Names.HART, "loadTlb", J).lstore(code.loadTable);
    b.aload(Code.HART).getfield(Names.HART, "storeTlb", J).lstore(code.storeTable);
    pages.forget();
  }

  /** The unit has to be dirty already, and to round to nearest if the mode is dynamic. */
  private void beginFloats() {
    if (!hasFloats) {
      return;
    }
    Label refused = code.exit(region.entry(), 0, true);
    requireFloats(refused);
    if (region.instructions().anyMatch(FloatEmitter::isDynamic)) {
      b.aload(Code.HART).getfield(Names.HART, "csrs", Names.CSRS);
      b.getfield(Names.CSRS, "frm", I).ifne(refused);
    }
    floats.begin();
  }

  private void requireFloats(Label otherwise) {
    b.aload(Code.HART).getfield(Names.HART, "mstatus", J).loadConstant(STATUS_FS).land();
    b.loadConstant(STATUS_FS).lcmp().ifne(otherwise);
  }

  private void write(BasicBlock block) {
    b.labelBinding(label(block.start()));
    code.setDirty(flow.dirty(block.start()));
    int size = block.body().size();
    if (size != 0) {
      b.iinc(Code.BUDGET, -size);
    }
    for (int at = 0; at < size; at++) {
      Instruction i = block.body().get(at);
      if (!isJump(i)) {
        write(i, size - at);
      }
    }
    end(block);
  }

  private static boolean isJump(Instruction i) {
    return switch (i.opcode()) {
      case Instruction.BRANCH, Instruction.JALR, Instruction.JAL -> true;
      default -> false;
    };
  }

  /** {@code rest}: instructions of the block from this one on. */
  private void write(Instruction i, int rest) {
    switch (i.opcode()) {
      case Instruction.LUI -> {
        b.loadConstant((long) i.immediateU());
        code.toX(i.rd());
      }
      case Instruction.AUIPC -> code.addressOf(i.offset() + i.immediateU()).toX(i.rd());
      case Instruction.OP_IMM -> integers.immediate(i);
      case Instruction.OP_IMM_32 -> integers.immediateWord(i);
      case Instruction.OP -> integers.register(i);
      case Instruction.OP_32 -> integers.registerWord(i);
      case Instruction.LOAD -> memory.load(i, code.exit(i.offset(), rest, true));
      case Instruction.STORE -> memory.store(i, code.exit(i.offset(), rest, true));
      case Instruction.LOAD_FP -> memory.loadFloat(i, code.exit(i.offset(), rest, true));
      case Instruction.STORE_FP -> memory.storeFloat(i, code.exit(i.offset(), rest, true));
      case Instruction.AMO -> memory.atomic(i, code.exit(i.offset(), rest, true));
      case Instruction.MISC_MEM -> fence(i.bits());
      case Instruction.OP_FP -> floats.compute(i);
      case Instruction.SYSTEM -> csr(i, rest);
      default -> floats.fused(i);
    }
  }

  /** Interrupts that the access has made due are taken behind it, and its tables are others. */
  private void csr(Instruction i, int rest) {
    b.aload(Code.HART).loadConstant(i.bits());
    code.x(i.funct3() < 4 ? i.rs1() : 0);
    code.call(Names.CSR_OPS, "execute", I, Names.HART, I, J);
    b.dup().istore(effect).iflt(code.exit(i.offset(), rest, true));
    b.aload(Code.HART).getfield(Names.HART, "csrOld", J);
    code.toX(i.rd());
    boolean isStatus = i.bits() >>> 20 == Csr.SSTATUS;
    if (isStatus) {
      loadTables();
    }
    b.iload(effect).ifne(code.exit(i.next(), rest - 1, false));
    if (isStatus && hasFloats) {
      b.goto_(code.exit(i.next(), rest - 1, false)); // the unit may be off now
    }
  }

  private void fence(int bits) {
    boolean storesBefore = (bits >>> 24 & FENCE_STORES_BEFORE) != 0;
    boolean loadsAfter = (bits >>> 20 & FENCE_LOADS_AFTER) != 0;
    if (storesBefore && loadsAfter) {
      code.call(Names.VAR_HANDLE, "fullFence", V);
    } else {
      code.call(Names.VAR_HANDLE, "acquireFence", V).call(Names.VAR_HANDLE, "releaseFence", V);
    }
  }

  // How control goes on.

  private void end(BasicBlock block) {
    if (flow.jumpsBack(block)) {
      Instruction last = block.body().getLast();
      boolean jumps = isJump(last);
      int at = jumps ? last.offset() : last.next();
      b.iload(Code.BUDGET).iflt(code.exit(at, jumps ? 1 : 0, false));
    }
    switch (block.end()) {
      case End.Fall(int next) -> b.goto_(wayTo(block, next));
      case End.Interpret(int next) -> b.goto_(code.exit(next, 0, true));
      case End.Branch(int taken, int fall) -> {
        branch(block.body().getLast(), wayTo(block, taken));
        b.goto_(wayTo(block, fall));
      }
      case End.Jump(int target) -> b.goto_(wayTo(block, target));
      case End.Call(int call, int target, int back) -> {
        code.addressOf(back).toX(block.body().getLast().rd());
        code.spill();
        b.aload(Code.HART);
        code.addressOf(target);
        call(call, back, target >= 0 && target < Ram.PAGE_BYTES ? "calleeInPage" : "callee");
      }
      case End.CallRegister(int call, int back) -> {
        Instruction last = block.body().getLast();
        target(last);
        b.lstore(code.address);
        code.addressOf(back).toX(last.rd());
        code.spill();
        b.aload(Code.HART).lload(code.address);
        call(call, back, "callee");
      }
      case End.Return _ -> {
        code.spill();
        b.aload(Code.HART);
        target(block.body().getLast());
        code.leaveAt();
      }
    }
  }

  /** Pushes where {@code jalr} leads to. */
  private void target(Instruction i) {
    code.x(i.rs1()).plus(i.immediateI());
    b.loadConstant(-2L).land();
  }

  /** Where to jump to get from {@code block} to {@code target}. */
  private Label wayTo(BasicBlock block, int target) {
    if (!flow.isInside(target)) {
      return code.exit(target, 0, false);
    }
    if (target > block.start()) {
      return label(target);
    }
    Label detour = b.newLabel();
    detours.put(detour, target);
    return detour;
  }

  private void branch(Instruction i, Label taken) {
    boolean unsigned = i.funct3() >= 6;
    code.x(i.rs1()).x(i.rs2());
    if (unsigned) {
      code.call(Names.LONG, "compareUnsigned", I, J, J);
    } else {
      b.lcmp();
    }
    switch (i.funct3()) {
      case 0 -> b.ifeq(taken);
      case 1 -> b.ifne(taken);
      case 4, 6 -> b.iflt(taken);
      default -> b.ifge(taken);
    }
  }

  /**
   * Calls; the hart and the address are on the stack, all registers are in the hart. If what was
   * called comes back to {@code back}, as calls do, it goes on there; otherwise the region is left.
   */
  private void call(int call, int back, String lookup) {
    if (!flow.isInside(back)) {
      code.leaveAt();
      return;
    }
    b.putfield(Names.HART, "pc", J);
    Label left = b.newLabel();
    Label unknown = b.newLabel();
    b.iload(Code.BUDGET).iflt(left);
    b.aload(Code.HART).aload(Code.THIS).loadConstant(call);
    b.invokevirtual(Names.HART, lookup, type(Names.CODE, Names.CODE, I));
    b.dup().ifnull(unknown);
    b.aload(Code.HART).iload(Code.BUDGET);
    b.invokevirtual(Names.CODE, "run", type(I, Names.HART, I)).istore(Code.BUDGET);
    b.aload(Code.HART).dup().getfield(Names.HART, "depth", I).iconst_1().isub();
    b.putfield(Names.HART, "depth", I);
    b.iload(Code.BUDGET).iflt(left);
    b.aload(Code.HART).getfield(Names.HART, "pc", J);
    code.addressOf(back);
    b.lcmp().ifne(left);
    if (hasFloats) {
      requireFloats(left); // what was called may have switched the unit off
    }
    lookAgainAtTables();
    code.load(flow.live(back));
    b.goto_(label(back));
    b.labelBinding(unknown).pop();
    b.labelBinding(left).iload(Code.BUDGET).ireturn();
  }
}
