package dev.sidestep.riscv;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Hot guest code as compiled Java: one entry, in one physical page. Position independent, and
 * shared by all harts and all mappings of the page; what it knows of the hart it runs on is what it
 * is given. Subclasses are made by a {@link BlockCompiler}, in this package.
 */
public abstract class TranslatedCode {
  /** A little more than HotSpot's Tier3InvocationThreshold. */
  private static final int WARMING_CALLS = 220;

  private static final int OFFSET_MASK = Ram.PAGE_BYTES - 1;

  private final int entry;
  private final @Nullable TranslatedCode[] links;
  private BitSet blocks = new BitSet();
  private @Nullable CodePage page;
  private int generation;

  /**
   * Code that is not installed yet.
   *
   * @param entry offset in the page where it begins
   * @param calls number of places in it that call other code
   */
  protected TranslatedCode(int entry, int calls) {
    this.entry = entry;
    links = new TranslatedCode[calls];
  }

  /**
   * Executes from {@code h}'s pc, which is {@link #entry} of a mapping of the page, until the code
   * is left, and leaves registers and pc exact. The hart's own thread.
   *
   * @param budget instructions that may be executed; may be exceeded by those of one straight path;
   *     if it is 0, nothing happens
   * @return what is left of the budget, exact to the instruction
   */
  abstract int run(Hart h, int budget);

  /**
   * Makes the host's virtual machine compile this before any hart depends on it: it does so for
   * what is called often, and until then it is slower than our own interpreter. Without a budget
   * nothing is executed.
   *
   * @param h any hart; it is not touched
   */
  void warm(Hart h) {
    for (int call = 0; call < WARMING_CALLS; call++) {
      run(h, 0);
    }
  }

  /** It may be run for as long as {@code owner} lives. */
  void install(CodePage owner, int ownerGeneration) {
    page = owner;
    generation = ownerGeneration;
  }

  /** True if this is the code at {@code pc} in the mapping that {@code table} knows. */
  boolean isAt(long pc, FetchTlb table) {
    CodePage mapped = table.find(pc);
    return mapped != null
        && mapped == page
        && ((int) pc & OFFSET_MASK) == entry
        && mapped.isOf(generation);
  }

  /** What the call at place {@code call} led to the last time, or null. */
  @Nullable TranslatedCode link(int call) {
    return links[call];
  }

  /** Halfwords of the page at which its blocks begin; set once, before it is installed. */
  public final void setBlocks(BitSet halfwords) {
    blocks = halfwords;
  }

  BitSet blocks() {
    return blocks;
  }

  /** True if this is in the same physical page as {@code other}. */
  boolean isNeighbour(TranslatedCode other) {
    return page == other.page;
  }

  /** The call at place {@code call} led to {@code target}, or to nothing that is translated. */
  void setLink(int call, @Nullable TranslatedCode target) {
    links[call] = target;
  }
}
