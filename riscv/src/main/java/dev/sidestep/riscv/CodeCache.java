package dev.sidestep.riscv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The decoded code of a machine, by physical page; shared by its harts. Any thread.
 *
 * <p>Guest stores find their way here because a page with code is in no hart's store TLB. When a
 * page gets its first code, the other harts are asked to drop their entries; until each has, the
 * page is <em>young</em>, and a {@code fence.i} of any hart forgets what was decoded in it: the
 * architecture promises no earlier visibility ({@code @riscv unpriv 6}, Zifencei).
 */
public final class CodeCache {
  private record Bank(Ram ram, AtomicReferenceArray<@Nullable CodePage> pages) {}

  private record Young(CodePage page, Hart creator, long epoch) {}

  private final PhysicalBus bus;
  private volatile Bank[] banks = {};
  private volatile Hart[] harts = {};
  private volatile long epoch;
  private volatile boolean anyYoung;
  private final List<Young> young = new ArrayList<>();
  private volatile @Nullable Translator translator;

  /** An empty cache for the memory of {@code bus}. */
  public CodeCache(PhysicalBus bus) {
    this.bus = bus;
  }

  /**
   * From now on what becomes hot is compiled.
   *
   * @param compiler makes the code
   * @param executor runs it, one piece after the other
   * @param threshold how often a block is run before it is hot, at least 1
   * @param crowded tells that only what is a lot hotter is worth compiling at the moment
   */
  public void translate(
      BlockCompiler compiler, Executor executor, int threshold, BooleanSupplier crowded) {
    translator = new Translator(compiler, executor, threshold, crowded);
  }

  /** True if a block that has been run so often is to be compiled now. */
  boolean isHot(int runs) {
    Translator there = translator;
    return there != null && there.isHot(runs);
  }

  /** The block at {@code offset} has become hot on {@code hart}. */
  void hot(CodePage page, int offset, Hart hart) {
    Translator there = translator;
    if (there != null) {
      there.translate(page, offset, hart);
    }
  }

  /** Adds a hart whose TLB is empty. */
  synchronized void register(Hart hart) {
    hart.acknowledgeStores(epoch);
    Hart[] more = Arrays.copyOf(harts, harts.length + 1);
    more[harts.length] = hart;
    harts = more;
  }

  /** Number of the last request to drop store TLB entries. */
  long epoch() {
    return epoch;
  }

  /** The page at bus address {@code physical} if it has code. */
  @Nullable CodePage find(long physical) {
    for (Bank bank : banks) {
      if (bank.ram().contains(physical, 1)) {
        return bank.pages().get(indexIn(bank, physical));
      }
    }
    return null;
  }

  private static int indexIn(Bank bank, long physical) {
    return (int) ((physical - bank.ram().base()) >>> 12);
  }

  /** The page of memory at {@code physical}, about to be decoded by {@code hart}. */
  CodePage findOrCreate(long physical, Ram ram, Hart hart) {
    CodePage page = find(physical);
    return page != null ? page : create(physical, ram, hart);
  }

  private synchronized CodePage create(long physical, Ram ram, Hart hart) {
    Bank bank = bankOf(ram);
    CodePage there = bank.pages().get(indexIn(bank, physical));
    if (there != null) {
      return there;
    }
    Translator hotness = translator;
    int patience = hotness == null ? 0 : hotness.threshold();
    CodePage page = new CodePage(physical, ram.hostAddress(physical), patience);
    bank.pages().set(indexIn(bank, physical), page);
    hart.mmu.dropStores(page.host());
    if (harts.length > 1) {
      long now = epoch + 1;
      epoch = now;
      for (Hart other : harts) {
        if (other != hart) {
          other.requestStoreFlush();
        }
      }
      young.add(new Young(page, hart, now));
      anyYoung = true;
    }
    return page;
  }

  private Bank bankOf(Ram ram) {
    for (Bank bank : banks) {
      if (bank.ram() == ram) {
        return bank;
      }
    }
    Bank[] more = Arrays.copyOf(banks, banks.length + 1);
    Bank bank = new Bank(ram, new AtomicReferenceArray<>((int) (ram.size() >>> 12)));
    more[banks.length] = bank;
    banks = more;
    return bank;
  }

  /** A hart executes {@code fence.i}. */
  void instructionFence() {
    if (anyYoung) {
      forgetYoung();
    }
  }

  private synchronized void forgetYoung() {
    young.removeIf(entry -> {
      boolean settled = isAcknowledged(entry); // before clearing: later code is good
      entry.page().clear();
      return settled;
    });
    anyYoung = !young.isEmpty();
  }

  /** The creator dropped its own entries before it decoded anything. */
  private boolean isAcknowledged(Young entry) {
    for (Hart hart : harts) {
      if (hart != entry.creator() && !hart.hasDroppedStores(entry.epoch())) {
        return false;
      }
    }
    return true;
  }

  /**
   * Memory at {@code [address, address + size)} in one page was written to. If code died of it, all
   * harts leave their blocks: the one that stored at once, so that what it executes next does not
   * depend on what was decoded before.
   */
  void storedTo(CodePage page, long address, int size) {
    if (page.storedTo((int) address & (Ram.PAGE_BYTES - 1), size)) {
      remove(page);
    }
  }

  private synchronized void remove(CodePage page) {
    for (Bank bank : banks) {
      if (bank.ram().contains(page.physical(), 1)) {
        bank.pages().compareAndSet(indexIn(bank, page.physical()), page, null);
      }
    }
    young.removeIf(entry -> entry.page() == page);
    for (Hart hart : harts) {
      hart.requestInstructionFence();
    }
  }

  /**
   * Forgets what was decoded from {@code size} bytes at bus address {@code address}: called after
   * DMA or a loader wrote there. Harts leave the block that they are in.
   */
  public void invalidate(long address, long size) {
    if (size <= 0 || banks.length == 0) {
      return;
    }
    long end = address + size;
    for (long at = address; at < end; at = (at | (Ram.PAGE_BYTES - 1)) + 1) {
      CodePage page = find(at);
      if (page != null) {
        storedTo(page, at, (int) Math.min(end - at, Ram.PAGE_BYTES));
      }
    }
  }

  /** Forgets all code: called when all of memory was replaced, while no hart runs. */
  public void invalidateAll() {
    for (Ram ram : bus.banks()) {
      invalidate(ram.base(), ram.size());
    }
  }
}
