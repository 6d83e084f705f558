package dev.sidestep.riscv.jit;

import dev.sidestep.riscv.jit.BasicBlock.End;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Which registers differ from the hart's at the start of each block (<em>dirty</em>), and which are
 * needed there, if only to be stored where the region is left (<em>live</em>). Sets as in {@link
 * Effects}.
 */
final class Flow {
  private final SortedMap<Integer, BasicBlock> blocks;
  private final Map<Integer, Long> dirty = new HashMap<>();
  private final Map<Integer, Long> live = new HashMap<>();

  Flow(SortedMap<Integer, BasicBlock> blocks) {
    this.blocks = blocks;
    while (blocks.values().stream().filter(this::spreadDirty).count() > 0) {}
    List<BasicBlock> backwards = new ArrayList<>(blocks.values()).reversed();
    while (backwards.stream().filter(this::spreadLive).count() > 0) {}
  }

  long dirty(int start) {
    return dirty.getOrDefault(start, 0L);
  }

  long live(int start) {
    return live.getOrDefault(start, 0L);
  }

  /** True if control can go on at {@code offset} within the region. */
  boolean isInside(int offset) {
    return blocks.containsKey(offset);
  }

  /** True if {@code block} can jump back within the region, without a call. */
  boolean jumpsBack(BasicBlock block) {
    return targets(block.end()).stream()
        .anyMatch(target -> target <= block.start() && isInside(target));
  }

  private static List<Integer> targets(End end) {
    return switch (end) {
      case End.Fall(int next) -> List.of(next);
      case End.Branch(int taken, int fall) -> List.of(taken, fall);
      case End.Jump(int target) -> List.of(target);
      case End.Interpret _, End.Call _, End.CallRegister _, End.Return _ -> List.of();
    };
  }

  /** True if something has changed. */
  private boolean spreadDirty(BasicBlock block) {
    long out = dirtyBehind(block);
    boolean changed = false;
    for (int target : targets(block.end())) {
      long before = dirty(target);
      if (isInside(target) && (before | out) != before) {
        dirty.put(target, before | out);
        changed = true;
      }
    }
    return changed;
  }

  private long dirtyBehind(BasicBlock block) {
    return dirtyBefore(block, block.body().size());
  }

  private boolean spreadLive(BasicBlock block) {
    long set = liveBehind(block);
    for (int at = block.body().size() - 1; at >= 0; at--) {
      Instruction i = block.body().get(at);
      set = set & ~Effects.writes(i) | Effects.reads(i);
      if (Effects.canBeRefused(i)) {
        set |= dirtyBefore(block, at);
      }
    }
    boolean changed = set != live(block.start());
    live.put(block.start(), set);
    return changed;
  }

  private long dirtyBefore(BasicBlock block, int count) {
    long set = dirty(block.start());
    for (Instruction i : block.body().subList(0, count)) {
      set |= Effects.writes(i);
    }
    return set;
  }

  private long liveBehind(BasicBlock block) {
    List<Integer> targets = targets(block.end());
    boolean leaves =
        targets.isEmpty() || jumpsBack(block) || !targets.stream().allMatch(this::isInside);
    long set = leaves ? dirtyBehind(block) : 0;
    for (int target : targets) {
      set |= isInside(target) ? live(target) : 0;
    }
    return set;
  }
}
