package dev.sidestep.riscv.jit;

import dev.sidestep.riscv.HotCode;
import dev.sidestep.riscv.jit.BasicBlock.End;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the blocks of a region: from its entry, as far as direct jumps lead in the page. */
final class Region {
  private final HotCode code;
  private final int limit;
  private final SortedMap<Integer, BasicBlock> blocks = new TreeMap<>();
  private final ArrayDeque<Integer> found = new ArrayDeque<>();
  private int instructions;
  private int calls;

  /** The region of {@code code} of about {@code limit} instructions at most. */
  Region(HotCode code, int limit) {
    this.code = code;
    this.limit = limit;
    found.add(code.entry());
    while (!found.isEmpty()) {
      int start = found.remove();
      if (!blocks.containsKey(start) && (instructions < limit || blocks.isEmpty())) {
        BasicBlock block = read(start);
        instructions += block.body().size();
        blocks.put(start, block);
      }
    }
  }

  int entry() {
    return code.entry();
  }

  /** By their addresses. */
  SortedMap<Integer, BasicBlock> blocks() {
    return blocks;
  }

  /** True if nothing of it can be compiled. */
  boolean isEmpty() {
    return instructions == 0;
  }

  Stream<Instruction> instructions() {
    return blocks.values().stream().flatMap(block -> block.body().stream());
  }

  /** Halfwords of the page at which its blocks begin. */
  BitSet halfwords() {
    BitSet halfwords = new BitSet();
    blocks.keySet().forEach(start -> halfwords.set(start >>> 1));
    return halfwords;
  }

  /** Number of places that call. */
  int calls() {
    return calls;
  }

  private BasicBlock read(int start) {
    List<Instruction> body = new ArrayList<>();
    int at = start;
    while (true) {
      boolean isNew = at == start || !code.isReached(at);
      if (!isNew || body.size() == limit) {
        return new BasicBlock(start, body, follow(new End.Fall(at)));
      }
      if (!code.isWhole(at)) {
        return new BasicBlock(start, body, new End.Interpret(at));
      }
      Instruction instruction = new Instruction(at, code.length(at), code.instruction(at));
      if (!Repertoire.contains(instruction)) {
        return new BasicBlock(start, body, new End.Interpret(at));
      }
      body.add(instruction);
      End end = end(instruction);
      if (end != null) {
        return new BasicBlock(start, body, follow(end));
      }
      at = instruction.next();
    }
  }

  private @Nullable End end(Instruction instruction) {
    boolean keeps = instruction.rd() != 0;
    return switch (instruction.opcode()) {
      case Instruction.BRANCH -> new End.Branch(instruction.branchTarget(), instruction.next());
      case Instruction.JAL ->
          keeps
              ? new End.Call(calls++, instruction.jumpTarget(), instruction.next())
              : new End.Jump(instruction.jumpTarget());
      case Instruction.JALR ->
          keeps ? new End.CallRegister(calls++, instruction.next()) : new End.Return();
      default -> null;
    };
  }

  private End follow(End end) {
    switch (end) {
      case End.Fall(int next) -> find(next);
      case End.Branch(int taken, int fall) -> {
        find(fall);
        find(taken);
      }
      case End.Jump(int target) -> find(target);
      case End.Call call -> find(call.back());
      case End.CallRegister call -> find(call.back());
      case End.Interpret _, End.Return _ -> {}
    }
    return end;
  }

  private void find(int offset) {
    if (code.isReached(offset)) {
      found.add(offset);
    }
  }
}
