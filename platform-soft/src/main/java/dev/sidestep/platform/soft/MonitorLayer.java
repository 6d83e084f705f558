package dev.sidestep.platform.soft;

import dev.sidestep.base.RegisterWindow;
import dev.sidestep.platform.AccessMode;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.MmioAccess;
import dev.sidestep.platform.Monitor;
import dev.sidestep.riscv.Hart;
import dev.sidestep.riscv.InterceptedAccess;
import dev.sidestep.riscv.Interrupts;
import dev.sidestep.riscv.MachineMode;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The monitor's place in machine mode: calls go to the SBI, external interrupts to the router, and
 * intercepted accesses, after the exact range is known, to the monitor.
 */
final class MonitorLayer implements MachineMode {
  /** The code of the machine external interrupt in {@code mcause}. */
  static final int MACHINE_EXTERNAL = 11;

  private final Board board;
  private final Sbi sbi;
  private final SoftAccessMap accessMap;
  private final SoftInterruptRouter router;
  private final Supplier<Monitor> monitor;
  private final RunControl control;
  private final Access[] accesses;
  private final long[] loaded = new long[1];

  MonitorLayer(
      Board board,
      Sbi sbi,
      SoftAccessMap accessMap,
      SoftInterruptRouter router,
      Supplier<Monitor> monitor,
      RunControl control) {
    this.board = board;
    this.sbi = sbi;
    this.accessMap = accessMap;
    this.router = router;
    this.monitor = monitor;
    this.control = control;
    accesses = new Access[board.vcpus().size()];
    for (int vcpu = 0; vcpu < accesses.length; vcpu++) {
      accesses[vcpu] = new Access(vcpu);
    }
  }

  @Override
  public void trap(Hart hart, long cause, long tval) {
    if (cause == Firmware.CALL_FROM_SUPERVISOR) {
      sbi.call(hart);
    } else {
      hart.trapToSupervisor(cause, tval);
    }
  }

  @Override
  public void interrupt(Hart hart, int cause) {
    if (cause == MACHINE_EXTERNAL) {
      board.lock().lock();
      try {
        router.machineExternal(hart.id());
      } finally {
        board.lock().unlock();
      }
    } else {
      hart.setPending(1 << cause & (Interrupts.MSIP | Interrupts.MTIP), false);
    }
  }

  @Override
  public Verdict intercepted(Hart hart, InterceptedAccess access) {
    long address = access.guestPhysicalAddress();
    if ((address & (access.width() - 1)) != 0) {
      return Verdict.FAULT; // as the bus answers in direct custody
    }
    board.lock().lock();
    try {
      if (control.isHeld()) {
        return Verdict.HOLD; // this hart was on its way here when another one was held
      }
      if (router.isVirtualController(address)) {
        router.access(access);
        return Verdict.COMPLETED;
      }
      Region region = accessMap.at(address);
      if (region != null && region.mode() == AccessMode.INTERCEPTED) {
        return askMonitor(hart, access, region);
      }
      return accessMap.mode(address) == AccessMode.NONE ? Verdict.FAULT : passThrough(access);
    } finally {
      board.lock().unlock();
    }
  }

  /** A neighbour on an intercepted page keeps its full semantics. */
  private Verdict passThrough(InterceptedAccess access) {
    long address = board.map().onBus(access.guestPhysicalAddress());
    if (access.isStore()) {
      boolean decoded = board.bus().write(address, access.width(), access.value());
      return decoded ? Verdict.COMPLETED : Verdict.FAULT;
    }
    boolean decoded = board.bus().read(address, access.width(), loaded);
    access.answer(loaded[0]);
    return decoded ? Verdict.COMPLETED : Verdict.FAULT;
  }

  private Verdict askMonitor(Hart hart, InterceptedAccess intercepted, Region region) {
    TimelyWindow.runDue(board.scheduler());
    Access access = accesses[hart.id()];
    access.intercepted = intercepted;
    access.region = region;
    return switch (monitor.get().access(access)) {
      case COMPLETED -> Verdict.COMPLETED;
      case FORWARD -> forward(intercepted, region);
      case FAULT -> Verdict.FAULT;
      case HOLD -> {
        control.hold();
        yield Verdict.HOLD;
      }
    };
  }

  /** To the register itself: on the bus an intercepted device need not be where the guest is. */
  private static Verdict forward(InterceptedAccess access, Region region) {
    long offset = region.offsetOf(access.guestPhysicalAddress());
    RegisterWindow registers = region.requireDevice().registers();
    if (access.isStore()) {
      registers.write(offset, access.width(), access.value());
    } else {
      access.answer(registers.read(offset, access.width()));
    }
    return Verdict.COMPLETED;
  }

  /** What the monitor sees of an intercepted access. */
  private static final class Access implements MmioAccess {
    private final int vcpu;
    private InterceptedAccess intercepted = new InterceptedAccess();
    private @Nullable Region region;

    Access(int vcpu) {
      this.vcpu = vcpu;
    }

    @Override
    public int vcpu() {
      return vcpu;
    }

    @Override
    public DeviceId device() {
      return Objects.requireNonNull(region).requireDevice().id();
    }

    @Override
    public long offset() {
      return Objects.requireNonNull(region).offsetOf(address());
    }

    @Override
    public long address() {
      return intercepted.guestPhysicalAddress();
    }

    @Override
    public int width() {
      return intercepted.width();
    }

    @Override
    public boolean isStore() {
      return intercepted.isStore();
    }

    @Override
    public long value() {
      return intercepted.value();
    }

    @Override
    public void answer(long value) {
      intercepted.answer(value);
    }
  }
}
