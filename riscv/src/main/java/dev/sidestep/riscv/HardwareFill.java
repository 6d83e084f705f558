package dev.sidestep.riscv;

/** The TLB fill of the hardware: a {@link PageWalker} on the bus, and PMP. One hart's thread. */
final class HardwareFill implements TlbFill, PageWalker.PageTableMemory {
  private final PhysicalBus bus;
  private final Pmp pmp;
  private final PageWalker walker = new PageWalker(this);

  HardwareFill(PhysicalBus bus, Pmp pmp) {
    this.bus = bus;
    this.pmp = pmp;
  }

  /** Page tables are accessed as if from S mode, whatever the level. */
  @Override
  public long locate(long address, boolean update) {
    int permissions = pmp.permissions(address, Long.BYTES, Hart.SUPERVISOR);
    int needed = update ? Pmp.READ | Pmp.WRITE : Pmp.READ;
    boolean denied = permissions == Pmp.MIXED || (permissions & needed) != needed;
    return denied ? 0 : bus.hostAddress(address, Long.BYTES);
  }

  @Override
  public void translate(
      Hart hart, long virtualAddress, AccessKind kind, int privilege, Translation answer) {
    walker.walk(hart, virtualAddress, kind, privilege, answer);
    if (answer.outcome() == Translation.Outcome.MAPPED) {
      protect(virtualAddress, kind, privilege, answer);
    }
  }

  private void protect(long virtualAddress, AccessKind kind, int privilege, Translation answer) {
    long page = answer.physicalPage();
    int permissions = pmp.permissions(page, Ram.PAGE_BYTES, privilege);
    if (permissions == Pmp.ALL) {
      return;
    }
    boolean mixed = permissions == Pmp.MIXED;
    if (mixed) {
      long address = page | (virtualAddress & ~Tlb.PAGE_MASK);
      permissions = pmp.permissions(address, 1, privilege);
    }
    int needed =
        switch (kind) {
          case FETCH -> Pmp.EXECUTE;
          case LOAD -> Pmp.READ;
          case STORE -> Pmp.WRITE;
        };
    if ((permissions & needed) == 0) {
      answer.accessFault();
      return;
    }
    answer.map(
        page,
        answer.readable() && (permissions & Pmp.READ) != 0,
        answer.writable() && (permissions & Pmp.WRITE) != 0,
        answer.executable() && (permissions & Pmp.EXECUTE) != 0);
    if (mixed) {
      answer.forThisAccessOnly();
    }
  }
}
