package dev.sidestep.riscv;

import dev.sidestep.riscv.fp.FpStatus;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One RV64GC hart with M, S and U mode.
 *
 * <p>All methods belong to the thread that calls {@link #run} (which may change between runs, if
 * the change is a happens-before edge), except {@link #setPending}, {@link #requestExit}, {@link
 * #requestTlbFlush}, {@link #requestInstructionFence} and {@link #isWakeupPending}, which any
 * thread may call.
 *
 * <p>What happens does not depend on how a run is cut into calls of {@link #run}, or on what is
 * cached: interrupts are taken at the start of a run, and behind the instruction of this hart that
 * made them pending or enabled. Those of other threads are noticed between blocks, and in compiled
 * code after some 20,000 instructions at most.
 */
public final class Hart {
  /** Values of {@link #privilege}. */
  public static final int USER = 0;

  /** Supervisor mode. */
  public static final int SUPERVISOR = 1;

  /** Machine mode. */
  public static final int MACHINE = 3;

  private static final int ATTEND_EXIT = 1;
  private static final int ATTEND_INTERRUPT = 2;
  private static final int ATTEND_TLB = 4;
  private static final int ATTEND_STORES = 8;
  private static final int ATTEND_FENCE = 16;

  /** Instructions after which translated code looks whether there is something to attend to. */
  private static final int QUANTUM = 20_000;

  /** How deep translated code may call. */
  private static final int MAX_DEPTH = 100;

  private static final int ATTEND_REQUESTS = ATTEND_TLB | ATTEND_STORES | ATTEND_FENCE;

  private static final VarHandle ATTENTION;
  private static final VarHandle PENDING;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      ATTENTION = lookup.findVarHandle(Hart.class, "attention", int.class);
      PENDING = lookup.findVarHandle(Hart.class, "pending", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // State that ops work on. Index 32 of x swallows writes to x0; x[0] is never written.
  final long[] x = new long[33];
  final long[] f = new long[32];
  final FpStatus fp = new FpStatus();

  /** Address of the block being run, or of the next instruction between blocks. */
  long pc;

  /** Instructions retired plus traps taken, before the block being run. */
  long cycle;

  long mstatus;
  int privilege;
  long loadTlb;
  long storeTlb;
  FetchTlb fetchTlb = new FetchTlb();

  /** Host address of the LR that an SC may follow, or 0. */
  long reservation;

  long reservedValue;

  final CsrFile csrs;
  final Mmu mmu;
  final CodeCache code;
  MemorySegment tlbMemory = MemorySegment.NULL;

  /** What the last CSR instruction read. */
  long csrOld;

  /** Translated code was left before an instruction that only the interpreter can do. */
  boolean missed;

  /** How deep translated code has called. */
  int depth;

  /** The place of a call that led to no translated code, to be linked when there is some. */
  private @Nullable TranslatedCode unlinked;

  private int unlinkedCall;
  private boolean unlinkedInPage;
  private long unlinkedTarget;

  long tlbFills;
  long deviceAccesses;
  long interceptedAccesses;

  private final HartConfig config;
  private final Traps traps = new Traps(this);
  private final PhysicalBus bus;
  private final TlbFill hardwareFill;
  private @Nullable MachineMode machineMode;
  private @Nullable RunResult stop;
  private long limit;
  private int insideIndex;
  private int insideOffset;
  private volatile int attention;
  private volatile int pending;
  private volatile boolean running;
  private volatile long acknowledgedEpoch;

  /** A hart in the state after {@link #reset reset(0)}. */
  public Hart(HartConfig config) {
    this.config = config;
    bus = config.bus();
    code = config.code();
    csrs = new CsrFile(this, config.outlets());
    hardwareFill = new HardwareFill(bus, csrs.pmp);
    mmu = new Mmu(this, bus, code, hardwareFill);
    reset(0);
    code.register(this);
  }

  // ---- Running ----

  /**
   * Executes until {@code maxInstructions} instructions have retired, or something else ends the
   * run. A trap counts as an instruction here, lest a guest that only traps never returns.
   */
  public RunResult run(long maxInstructions) {
    limit = maxInstructions > Long.MAX_VALUE - cycle ? Long.MAX_VALUE : cycle + maxInstructions;
    stop = null;
    running = true;
    try {
      return loop();
    } finally {
      running = false;
    }
  }

  private RunResult loop() {
    for (; ; ) {
      RunResult ended = stop;
      if (ended != null) {
        return ended;
      }
      if (cycle >= limit) {
        return RunResult.BUDGET;
      }
      if (attention != 0) {
        if (attend()) {
          return RunResult.ATTENTION;
        }
        continue;
      }
      runBlocks();
    }
  }

  private void runBlocks() {
    Block block = find();
    while (block != null) {
      TranslatedCode code = block.translated();
      if (code != null && !missed && limit - cycle > BlockCompiler.MAX_INSTRUCTIONS) {
        runTranslated(code);
        block = attention == 0 ? find() : null;
        continue;
      }
      missed = false;
      if (block.count > limit - cycle) {
        block = cut(block);
        if (block == null) {
          return;
        }
      }
      block = block.run(this);
      if (attention != 0) {
        return;
      }
    }
  }

  private void runTranslated(TranslatedCode code) {
    TranslatedCode caller = unlinked;
    if (caller != null) {
      if (pc == unlinkedTarget && (!unlinkedInPage || code.isNeighbour(caller))) {
        caller.setLink(unlinkedCall, code);
      }
      unlinked = null;
    }
    int budget = (int) Math.min(QUANTUM, limit - cycle - BlockCompiler.MAX_INSTRUCTIONS);
    depth = 0;
    cycle += budget - code.run(this, budget);
  }

  /**
   * The code that call {@code call} of {@code caller} leads to now that the pc is set, or null: the
   * caller returns, and the call is looked up.
   */
  @Nullable TranslatedCode callee(TranslatedCode caller, int call) {
    TranslatedCode known = caller.link(call);
    if (known != null && known.isAt(pc, fetchTlb) && depth < MAX_DEPTH) {
      depth++;
      return known;
    }
    return unlinked(caller, call, false);
  }

  /** As {@link #callee} for a call to one place of the caller's page, which is mapped, then. */
  @Nullable TranslatedCode calleeInPage(TranslatedCode caller, int call) {
    TranslatedCode known = caller.link(call);
    if (known != null && depth < MAX_DEPTH) {
      depth++;
      return known;
    }
    return unlinked(caller, call, true);
  }

  private @Nullable TranslatedCode unlinked(TranslatedCode caller, int call, boolean inPage) {
    unlinked = caller;
    unlinkedInPage = inPage;
    unlinkedCall = call;
    unlinkedTarget = pc;
    return null;
  }

  private @Nullable Block cut(Block block) {
    long rest = limit - cycle;
    return rest > 0 ? block.cutTo((int) rest) : null;
  }

  /** The block at the pc, or null: go round the loop. */
  @Nullable Block find() {
    long at = pc;
    CodePage page = fetchTlb.find(at);
    if (page != null) {
      Block block = page.block((int) at & (Ram.PAGE_BYTES - 1));
      if (block != null) {
        return block;
      }
    }
    return mmu.findBlock(at);
  }

  /** Does what was asked for; true if the run is to end. */
  private boolean attend() {
    int asked = (int) ATTENTION.getAndSet(this, 0);
    serve(asked);
    if ((asked & ATTEND_EXIT) != 0) {
      attendLater(asked & ATTEND_INTERRUPT);
      return true;
    }
    if ((asked & ATTEND_INTERRUPT) != 0) {
      traps.takeInterrupt();
    }
    return false;
  }

  private void serve(int asked) {
    if ((asked & ATTEND_TLB) != 0) {
      mmu.flush();
    }
    if ((asked & ATTEND_STORES) != 0) {
      long epoch = code.epoch();
      mmu.flushStores();
      acknowledgeStores(epoch);
    }
    if ((asked & ATTEND_FENCE) != 0) {
      code.instructionFence();
    }
  }

  private void attendLater(int what) {
    ATTENTION.getAndBitwiseOr(this, what);
  }

  // ---- Requests of any thread ----

  /** Ends the current run, or else the next, at a block boundary. */
  public void requestExit() {
    attendLater(ATTEND_EXIT);
  }

  /** Flushes the TLB before the next block. */
  public void requestTlbFlush() {
    attendLater(ATTEND_TLB);
  }

  /** Acts as {@code fence.i} before the next block. */
  public void requestInstructionFence() {
    attendLater(ATTEND_FENCE);
  }

  /** True if a requested flush or fence has not been done yet. Any thread. */
  public boolean hasRequests() {
    return (attention & ATTEND_REQUESTS) != 0;
  }

  /** Does what {@link #hasRequests} tells of, while this hart waits for another. Own thread. */
  public void serveRequests() {
    if (hasRequests()) {
      serve((int) ATTENTION.getAndBitwiseAnd(this, ~ATTEND_REQUESTS));
    }
  }

  void requestStoreFlush() {
    attendLater(ATTEND_STORES);
  }

  /** No TLB entry of this hart is older than the epoch. */
  void acknowledgeStores(long epoch) {
    acknowledgedEpoch = epoch;
  }

  /** True if no store of this hart can bypass a look at the code pages of that epoch. */
  boolean hasDroppedStores(long epoch) {
    return acknowledgedEpoch >= epoch || (!running && (attention & ATTEND_STORES) != 0);
  }

  /** Drives the wires behind the {@code mip} bits of {@code mask}, as in {@link Interrupts}. */
  public void setPending(int mask, boolean on) {
    if (on) {
      PENDING.getAndBitwiseOr(this, mask);
      attendLater(ATTEND_INTERRUPT);
    } else {
      PENDING.getAndBitwiseAnd(this, ~mask);
    }
  }

  /** True if an interrupt is pending that ends {@code wfi}: enabled in {@code mie}. */
  public boolean isWakeupPending() {
    return (interruptPending() & csrs.mie) != 0;
  }

  /** {@code mip} as a guest reads it. */
  int interruptPending() {
    int bits = pending;
    return (bits & Interrupts.ALL)
        | ((bits & Interrupts.SEIP_BY_SOFTWARE) != 0 ? Interrupts.SEIP : 0);
  }

  int pendingWires() {
    return pending;
  }

  void restorePending(int bits) {
    pending = bits;
  }

  /** Looks whether an interrupt is due, after this hart changed what decides it. */
  void updateInterrupts() {
    int bits = interruptPending();
    if (bits != 0 && traps.due(bits) != 0) {
      attendLater(ATTEND_INTERRUPT);
    }
  }

  boolean needsAttention() {
    return attention != 0;
  }

  // ---- Called by ops ----

  /** Before calling out of an op: makes pc and counters exact. */
  void enter(Op op) {
    insideIndex = op.index;
    insideOffset = op.offset;
  }

  void leaveOp() {
    insideIndex = 0;
    insideOffset = 0;
  }

  /** After a device access: goes on, unless there is something to look at. */
  int exit(Op op) {
    leaveOp();
    return attention == 0 ? Op.CONTINUE : leave(op);
  }

  /** Ends the block behind {@code op}, which has retired. */
  int leave(Op op) {
    pc += op.offset + op.length;
    cycle += op.index + 1;
    return Op.LEFT;
  }

  /** Ends the block and the run before {@code op}, which has not retired. */
  int hold(Op op) {
    pc += op.offset;
    cycle += op.index;
    stop = RunResult.HELD;
    return Op.REFUSED;
  }

  /** Ends the run behind the current instruction. */
  void stopAfter(RunResult result) {
    stop = result;
  }

  /** {@code op} traps; nothing of it has retired. */
  int trap(Op op, long cause, long tval) {
    pc += op.offset;
    cycle += op.index;
    traps.take(cause, tval);
    return Op.REFUSED;
  }

  int illegal(Op op, int bits) {
    return trap(op, Cause.ILLEGAL_INSTRUCTION, bits & 0xffff_ffffL);
  }

  /** The fetch at the pc traps, if the budget has room for it; otherwise it is tried again. */
  void fetchTrap(long cause, long tval) {
    if (cycle < limit) {
      traps.take(cause, tval);
    }
  }

  /** After a change of privilege or of MPRV, MPP or SUM. */
  void selectTables() {
    boolean modified = (mstatus & Status.MPRV) != 0 && privilege == MACHINE;
    int effective = modified ? (int) ((mstatus & Status.MPP) >>> Status.MPP_SHIFT) : privilege;
    boolean sum = effective == SUPERVISOR && (mstatus & Status.SUM) != 0;
    mmu.select(sum ? 2 : effective, privilege);
  }

  void setPrivilegeAndTables(int level) {
    privilege = level;
    selectTables();
  }

  @Nullable MachineMode machineMode() {
    return machineMode;
  }

  Traps traps() {
    return traps;
  }

  // ---- State ----

  /** Number of the hart. */
  public int id() {
    return config.id();
  }

  /** Register {@code x0..x31}. */
  public long x(int register) {
    return x[register];
  }

  /** Sets {@code x1..x31}; {@code x0} stays 0. */
  public void setX(int register, long value) {
    if (register != 0) {
      x[register] = value;
    }
  }

  /** Bits of register {@code f0..f31}. */
  public long f(int register) {
    return f[register];
  }

  /** Sets the bits of {@code f0..f31}. */
  public void setF(int register, long bits) {
    f[register] = bits;
  }

  /** Address of the current instruction, or of the next one between runs. */
  public long pc() {
    return pc + insideOffset;
  }

  /** Sets the address of the next instruction. Not during a load or store. */
  public void setPc(long address) {
    pc = address & ~1L;
  }

  /** {@link #USER}, {@link #SUPERVISOR} or {@link #MACHINE}. */
  public int privilege() {
    return privilege;
  }

  /** Sets the privilege level. */
  public void setPrivilege(int level) {
    setPrivilegeAndTables(level);
    updateInterrupts();
  }

  /**
   * A control and status register, whatever the privilege level.
   *
   * @throws IllegalArgumentException if there is none of that number; see {@link Csr#isImplemented}
   */
  public long csr(int number) {
    return csrs.read(requireImplemented(number));
  }

  /** Writes a control and status register as M mode would; bits that cannot be written stay. */
  public void setCsr(int number, long value) {
    if (number >>> 10 == 3) {
      return; // read-only, as its number says
    }
    if (requireImplemented(number) == Csr.MIP || number == Csr.SIP) {
      csrs.modifyPending(number, value, ~value);
    } else {
      csrs.write(number, value);
    }
    updateInterrupts();
  }

  private static int requireImplemented(int number) {
    if (!Csr.isImplemented(number)) {
      throw new IllegalArgumentException("No CSR %#x.".formatted(number));
    }
    return number;
  }

  /** Instructions retired since power on; exact also inside device and machine-mode calls. */
  public long instructionsRetired() {
    return cycles() - traps.taken();
  }

  /** Instructions retired plus traps taken: never stands still while the hart runs. */
  public long cycles() {
    return cycle + insideIndex;
  }

  /** How often the TLB was filled. */
  public long tlbFills() {
    return tlbFills;
  }

  /** How many accesses {@link MachineMode#intercepted} got. */
  public long interceptedAccesses() {
    return interceptedAccesses;
  }

  /** How many accesses went to devices directly. */
  public long deviceAccesses() {
    return deviceAccesses;
  }

  /** How many traps and interrupts went to {@link MachineMode}. */
  public long machineTraps() {
    return traps.toMachineMode();
  }

  /**
   * Puts Java code in the place of M mode, or, with null, gives M mode back to the guest. With it,
   * PMP is not enforced: what memory is reached is decided by the {@link TlbFill}.
   */
  public void setMachineMode(@Nullable MachineMode machineMode) {
    this.machineMode = machineMode;
    csrs.pmp.enforce(machineMode == null);
    mmu.flush();
  }

  /** Chooses who fills the TLB; null for the hardware walker. */
  public void setTlbFill(@Nullable TlbFill fill) {
    mmu.setTlbFill(fill == null ? hardwareFill : fill);
  }

  /** Takes a trap in S mode, as if {@code cause} were delegated. For machine-mode code. */
  public void trapToSupervisor(long cause, long tval) {
    traps.enterSupervisor(cause, tval);
  }

  /** Forgets all translations. */
  public void flushTlb() {
    mmu.flush();
  }

  /** Forgets the translations of one virtual page, in all modes. */
  public void flushTlbPage(long virtualAddress) {
    mmu.flushPage(virtualAddress);
  }

  /** Forgets every translation to a (guest-)physical page; today that means all. */
  public void flushPhysicalPage(long guestPhysicalAddress) {
    mmu.flush();
  }

  /**
   * Power-on state: M mode, everything zero, next instruction at {@code address}. Only {@link
   * #cycles} and {@link #instructionsRetired} go on counting, so that a clock made of them does not
   * jump; {@code mcycle} and {@code minstret} begin anew.
   */
  public void reset(long address) {
    Arrays.fill(x, 0);
    Arrays.fill(f, 0);
    csrs.reset();
    reservation = 0;
    pending = 0;
    pc = address & ~1L;
    setPrivilegeAndTables(MACHINE);
    mmu.flush();
  }

  /** Everything that a program on this hart can see. Between runs. */
  public HartState state() {
    return HartState.of(this);
  }

  /** Makes this hart the one whose {@link #state} was taken. Between runs. */
  public void restore(HartState state) {
    state.applyTo(this);
    selectTables();
    mmu.flush();
    updateInterrupts();
  }

  PhysicalBus bus() {
    return bus;
  }
}
