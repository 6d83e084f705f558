package dev.sidestep.riscv;

/**
 * The control and status registers of one hart, and what reading and writing them does. Fields of
 * the WARL kind keep only legal values.
 */
final class CsrFile {
  private static final long MISA = 2L << 62 | letters("ACDFIMSU");
  private static final long MEDELEG_MASK = 0xb3ff;
  private static final long MENVCFG_FIOM = 1;
  private static final long MENVCFG_ADUE = 1L << 61;
  private static final long MENVCFG_STCE = 1L << 63;
  private static final long MENVCFG_MASK = MENVCFG_FIOM | MENVCFG_ADUE | MENVCFG_STCE;
  private static final int SATP_MODE_SHIFT = 60;
  private static final int SATP_ASID_SHIFT = 44;
  private static final int COUNTER_TIME = 1;

  /** Nothing but the register changed. */
  static final int QUIET = 0;

  /** Translation, privilege or interrupts may have changed: the block must be left. */
  static final int LEAVE = 1;

  final Pmp pmp = new Pmp();
  private final Hart h;
  private final HartOutlets outlets;
  private final Counter cycle = new Counter();
  private final Counter instret = new Counter();

  volatile long mie;
  long medeleg;
  long mideleg;
  long mtvec;
  long mepc;
  long mcause;
  long mtval;
  long stvec;
  long sepc;
  long scause;
  long stval;
  long satp;
  int frm;
  private long mscratch;
  private long mcounteren;
  private long menvcfg;
  private long mcountinhibit;
  private long sscratch;
  private long scounteren;
  private long senvcfg;
  private long stimecmp;

  CsrFile(Hart hart, HartOutlets outlets) {
    h = hart;
    this.outlets = outlets;
  }

  private static long letters(String extensions) {
    return extensions.chars().mapToLong(letter -> 1L << (letter - 'A')).reduce(0, (a, b) -> a | b);
  }

  void reset() {
    mie = medeleg = mideleg = mtvec = mepc = mcause = mtval = 0;
    stvec = sepc = scause = stval = satp = 0;
    mscratch = mcounteren = menvcfg = mcountinhibit = sscratch = scounteren = senvcfg = 0;
    frm = 0;
    h.fp.flags = 0;
    stimecmp = -1;
    cycle.reset(h.cycles());
    instret.reset(h.instructionsRetired());
    pmp.reset();
    h.mstatus = 0;
  }

  boolean isHardwareAd() {
    return (menvcfg & MENVCFG_ADUE) != 0;
  }

  // ---- Legality ----

  /** True if an instruction at the current privilege level may access the register. */
  boolean isAccessible(int number, boolean write) {
    if (h.privilege < (number >>> 8 & 3) || (write && number >>> 10 == 3)) {
      return false;
    }
    return switch (number) {
      case Csr.FFLAGS, Csr.FRM, Csr.FCSR -> (h.mstatus & Status.FS) != 0;
      case Csr.SATP -> h.privilege != Hart.SUPERVISOR || (h.mstatus & Status.TVM) == 0;
      case Csr.STIMECMP -> isTimeCompareOpen();
      default -> number >>> 5 != Csr.CYCLE >>> 5 || isCounterOpen(number & 31);
    };
  }

  private boolean isCounterOpen(int counter) {
    boolean machineLets = h.privilege == Hart.MACHINE || (mcounteren >>> counter & 1) != 0;
    return machineLets && (h.privilege != Hart.USER || (scounteren >>> counter & 1) != 0);
  }

  private boolean isTimeCompareOpen() {
    return h.privilege == Hart.MACHINE
        || ((menvcfg & MENVCFG_STCE) != 0 && (mcounteren >>> COUNTER_TIME & 1) != 0);
  }

  // ---- Reading ----

  long read(int number) {
    return switch (number >>> 8 & 3) {
      case Hart.USER -> readUser(number);
      case Hart.SUPERVISOR -> readSupervisor(number);
      default -> readMachine(number);
    };
  }

  private long readUser(int number) {
    return switch (number) {
      case Csr.FFLAGS -> h.fp.flags;
      case Csr.FRM -> frm;
      case Csr.FCSR -> frm << 5 | h.fp.flags;
      case Csr.CYCLE -> cycle.value(h.cycles());
      case Csr.TIME -> outlets.time();
      case Csr.INSTRET -> instret.value(h.instructionsRetired());
      default -> 0; // hpmcounters count nothing
    };
  }

  private long readSupervisor(int number) {
    return switch (number) {
      case Csr.SSTATUS -> status(Status.S_WRITABLE) | Status.UXL_64;
      case Csr.SIE -> mie & mideleg;
      case Csr.STVEC -> stvec;
      case Csr.SCOUNTEREN -> scounteren;
      case Csr.SENVCFG -> senvcfg;
      case Csr.SSCRATCH -> sscratch;
      case Csr.SEPC -> sepc;
      case Csr.SCAUSE -> scause;
      case Csr.STVAL -> stval;
      case Csr.SIP -> h.interruptPending() & mideleg;
      case Csr.STIMECMP -> stimecmp;
      default -> satp;
    };
  }

  private long status(long mask) {
    long visible = h.mstatus & mask;
    return (h.mstatus & Status.FS) == Status.FS ? visible | Status.SD : visible;
  }

  private long readMachine(int number) {
    return switch (number) {
      case Csr.MHARTID -> h.id();
      case Csr.MSTATUS -> status(Status.M_WRITABLE) | Status.UXL_64 | Status.SXL_64;
      case Csr.MISA -> MISA;
      case Csr.MEDELEG -> medeleg;
      case Csr.MIDELEG -> mideleg;
      case Csr.MIE -> mie;
      case Csr.MTVEC -> mtvec;
      case Csr.MCOUNTEREN -> mcounteren;
      case Csr.MENVCFG -> menvcfg;
      case Csr.MCOUNTINHIBIT -> mcountinhibit;
      case Csr.MSCRATCH -> mscratch;
      case Csr.MEPC -> mepc;
      case Csr.MCAUSE -> mcause;
      case Csr.MTVAL -> mtval;
      case Csr.MIP -> h.interruptPending();
      case Csr.MCYCLE -> cycle.value(h.cycles());
      case Csr.MINSTRET -> instret.value(h.instructionsRetired());
      default -> readProtection(number);
    };
  }

  /** PMP; and zero for identification, triggers, and counters that count nothing. */
  private long readProtection(int number) {
    if (number == Csr.PMPCFG0 || number == Csr.PMPCFG2) {
      return pmp.config((number - Csr.PMPCFG0) * 4);
    }
    return number >= Csr.PMPADDR0 && number <= Csr.PMPADDR15
        ? pmp.address(number - Csr.PMPADDR0)
        : 0;
  }

  // ---- Writing ----

  /** Writes any register but {@code mip} and {@code sip}; {@link #QUIET} or {@link #LEAVE}. */
  int write(int number, long value) {
    return switch (number >>> 8 & 3) {
      case Hart.USER -> writeUser(number, value);
      case Hart.SUPERVISOR -> writeSupervisor(number, value);
      default -> writeMachine(number, value);
    };
  }

  /** Sets a register to what it was, without the side effects of writing it. */
  void restore(int number, long value) {
    switch (number) {
      case Csr.MSTATUS -> h.mstatus = value & Status.M_WRITABLE;
      case Csr.MENVCFG -> menvcfg = value & MENVCFG_MASK;
      case Csr.STIMECMP -> stimecmp = value;
      case Csr.FCSR -> {
        h.fp.flags = (int) value & 31;
        frm = (int) value >>> 5 & 7;
      }
      case Csr.MCYCLE -> cycle.set(h.cycles(), value);
      case Csr.MINSTRET -> instret.set(h.instructionsRetired(), value);
      default -> write(number, value);
    }
  }

  private int writeUser(int number, long value) {
    h.mstatus |= Status.FS; // dirty
    switch (number) {
      case Csr.FFLAGS -> h.fp.flags = (int) value & 31;
      case Csr.FRM -> frm = (int) value & 7;
      default -> {
        h.fp.flags = (int) value & 31;
        frm = (int) value >>> 5 & 7;
      }
    }
    return QUIET;
  }

  private int writeSupervisor(int number, long value) {
    switch (number) {
      case Csr.SSTATUS -> {
        return writeStatus(value, Status.S_WRITABLE);
      }
      case Csr.SIE -> {
        return writeEnable(value, mideleg);
      }
      case Csr.STVEC -> stvec = value & ~2L;
      case Csr.SCOUNTEREN -> scounteren = value & 0xffff_ffffL;
      case Csr.SENVCFG -> senvcfg = value & MENVCFG_FIOM;
      case Csr.SSCRATCH -> sscratch = value;
      case Csr.SEPC -> sepc = value & ~1L;
      case Csr.SCAUSE -> scause = value;
      case Csr.STVAL -> stval = value;
      case Csr.STIMECMP -> {
        return writeTimeCompare(value);
      }
      default -> {
        return writeTranslation(value);
      }
    }
    return QUIET;
  }

  private int writeMachine(int number, long value) {
    switch (number) {
      case Csr.MSTATUS -> {
        return writeStatus(value, Status.M_WRITABLE);
      }
      case Csr.MEDELEG -> medeleg = value & MEDELEG_MASK;
      case Csr.MIDELEG -> {
        mideleg = value & Interrupts.S_LEVEL;
        return afterInterruptChange();
      }
      case Csr.MIE -> {
        return writeEnable(value, Interrupts.ALL);
      }
      case Csr.MTVEC -> mtvec = value & ~2L;
      case Csr.MCOUNTEREN -> mcounteren = value & 0xffff_ffffL;
      case Csr.MENVCFG -> {
        return writeEnvironment(value & MENVCFG_MASK);
      }
      case Csr.MCOUNTINHIBIT -> writeInhibit(value & 5);
      case Csr.MSCRATCH -> mscratch = value;
      case Csr.MEPC -> mepc = value & ~1L;
      case Csr.MCAUSE -> mcause = value;
      case Csr.MTVAL -> mtval = value;
      case Csr.MCYCLE -> cycle.set(h.cycles() + 1, value);
      case Csr.MINSTRET -> instret.set(h.instructionsRetired() + 1, value);
      default -> {
        return writeProtection(number, value);
      }
    }
    return QUIET;
  }

  private int writeProtection(int number, long value) {
    if (number == Csr.PMPCFG0 || number == Csr.PMPCFG2) {
      pmp.setConfig((number - Csr.PMPCFG0) * 4, value);
    } else if (number >= Csr.PMPADDR0 && number <= Csr.PMPADDR15) {
      pmp.setAddress(number - Csr.PMPADDR0, value);
    } else {
      return QUIET; // misa, triggers and event counters are hardwired
    }
    h.mmu.flush();
    return LEAVE;
  }

  private int writeStatus(long value, long mask) {
    long old = h.mstatus;
    long fresh = (old & ~mask) | (value & mask);
    if ((fresh & Status.MPP) == 2L << Status.MPP_SHIFT) {
      fresh = (fresh & ~Status.MPP) | (old & Status.MPP);
    }
    h.mstatus = fresh;
    long changed = old ^ fresh;
    boolean isFlushed = (changed & Status.MXR) != 0;
    if (isFlushed) {
      h.mmu.flush();
    }
    if ((changed & (Status.MPRV | Status.MPP | Status.SUM)) != 0) {
      h.selectTables();
    }
    int effect = (fresh & ~old & (Status.SIE | Status.MIE)) != 0 ? afterInterruptChange() : QUIET;
    return isFlushed ? LEAVE : effect;
  }

  private int writeEnable(long value, long mask) {
    mie = (mie & ~mask) | (value & mask);
    return afterInterruptChange();
  }

  private int afterInterruptChange() {
    h.updateInterrupts();
    return h.needsAttention() ? LEAVE : QUIET;
  }

  private int writeTranslation(long value) {
    int mode = (int) (value >>> SATP_MODE_SHIFT);
    if (mode != PageWalker.BARE && mode != PageWalker.SV39 && mode != PageWalker.SV48) {
      return QUIET; // the whole write has no effect (priv 12.1.11)
    }
    long changed = satp ^ value;
    satp = value;
    if (changed >>> SATP_MODE_SHIFT != 0) {
      h.mmu.flush(); // takes effect at once; a new root alone waits for sfence.vma
    } else if ((short) (changed >>> SATP_ASID_SHIFT) != 0) {
      h.mmu.flushLocal();
    }
    return LEAVE;
  }

  /** True if translations may be cached of this address space: the bits above 16 are ignored. */
  boolean isCurrentSpace(long asid) {
    return (short) (satp >>> SATP_ASID_SHIFT) == (short) asid;
  }

  private int writeTimeCompare(long value) {
    stimecmp = value;
    if ((menvcfg & MENVCFG_STCE) != 0) {
      compareTime();
    }
    outlets.stimecmpWritten(value);
    h.stopAfter(RunResult.TIMER);
    return LEAVE;
  }

  private void compareTime() {
    h.setPending(Interrupts.STIP, Long.compareUnsigned(outlets.time(), stimecmp) >= 0);
  }

  private int writeEnvironment(long value) {
    long changed = menvcfg ^ value;
    menvcfg = value;
    if ((changed & MENVCFG_ADUE) != 0) {
      h.mmu.flush();
    }
    if ((changed & value & MENVCFG_STCE) != 0) {
      compareTime();
    }
    return LEAVE;
  }

  private void writeInhibit(long value) {
    mcountinhibit = value;
    cycle.inhibit(h.cycles() + 1, (value & 1) != 0);
    instret.inhibit(h.instructionsRetired() + 1, (value & 4) != 0);
  }

  /**
   * Sets and clears bits of {@code mip} or {@code sip}. Of {@code SEIP}, software changes its own
   * part and never the wire ({@code @riscv priv 3.1.9}).
   */
  int modifyPending(int number, long set, long clear) {
    long writable = number == Csr.SIP ? Interrupts.SSIP & mideleg : softwareWritable();
    change(set & writable, true);
    change(clear & writable, false);
    return afterInterruptChange();
  }

  private long softwareWritable() {
    boolean timeCompare = (menvcfg & MENVCFG_STCE) != 0;
    return Interrupts.SSIP | Interrupts.SEIP | (timeCompare ? 0 : Interrupts.STIP);
  }

  private void change(long bits, boolean on) {
    if (bits != 0) {
      int wires = (int) bits & ~Interrupts.SEIP;
      boolean external = (bits & Interrupts.SEIP) != 0;
      h.setPending(wires | (external ? Interrupts.SEIP_BY_SOFTWARE : 0), on);
    }
  }
}
