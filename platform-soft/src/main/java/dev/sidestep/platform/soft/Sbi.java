package dev.sidestep.platform.soft;

import dev.sidestep.platform.StopReason;
import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.Hart;
import dev.sidestep.riscv.Interrupts;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * The RISC-V Supervisor Binary Interface 2.0: base, timer, IPI, remote fence, hart state, system
 * reset and debug console. Runs on the calling hart's thread, without the board's lock.
 */
final class Sbi {
  private static final int A0 = 10;
  private static final int A1 = 11;
  private static final int A2 = 12;
  private static final int A6 = 16;
  private static final int A7 = 17;

  static final long SUCCESS = 0;
  static final long ERR_FAILED = -1;
  static final long ERR_NOT_SUPPORTED = -2;
  static final long ERR_INVALID_PARAM = -3;
  static final long ERR_INVALID_ADDRESS = -5;
  static final long ERR_ALREADY_AVAILABLE = -6;

  private static final int BASE = 0x10;
  private static final int TIME = 0x5449_4d45;
  private static final int IPI = 0x73_5049;
  private static final int RFENCE = 0x5246_4e43;
  private static final int HSM = 0x48_534d;
  private static final int SRST = 0x5352_5354;
  private static final int DBCN = 0x4442_434e;

  private static final long SPECIFICATION_2_0 = 2L << 24;
  private static final long IMPLEMENTATION_ID = 0x5349_4445; // "SIDE"; not in the registry
  private static final long IMPLEMENTATION_VERSION = 1;
  private static final long ALL_HARTS = -1;

  private final Board board;
  private final GuestPhysicalMemory memory;
  private final IntConsumer debugConsole;
  private final Consumer<StopReason> reset;

  /**
   * @param memory what the guest's physical addresses mean
   * @param debugConsole takes bytes of the debug console extension
   * @param reset is told how the guest ended the machine
   */
  Sbi(
      Board board,
      GuestPhysicalMemory memory,
      IntConsumer debugConsole,
      Consumer<StopReason> reset) {
    this.board = board;
    this.memory = memory;
    this.debugConsole = debugConsole;
    this.reset = reset;
  }

  /** An {@code ecall} from supervisor mode: performs it and steps over the instruction. */
  void call(Hart hart) {
    hart.setPc(hart.pc() + 4);
    long second = hart.x(A1); // an argument, and then the place of a result
    hart.setX(A1, 0);
    long extension = hart.x(A7);
    long error =
        extension != (int) extension
            ? ERR_NOT_SUPPORTED
            : switch ((int) extension) {
              case BASE -> base(hart);
              case TIME -> setTimer(hart);
              case IPI -> sendIpi(hart, second);
              case RFENCE -> remoteFence(hart, second);
              case HSM -> hartState(hart, second);
              case SRST -> systemReset(hart, second);
              case DBCN -> debugConsole(hart, second);
              default -> ERR_NOT_SUPPORTED;
            };
    hart.setX(A0, error);
  }

  private static int function(Hart hart) {
    long function = hart.x(A6);
    return function >= 0 && function <= Integer.MAX_VALUE ? (int) function : -1;
  }

  private static long base(Hart hart) {
    switch (function(hart)) {
      case 0 -> hart.setX(A1, SPECIFICATION_2_0);
      case 1 -> hart.setX(A1, IMPLEMENTATION_ID);
      case 2 -> hart.setX(A1, IMPLEMENTATION_VERSION);
      case 3 -> hart.setX(A1, isKnown(hart.x(A0)) ? 1 : 0);
      case 4 -> hart.setX(A1, hart.csr(Csr.MVENDORID));
      case 5 -> hart.setX(A1, hart.csr(Csr.MARCHID));
      case 6 -> hart.setX(A1, hart.csr(Csr.MIMPID));
      default -> {
        return ERR_NOT_SUPPORTED;
      }
    }
    return SUCCESS;
  }

  private static boolean isKnown(long extension) {
    return extension == BASE
        || extension == TIME
        || extension == IPI
        || extension == RFENCE
        || extension == HSM
        || extension == SRST
        || extension == DBCN;
  }

  private static long setTimer(Hart hart) {
    if (function(hart) != 0) {
      return ERR_NOT_SUPPORTED;
    }
    hart.setCsr(Csr.STIMECMP, hart.x(A0));
    return SUCCESS;
  }

  private long sendIpi(Hart hart, long first) {
    if (function(hart) != 0) {
      return ERR_NOT_SUPPORTED;
    }
    return forEach(hart.x(A0), first, vcpu -> vcpu.setPending(Interrupts.SSIP, true));
  }

  /** Fences are served by each hart itself; the caller waits until none can use an old entry. */
  private long remoteFence(Hart hart, long first) {
    Consumer<Hart> fence;
    switch (function(hart)) {
      case 0 -> fence = Hart::requestInstructionFence;
      case 1, 2 -> fence = Hart::requestTlbFlush;
      default -> {
        return ERR_NOT_SUPPORTED;
      }
    }
    long mask = hart.x(A0);
    long error = forEach(mask, first, vcpu -> fence.accept(vcpu.hart()));
    if (error == SUCCESS) {
      forEach(mask, first, vcpu -> awaitRequests(vcpu, hart));
    }
    return error;
  }

  private static void awaitRequests(Vcpu vcpu, Hart caller) {
    while (vcpu.hart().id() != caller.id() && vcpu.isInGuest() && vcpu.hart().hasRequests()) {
      caller.serveRequests(); // the other may be waiting for this one
      Thread.onSpinWait();
    }
  }

  private long forEach(long mask, long first, Consumer<Vcpu> action) {
    List<Vcpu> vcpus = board.vcpus();
    if (first == ALL_HARTS) {
      vcpus.forEach(action);
      return SUCCESS;
    }
    long beyond = first < 0 || first >= vcpus.size() ? mask : mask >>> (vcpus.size() - first);
    if (beyond != 0) {
      return ERR_INVALID_PARAM;
    }
    for (int i = 0; mask >>> i != 0 && i < Long.SIZE; i++) {
      if ((mask >>> i & 1) != 0) {
        action.accept(vcpus.get((int) first + i));
      }
    }
    return SUCCESS;
  }

  private long hartState(Hart hart, long address) {
    return switch (function(hart)) {
      case 0 -> startHart(hart, hart.x(A0), address, hart.x(A2));
      case 1 -> {
        board.vcpus().get(hart.id()).setState(Vcpu.HartState.STOPPED);
        hart.requestExit();
        yield SUCCESS;
      }
      case 2 -> hartStatus(hart, hart.x(A0));
      default -> ERR_NOT_SUPPORTED;
    };
  }

  private long startHart(Hart caller, long id, long address, long opaque) {
    if (id < 0 || id >= board.vcpus().size()) {
      return ERR_INVALID_PARAM;
    }
    if (!memory.isRam(address)) {
      return ERR_INVALID_ADDRESS;
    }
    Vcpu vcpu = board.vcpus().get((int) id);
    synchronized (vcpu) {
      if (vcpu.state() == Vcpu.HartState.STARTED) {
        return ERR_ALREADY_AVAILABLE;
      }
      awaitEndOfRun(vcpu, caller);
      MachineSetup.enterSupervisor(vcpu.hart(), address, opaque);
      vcpu.setState(Vcpu.HartState.STARTED);
    }
    vcpu.wake();
    return SUCCESS;
  }

  /** A hart that has just stopped itself may be still on its way out of that call. */
  private static void awaitEndOfRun(Vcpu vcpu, Hart caller) {
    while (vcpu.isInGuest()) {
      caller.serveRequests();
      Thread.onSpinWait();
    }
  }

  private long hartStatus(Hart hart, long id) {
    if (id < 0 || id >= board.vcpus().size()) {
      return ERR_INVALID_PARAM;
    }
    hart.setX(A1, board.vcpus().get((int) id).state() == Vcpu.HartState.STARTED ? 0 : 1);
    return SUCCESS;
  }

  private long systemReset(Hart hart, long reason) {
    long type = hart.x(A0);
    if (function(hart) != 0) {
      return ERR_NOT_SUPPORTED;
    }
    if (type < 0 || type > 2 || reason < 0 || reason > 1) {
      return ERR_INVALID_PARAM;
    }
    StopReason how = type == 0 ? StopReason.POWER_OFF : StopReason.REBOOT;
    reset.accept(reason == 0 ? how : StopReason.GUEST_FAILURE);
    hart.requestExit();
    return SUCCESS;
  }

  private long debugConsole(Hart hart, long address) {
    return switch (function(hart)) {
      case 0 -> writeConsole(hart, hart.x(A0), address, hart.x(A2));
      case 1 -> SUCCESS; // nothing to read: A1 is 0
      case 2 -> {
        debugConsole.accept((int) hart.x(A0) & 0xff);
        yield SUCCESS;
      }
      default -> ERR_NOT_SUPPORTED;
    };
  }

  private long writeConsole(Hart hart, long length, long addressLow, long addressHigh) {
    if (addressHigh != 0 || length < 0 || !memory.isRam(addressLow, length)) {
      return ERR_INVALID_PARAM;
    }
    for (byte b : memory.read(addressLow, (int) Math.min(length, 0x1000))) {
      debugConsole.accept(b & 0xff);
    }
    hart.setX(A1, Math.min(length, 0x1000));
    return SUCCESS;
  }
}
