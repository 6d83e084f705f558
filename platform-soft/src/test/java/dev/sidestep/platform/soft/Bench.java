package dev.sidestep.platform.soft;

import static dev.sidestep.testkit.asm.Reg.A0;
import static dev.sidestep.testkit.asm.Reg.A1;

import dev.sidestep.platform.AccessMode;
import dev.sidestep.platform.BootSource;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.MachineConfiguration;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.platform.MachineConfiguration.Timing;
import dev.sidestep.platform.NetworkCard;
import dev.sidestep.platform.Owner;
import dev.sidestep.platform.SerialPeer;
import dev.sidestep.platform.StopReason;
import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.Hart;
import dev.sidestep.riscv.Interrupts;
import dev.sidestep.riscv.MachineMode;
import dev.sidestep.testkit.asm.Assembler;
import java.util.ArrayList;
import java.util.List;

/** A board on which the test executes the guest's instructions, one by one and hart by hart. */
final class Bench implements AutoCloseable {
  static final DeviceId UART = new DeviceId("uart0");
  static final long RAM_BYTES = 4L << 20;

  private static final long STUBS = AddressMap.RAM;
  private static final long HANDLER = STUBS + 0x40;

  final Board board;
  final RunControl control;
  final SoftPlatform platform;
  final FakeMonitor monitor;
  final List<Integer> debugConsole = new ArrayList<>();
  final List<StopReason> resets = new ArrayList<>();

  private Bench(MachineConfiguration configuration, Cards cards) {
    boolean monitored = configuration.monitored();
    AddressMap map = new AddressMap(monitored ? AddressMap.MONITORED_BASE : 0);
    board = new Board(configuration, map, new InstructionClock(), cards);
    control = new RunControl(board);
    platform = new SoftPlatform(board, control, ClockMode.DETERMINISTIC);
    monitor = new FakeMonitor(platform.accessMap());
    platform.attach(monitor);
    install(monitored);
    byte[] stubs = stubs();
    board.ram().write(map.onBus(STUBS), stubs, 0, stubs.length);
  }

  /** A board under plain firmware. */
  static Bench bare(int vcpus) {
    return new Bench(configuration(vcpus, false), Cards.known());
  }

  /** A board under a {@link FakeMonitor}. */
  static Bench monitored(int vcpus) {
    return new Bench(configuration(vcpus, true), Cards.known());
  }

  /** A board with network cards. */
  static Bench withCards(int vcpus, boolean monitored, Cards models, List<NetworkCard> cards) {
    return new Bench(configuration(vcpus, monitored, cards), models);
  }

  static MachineConfiguration configuration(int vcpus, boolean monitored) {
    return configuration(vcpus, monitored, List.of());
  }

  private static MachineConfiguration configuration(
      int vcpus, boolean monitored, List<NetworkCard> cards) {
    BootSource boot = new BootSource(List.of(), STUBS, new byte[0], "");
    return new MachineConfiguration(
        vcpus,
        RAM_BYTES,
        ClockMode.DETERMINISTIC,
        Timing.FAST,
        1,
        monitored,
        boot,
        new NoPeer(),
        cards);
  }

  private void install(boolean monitored) {
    GuestPhysicalMemory memory = new GuestPhysicalMemory(board);
    Sbi sbi = new Sbi(board, memory, debugConsole::add, resets::add);
    MachineMode layer =
        monitored
            ? new MonitorLayer(
                board, sbi, platform.softAccessMap(), platform.router(), () -> monitor, control)
            : new Firmware(sbi);
    for (Vcpu vcpu : board.vcpus()) {
      vcpu.hart().setMachineMode(layer);
      if (monitored) {
        vcpu.hart().setTlbFill(new RefillTlb(board, memory, () -> monitor));
      }
      MachineSetup.delegate(vcpu.hart());
      MachineSetup.enterSupervisor(vcpu.hart(), STUBS, 0);
      vcpu.hart().setCsr(Csr.STVEC, HANDLER);
    }
    board.vcpus().getFirst().setState(Vcpu.HartState.STARTED);
  }

  /** Loads by ascending width, stores by ascending width, and a call, each of four bytes. */
  private static byte[] stubs() {
    return Assembler.at(STUBS)
        .lbu(A0, 0, A1)
        .lhu(A0, 0, A1)
        .lwu(A0, 0, A1)
        .ld(A0, 0, A1)
        .sb(A0, 0, A1)
        .sh(A0, 0, A1)
        .sw(A0, 0, A1)
        .sd(A0, 0, A1)
        .ecall()
        .assemble();
  }

  Hart hart(int id) {
    return board.vcpus().get(id).hart();
  }

  /** Executes the stub at {@code index}; the exception code that it ended in, or -1. */
  private long execute(int id, int index) {
    Hart hart = hart(id);
    long at = STUBS + 4L * index;
    hart.setPc(at);
    for (int i = 0; i < 10 && hart.pc() == at; i++) {
      hart.run(1); // one that was interrupted is executed after the handler
    }
    return hart.pc() == HANDLER ? hart.csr(Csr.SCAUSE) : -1;
  }

  /** What hart {@code id} reads at a guest-physical address. */
  long load(int id, long address, int width) {
    hart(id).setX(11, address);
    long cause = execute(id, Integer.numberOfTrailingZeros(width));
    if (cause >= 0) {
      throw new AssertionError("The load trapped, cause " + cause);
    }
    return hart(id).x(10);
  }

  void store(int id, long address, int width, long value) {
    long cause = tryStore(id, address, width, value);
    if (cause >= 0) {
      throw new AssertionError("The store trapped, cause " + cause);
    }
  }

  /** The exception code that a load ends in, or -1. */
  long tryLoad(int id, long address, int width) {
    hart(id).setX(11, address);
    return execute(id, Integer.numberOfTrailingZeros(width));
  }

  /** The exception code that a store ends in, or -1. */
  long tryStore(int id, long address, int width, long value) {
    hart(id).setX(11, address);
    hart(id).setX(10, value);
    return execute(id, 4 + Integer.numberOfTrailingZeros(width));
  }

  /** Calls the firmware; the error in a0. */
  long call(int id, long extension, long function, long... arguments) {
    hart(id).setX(17, extension);
    hart(id).setX(16, function);
    for (int i = 0; i < arguments.length; i++) {
      hart(id).setX(10 + i, arguments[i]);
    }
    long cause = execute(id, 8);
    if (cause >= 0) {
      throw new AssertionError("The call trapped, cause " + cause);
    }
    return hart(id).x(10);
  }

  /** The value in a1 after a call. */
  long value(int id) {
    return hart(id).x(11);
  }

  /** Lets the monitor's interrupt handlers run. */
  void serveInterrupts() {
    load(0, AddressMap.RAM, 8);
  }

  /** True if the supervisor external interrupt of the hart is pending. */
  boolean isExternalPending(int id) {
    return (hart(id).csr(Csr.MIP) & Interrupts.SEIP) != 0;
  }

  /** Redirects and sets the access mode, in a bracket. */
  void redirect(Owner owner) {
    redirect(UART, owner);
  }

  /** Redirects and sets the access mode, in a bracket. */
  void redirect(DeviceId device, Owner owner) {
    platform.execute(() ->
        platform.bracket(bracket -> {
          platform.interrupts().redirect(device, owner);
          platform
              .accessMap()
              .set(device, owner == Owner.VMM ? AccessMode.INTERCEPTED : AccessMode.DIRECT);
        }));
  }

  @Override
  public void close() {
    board.ram().close();
  }

  private static final class NoPeer implements SerialPeer {
    @Override
    public void accept(int character) {}

    @Override
    public int next() {
      return -1;
    }
  }
}
