package dev.sidestep.riscv;

/**
 * The answer to one TLB miss; a reusable object, one per hart, filled in by a {@link TlbFill}.
 *
 * <p>Addresses are those of 4 KiB pages. Permissions are already those of the privilege level that
 * missed: the hart caches them as they are, in the TLB of that level.
 */
public final class Translation {
  /** How a miss ended. */
  public enum Outcome {
    /** The page is at {@link #physicalPage} with the given permissions. */
    MAPPED,
    /** The page exists, but accesses leave the hart through {@link MachineMode#intercepted}. */
    INTERCEPTED,
    /** The page tables refuse: a page fault is raised. */
    PAGE_FAULT,
    /** Nothing is there, or PMP or the monitor refuses: an access fault is raised. */
    ACCESS_FAULT
  }

  private Outcome outcome = Outcome.ACCESS_FAULT;
  private long physicalPage;
  private long guestPhysicalPage;
  private boolean readable;
  private boolean writable;
  private boolean executable;
  private boolean cacheable;
  private int leafShift = 12;
  private boolean global;

  /** An answer not yet given: an access fault. */
  public Translation() {}

  /** Accepts: bus address and permissions of the page. */
  public void map(long physicalPage, boolean readable, boolean writable, boolean executable) {
    this.outcome = Outcome.MAPPED;
    this.physicalPage = physicalPage;
    this.readable = readable;
    this.writable = writable;
    this.executable = executable;
    this.cacheable = true;
  }

  /** Restricts an accepted translation to the very byte that was asked for: it is not cached. */
  public void forThisAccessOnly() {
    cacheable = false;
  }

  /** Accepts the address translation but not the access: each one is intercepted. */
  public void intercept(long guestPhysicalPage) {
    this.outcome = Outcome.INTERCEPTED;
    this.guestPhysicalPage = guestPhysicalPage;
  }

  /** Refuses with a page fault. */
  public void pageFault() {
    outcome = Outcome.PAGE_FAULT;
  }

  /** Refuses with an access fault. */
  public void accessFault() {
    outcome = Outcome.ACCESS_FAULT;
  }

  /** How the miss ended. */
  public Outcome outcome() {
    return outcome;
  }

  /** Bus address of the page; meaningful if {@link Outcome#MAPPED}. */
  public long physicalPage() {
    return physicalPage;
  }

  /** Address of the page as the guest calls it; meaningful if {@link Outcome#INTERCEPTED}. */
  public long guestPhysicalPage() {
    return guestPhysicalPage;
  }

  /** False if the answer holds for one byte only; see {@link #forThisAccessOnly}. */
  public boolean cacheable() {
    return cacheable;
  }

  /** Before each question: a page of 4 KiB of the current address space, until said otherwise. */
  void begin() {
    setLeaf(12, false);
  }

  /**
   * The answer comes from a leaf of {@code 1 << shift} bytes; stays until said otherwise.
   *
   * @param global it is the same in all address spaces ({@code @riscv priv 12.3.1})
   */
  void setLeaf(int shift, boolean global) {
    leafShift = shift;
    this.global = global;
  }

  boolean isGlobal() {
    return global;
  }

  boolean isSuperpage() {
    return leafShift > 12;
  }

  int leafShift() {
    return leafShift;
  }

  /** True if the permission that {@code kind} needs is given. */
  boolean permits(AccessKind kind) {
    return switch (kind) {
      case FETCH -> executable;
      case LOAD -> readable;
      case STORE -> writable;
    };
  }

  /** True if loads may be cached as allowed. */
  public boolean readable() {
    return readable;
  }

  /** True if stores may be cached as allowed. */
  public boolean writable() {
    return writable;
  }

  /** True if fetches may be cached as allowed. */
  public boolean executable() {
    return executable;
  }
}
