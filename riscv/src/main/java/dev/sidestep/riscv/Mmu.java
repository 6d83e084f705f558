package dev.sidestep.riscv;

import dev.sidestep.base.Bits;
import java.lang.foreign.Arena;
import org.jspecify.annotations.Nullable;

/**
 * How one hart gets at memory when the inline TLB probe of an op did not hit: fills, devices,
 * intercepted pages, accesses across pages, stores to code. Owned by the hart's thread.
 *
 * <p>Data translations are cached per <em>mode</em>: 0 user, 1 supervisor, 2 supervisor with {@code
 * mstatus.SUM}, 3 machine; so that a change of privilege flushes nothing. They are those of the
 * current address space (ASID), and global ones.
 */
final class Mmu {
  private static final int MODES = 4;
  private static final int SLOW_ENTRIES = 64;

  /** Answers of {@link #fill}, besides a host address. */
  private static final long REFUSED = -1;

  private static final long SLOW = 0;

  private final Hart hart;
  private final PhysicalBus bus;
  private final CodeCache code;
  private final Tlb[] loads = new Tlb[MODES];
  private final Tlb[] stores = new Tlb[MODES];
  private final FetchTlb[] fetches = new FetchTlb[MODES];
  private final SlowEntry[] slow = new SlowEntry[SLOW_ENTRIES];
  private final SlowEntry oneShot = new SlowEntry();
  private final Translation answer = new Translation();
  private final InterceptedAccess access = new InterceptedAccess();
  private final Superpages globalSuperpages = new Superpages();
  private final Superpages localSuperpages = new Superpages();
  private SlowEntry filled = oneShot;
  private int mode;
  private int fetchMode;
  private TlbFill tlbFill;

  /** What the last load read, zero-extended. */
  long loaded;

  /** The last {@link #atomicAddress} came the slow way; {@link #afterSlowAtomic} is due. */
  boolean slowAtomic;

  Mmu(Hart hart, PhysicalBus bus, CodeCache code, TlbFill tlbFill) {
    this.hart = hart;
    this.bus = bus;
    this.code = code;
    this.tlbFill = tlbFill;
    long tableBytes = (long) Tlb.ENTRIES * Tlb.ENTRY_BYTES;
    // SAFETY: the hart keeps the segment reachable; only this thread uses the tables.
    hart.tlbMemory = Arena.ofAuto().allocate(2 * MODES * tableBytes, Ram.PAGE_BYTES);
    long base = hart.tlbMemory.address();
    for (int i = 0; i < MODES; i++) {
      loads[i] = new Tlb(base + i * tableBytes);
      stores[i] = new Tlb(base + (MODES + i) * tableBytes);
      fetches[i] = new FetchTlb();
    }
    for (int i = 0; i < SLOW_ENTRIES; i++) {
      slow[i] = new SlowEntry();
    }
  }

  void setTlbFill(TlbFill tlbFill) {
    this.tlbFill = tlbFill;
    flush();
  }

  /** Selects the tables: {@code dataMode} as above, {@code privilege} for fetches. */
  void select(int dataMode, int privilege) {
    mode = dataMode;
    fetchMode = privilege;
    hart.loadTlb = loads[dataMode].base();
    hart.storeTlb = stores[dataMode].base();
    hart.fetchTlb = fetches[privilege];
  }

  /** Forgets everything. */
  void flush() {
    for (int i = 0; i < MODES; i++) {
      loads[i].flush();
      stores[i].flush();
      fetches[i].flush();
    }
    for (SlowEntry entry : slow) {
      entry.clear();
    }
    globalSuperpages.clear();
    localSuperpages.clear();
  }

  /** Forgets what is not global: all that is known of the current address space alone. */
  void flushLocal() {
    for (int i = 0; i < MODES; i++) {
      loads[i].flushLocal();
      stores[i].flushLocal();
      fetches[i].flushLocal();
    }
    for (SlowEntry entry : slow) {
      entry.clearIfLocal();
    }
    localSuperpages.clear();
  }

  /** Forgets a page, and the superpage that it may be a part of. */
  void flushPage(long virtualAddress) {
    if (globalSuperpages.mayHold(virtualAddress)) {
      flush();
    } else {
      flushLocalPage(virtualAddress);
    }
  }

  /** As {@link #flushPage}, but a global superpage is kept. */
  void flushLocalPage(long virtualAddress) {
    if (localSuperpages.mayHold(virtualAddress)) {
      flushLocal();
    }
    for (int i = 0; i < MODES; i++) {
      loads[i].flushPage(virtualAddress);
      stores[i].flushPage(virtualAddress);
      fetches[i].flushPage(virtualAddress);
    }
    slowEntry(virtualAddress, false).clearIfPage(virtualAddress);
    slowEntry(virtualAddress, true).clearIfPage(virtualAddress);
  }

  /** Forgets what stores may reach. */
  void flushStores() {
    for (Tlb table : stores) {
      table.flush();
    }
  }

  /** Makes stores to one page of host memory come the slow way. */
  void dropStores(long hostPage) {
    for (Tlb table : stores) {
      table.dropHostPage(hostPage);
    }
  }

  private SlowEntry slowEntry(long virtualAddress, boolean store) {
    return slow[((int) (virtualAddress >>> 12) ^ (store ? 32 : 0)) & (SLOW_ENTRIES - 1)];
  }

  private static boolean crossesPage(long virtualAddress, int width) {
    return (virtualAddress & (Ram.PAGE_BYTES - 1)) > Ram.PAGE_BYTES - width;
  }

  // ---- Loads and stores ----

  /** Loads into {@link #loaded}; a result of {@link Op#exec}. */
  int load(Op op, long virtualAddress, int width) {
    if (crossesPage(virtualAddress, width)) {
      return loadAcross(op, virtualAddress, width);
    }
    long host = reach(op, virtualAddress, width, false);
    if (host == REFUSED) {
      return Op.REFUSED;
    }
    if (host != SLOW) {
      loaded = HostMemory.read(host, width);
      return Op.CONTINUE;
    }
    return loadSlowly(op, filled, virtualAddress, width);
  }

  private int loadSlowly(Op op, SlowEntry entry, long virtualAddress, int width) {
    if (entry.kind() == SlowEntry.Kind.INTERCEPTED) {
      return intercept(op, entry.addressOf(virtualAddress), virtualAddress, width, false, 0);
    }
    long physical = entry.addressOf(virtualAddress);
    DeviceSlot slot = entry.slotFor(bus, physical, width);
    if (slot == null) {
      return hart.trap(op, Cause.LOAD_ACCESS, virtualAddress);
    }
    hart.enter(op);
    hart.deviceAccesses++;
    loaded = bus.readDevice(slot, physical, width);
    return hart.exit(op);
  }

  /** Stores the low bytes of {@code value}; a result of {@link Op#exec}. */
  int store(Op op, long virtualAddress, int width, long value) {
    if (crossesPage(virtualAddress, width)) {
      return storeAcross(op, virtualAddress, width, value);
    }
    long host = reach(op, virtualAddress, width, true);
    if (host == REFUSED) {
      return Op.REFUSED;
    }
    if (host != SLOW) {
      HostMemory.write(host, width, value);
      return Op.CONTINUE;
    }
    return storeSlowly(op, filled, virtualAddress, width, value);
  }

  private int storeSlowly(Op op, SlowEntry entry, long virtualAddress, int width, long value) {
    long target = entry.addressOf(virtualAddress);
    if (entry.kind() == SlowEntry.Kind.CODE) {
      HostMemory.write(entry.hostOf(virtualAddress), width, value);
      storedToCode(entry, target, width);
      return hart.exit(op);
    }
    if (entry.kind() == SlowEntry.Kind.INTERCEPTED) {
      return intercept(op, target, virtualAddress, width, true, value);
    }
    DeviceSlot slot = entry.slotFor(bus, target, width);
    if (slot == null) {
      return hart.trap(op, Cause.STORE_ACCESS, virtualAddress);
    }
    hart.enter(op);
    hart.deviceAccesses++;
    bus.writeDevice(slot, target, width, Bits.truncate(value, width));
    return hart.exit(op);
  }

  private void storedToCode(SlowEntry entry, long physical, int width) {
    CodePage page = code.find(physical);
    if (page != null) {
      code.storedTo(page, physical, width);
    }
    if (code.find(physical) == null) {
      entry.clear(); // the page holds data now: the next store fills the fast table
    }
  }

  private int intercept(
      Op op, long target, long virtualAddress, int width, boolean store, long value) {
    MachineMode machine = hart.machineMode();
    if (machine == null) {
      return hart.trap(op, store ? Cause.STORE_ACCESS : Cause.LOAD_ACCESS, virtualAddress);
    }
    hart.enter(op);
    hart.interceptedAccesses++;
    access.set(target, width, store, Bits.truncate(value, width));
    MachineMode.Verdict verdict = machine.intercepted(hart, access);
    hart.leaveOp();
    loaded = access.value();
    return switch (verdict) {
      case COMPLETED -> hart.leave(op); // the handler may have changed anything
      case FAULT -> hart.trap(op, store ? Cause.STORE_ACCESS : Cause.LOAD_ACCESS, virtualAddress);
      case HOLD -> hart.hold(op);
    };
  }

  // ---- Accesses across two pages: bytes, once both pages are known to take them ----

  private int loadAcross(Op op, long virtualAddress, int width) {
    long second = (virtualAddress + width) & Tlb.PAGE_MASK;
    int low = (int) (second - virtualAddress);
    long hostLow = reachMemory(op, virtualAddress, low, false);
    if (hostLow == REFUSED) {
      return Op.REFUSED;
    }
    long hostHigh = reachMemory(op, second, width - low, false);
    if (hostHigh == REFUSED) {
      return Op.REFUSED;
    }
    long value = 0;
    for (int i = width - 1; i >= 0; i--) {
      long at = i < low ? hostLow + i : hostHigh + (i - low);
      value = value << 8 | (HostMemory.getByte(at) & 0xff);
    }
    loaded = value;
    return Op.CONTINUE;
  }

  private int storeAcross(Op op, long virtualAddress, int width, long value) {
    long second = (virtualAddress + width) & Tlb.PAGE_MASK;
    int low = (int) (second - virtualAddress);
    long hostLow = reachMemory(op, virtualAddress, low, true);
    if (hostLow == REFUSED) {
      return Op.REFUSED;
    }
    SlowEntry lowEntry = filled;
    boolean lowIsCode = lastWasCode;
    long hostHigh = reachMemory(op, second, width - low, true);
    if (hostHigh == REFUSED) {
      return Op.REFUSED;
    }
    for (int i = 0; i < width; i++) {
      long at = i < low ? hostLow + i : hostHigh + (i - low);
      HostMemory.putByte(at, (byte) (value >>> (8 * i)));
    }
    if (lastWasCode) {
      storedToCode(filled, filled.addressOf(second), width - low);
    }
    if (lowIsCode) {
      storedToCode(lowEntry, lowEntry.addressOf(virtualAddress), low);
    }
    return lastWasCode || lowIsCode ? hart.exit(op) : Op.CONTINUE;
  }

  /** The last {@link #reachMemory} found a page with code, described by {@link #filled}. */
  private boolean lastWasCode;

  /** Host address of bytes of memory, or REFUSED after an access fault for anything else. */
  private long reachMemory(Op op, long virtualAddress, int width, boolean store) {
    lastWasCode = false;
    long host = reach(op, virtualAddress, width, store);
    if (host == SLOW && filled.kind() == SlowEntry.Kind.CODE) {
      lastWasCode = true;
      return filled.hostOf(virtualAddress);
    }
    if (host == SLOW) {
      hart.trap(op, store ? Cause.STORE_ACCESS : Cause.LOAD_ACCESS, virtualAddress);
      return REFUSED;
    }
    return host;
  }

  // ---- Atomics ----

  /** Host address for an AMO, LR or SC that did not hit, or 0 if it trapped. */
  long atomicAddress(Op op, long virtualAddress, int width, boolean store) {
    if ((virtualAddress & (width - 1)) != 0) {
      hart.trap(op, store ? Cause.STORE_MISALIGNED : Cause.LOAD_MISALIGNED, virtualAddress);
      return 0;
    }
    long host = reachMemory(op, virtualAddress, width, store);
    slowAtomic = lastWasCode;
    return host == REFUSED ? 0 : host;
  }

  /** Drops code that an atomic has overwritten; a result of {@link Op#exec}. */
  int afterSlowAtomic(Op op, long virtualAddress, int width) {
    slowAtomic = false;
    storedToCode(filled, filled.addressOf(virtualAddress), width);
    return hart.exit(op);
  }

  // ---- Filling ----

  /** Host address, or SLOW with {@link #filled} set, or REFUSED after a trap. */
  private long reach(Op op, long virtualAddress, int width, boolean store) {
    long entry =
        (store ? hart.storeTlb : hart.loadTlb)
            + ((virtualAddress >>> Tlb.INDEX_SHIFT) & Tlb.INDEX_MASK);
    if (HostMemory.getPlain(entry) == (virtualAddress & Tlb.PAGE_MASK)) {
      return virtualAddress + HostMemory.getPlain(entry + Tlb.ADDEND);
    }
    SlowEntry known = slowEntry(virtualAddress, store);
    if (known.matches(virtualAddress, mode, store)) {
      filled = known;
      return SLOW;
    }
    return fill(op, virtualAddress, width, store);
  }

  private long fill(Op op, long virtualAddress, int width, boolean store) {
    AccessKind kind = store ? AccessKind.STORE : AccessKind.LOAD;
    if (!ask(op, virtualAddress, kind)) {
      return REFUSED;
    }
    if (answer.outcome() == Translation.Outcome.INTERCEPTED) {
      filled = slowEntry(virtualAddress, store);
      filled.fill(
          SlowEntry.Kind.INTERCEPTED, virtualAddress, mode, store, answer.guestPhysicalPage());
      filled.setGlobal(answer.isGlobal());
      return SLOW;
    }
    boolean cacheable = answer.cacheable();
    if (!cacheable && width > 1 && !permitsWhole(op, virtualAddress, width, kind)) {
      return REFUSED;
    }
    Ram ram = bus.ramAt(answer.physicalPage(), Ram.PAGE_BYTES);
    return ram == null
        ? fillDevice(op, virtualAddress, store, cacheable)
        : fillMemory(ram, virtualAddress, store, cacheable);
  }

  /**
   * The rest of an access whose first byte is permitted; PMP wants one entry to match all of it.
   */
  private boolean permitsWhole(Op op, long virtualAddress, int width, AccessKind kind) {
    long physical = answer.physicalPage() | (virtualAddress & ~Tlb.PAGE_MASK);
    if (hart.csrs.pmp.permissions(physical, width, Hart.MACHINE) == Pmp.MIXED) {
      hart.trap(
          op, kind == AccessKind.STORE ? Cause.STORE_ACCESS : Cause.LOAD_ACCESS, virtualAddress);
      return false;
    }
    return ask(op, virtualAddress + width - 1, kind);
  }

  /** Asks for a translation; false after a trap. */
  private boolean ask(Op op, long virtualAddress, AccessKind kind) {
    hart.enter(op);
    translate(virtualAddress, kind, mode == 3 ? 3 : Math.min(mode, 1));
    hart.leaveOp();
    int cause =
        switch (answer.outcome()) {
          case INTERCEPTED -> 0;
          case MAPPED -> answer.permits(kind) ? 0 : pageFault(kind);
          case PAGE_FAULT -> pageFault(kind);
          case ACCESS_FAULT -> kind == AccessKind.STORE ? Cause.STORE_ACCESS : Cause.LOAD_ACCESS;
        };
    if (cause != 0) {
      hart.trap(op, cause, virtualAddress);
    }
    return cause == 0;
  }

  private void translate(long virtualAddress, AccessKind kind, int privilege) {
    hart.tlbFills++;
    answer.begin();
    tlbFill.translate(hart, virtualAddress, kind, privilege, answer);
    if (answer.isSuperpage()) {
      Superpages superpages = answer.isGlobal() ? globalSuperpages : localSuperpages;
      superpages.add(virtualAddress, answer.leafShift());
    }
  }

  private static int pageFault(AccessKind kind) {
    return kind == AccessKind.STORE ? Cause.STORE_PAGE : Cause.LOAD_PAGE;
  }

  private long fillDevice(Op op, long virtualAddress, boolean store, boolean cacheable) {
    if (!bus.isPopulated(answer.physicalPage())) {
      hart.trap(op, store ? Cause.STORE_ACCESS : Cause.LOAD_ACCESS, virtualAddress);
      return REFUSED;
    }
    filled = cacheable ? slowEntry(virtualAddress, store) : oneShot;
    filled.fill(SlowEntry.Kind.DEVICE, virtualAddress, mode, store, answer.physicalPage());
    filled.setGlobal(answer.isGlobal());
    return SLOW;
  }

  private long fillMemory(Ram ram, long virtualAddress, boolean store, boolean cacheable) {
    long hostPage = ram.hostAddress(answer.physicalPage());
    boolean code = answer.writable() && this.code.find(answer.physicalPage()) != null;
    if (cacheable && answer.readable()) {
      enter(loads[mode], !store, virtualAddress, hostPage);
    }
    if (cacheable && answer.writable() && !code) {
      enter(stores[mode], store, virtualAddress, hostPage);
    }
    if (store && code) {
      filled = cacheable ? slowEntry(virtualAddress, true) : oneShot;
      filled.fill(SlowEntry.Kind.CODE, virtualAddress, mode, true, answer.physicalPage());
      filled.setGlobal(answer.isGlobal());
      filled.setHost(hostPage);
      return SLOW;
    }
    return hostPage + (virtualAddress & ~Tlb.PAGE_MASK);
  }

  /**
   * The other table gets what is likely to be wanted soon, but loses nothing for it: a copy between
   * two pages that share an index would throw out its own entries.
   */
  private void enter(Tlb table, boolean wanted, long virtualAddress, long hostPage) {
    if (wanted || table.isFree(virtualAddress)) {
      table.enter(virtualAddress, hostPage, answer.isGlobal());
    }
  }

  // ---- Fetches ----

  /** The block at the hart's pc, or null: a trap was taken, or the budget is used up. */
  @Nullable Block findBlock(long pc) {
    FetchTlb table = hart.fetchTlb;
    int offset = (int) pc & (Ram.PAGE_BYTES - 1);
    for (; ; ) {
      CodePage page = table.find(pc);
      if (page == null) {
        if (!askFetch(pc)) {
          return null;
        }
        page = enterFetch(table, pc);
        if (page == null) {
          return findUncached(pc);
        }
      }
      if (page.isStraddling(offset)) {
        return findStraddling(page, pc);
      }
      Block known = page.block(offset);
      Block block = known != null ? known : page.decode(offset);
      if (block != null) {
        return block;
      }
      table.flushPage(pc); // the page had died
    }
  }

  /** The page just translated, or null if it holds for this instruction only. */
  private @Nullable CodePage enterFetch(FetchTlb table, long virtualAddress) {
    if (!answer.cacheable()) {
      return null;
    }
    Ram ram = bus.ramAt(answer.physicalPage(), Ram.PAGE_BYTES);
    if (ram == null) {
      throw new IllegalStateException("askFetch accepts memory only.");
    }
    CodePage page = code.findOrCreate(answer.physicalPage(), ram, hart);
    table.enter(virtualAddress, page, answer.isGlobal());
    return page;
  }

  /** Translates a fetch; false after a trap, or if there is no budget left for one. */
  private boolean askFetch(long virtualAddress) {
    translate(virtualAddress, AccessKind.FETCH, fetchMode);
    int cause =
        switch (answer.outcome()) {
          case PAGE_FAULT -> Cause.FETCH_PAGE;
          case ACCESS_FAULT, INTERCEPTED -> Cause.FETCH_ACCESS;
          case MAPPED ->
              !answer.executable()
                  ? Cause.FETCH_PAGE
                  : bus.ramAt(answer.physicalPage(), Ram.PAGE_BYTES) == null
                      ? Cause.FETCH_ACCESS
                      : 0;
        };
    if (cause != 0) {
      hart.fetchTrap(cause, virtualAddress);
    }
    return cause == 0;
  }

  private @Nullable Block findStraddling(CodePage page, long pc) {
    int low = HostMemory.getShort(page.host() + CodePage.LAST_HALFWORD) & 0xffff;
    long second = pc + 2;
    CodePage next = hart.fetchTlb.find(second);
    if (next == null) {
      if (!askFetch(second)) {
        return null;
      }
      next = enterFetch(hart.fetchTlb, second);
    }
    long host = next != null ? next.host() : hostOfAnswer();
    return page.straddling(low | HostMemory.getShort(host) << 16);
  }

  private long hostOfAnswer() {
    return bus.hostAddress(answer.physicalPage(), Ram.PAGE_BYTES);
  }

  /** One instruction of a page whose permissions differ within it. */
  private @Nullable Block findUncached(long pc) {
    int offset = (int) pc & (Ram.PAGE_BYTES - 1);
    int low = HostMemory.getShort(hostOfAnswer() + offset) & 0xffff;
    if ((low & 3) != 3) {
      return BlockBuilder.single(offset, low);
    }
    long second = pc + 2;
    if (!askFetch(second)) {
      return null;
    }
    long high = hostOfAnswer() + (second & ~Tlb.PAGE_MASK);
    return BlockBuilder.single(offset, low | HostMemory.getShort(high) << 16);
  }
}
