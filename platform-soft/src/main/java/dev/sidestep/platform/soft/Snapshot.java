package dev.sidestep.platform.soft;

import dev.sidestep.device.model.pci.PciFunction;
import dev.sidestep.riscv.ClintState;
import dev.sidestep.riscv.HartState;
import dev.sidestep.riscv.PlicState;
import dev.sidestep.riscv.Ram;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All state of a board between two instructions. */
final class Snapshot {
  private final byte[][] pages;
  private final List<HartState> harts;
  private final List<Vcpu.HartState> hartStates;
  private final List<Boolean> waiting;
  private final List<Object> devices;
  private final PciFunction.State hostBridge;
  private final PlicState plic;
  private final ClintState clint;
  private final long nanos;

  private Snapshot(Board board) {
    Ram ram = board.ram();
    pages = new byte[(int) (ram.size() / Ram.PAGE_BYTES)][];
    for (int page = 0; page < pages.length; page++) {
      pages[page] = new byte[Ram.PAGE_BYTES];
      ram.read(addressOf(ram, page), pages[page], 0, Ram.PAGE_BYTES);
    }
    harts = board.vcpus().stream().map(vcpu -> vcpu.hart().state()).toList();
    hartStates = board.vcpus().stream().map(Vcpu::state).toList();
    waiting = board.vcpus().stream().map(Vcpu::isWaiting).toList();
    devices = board.devices().stream().map(BoardDevice::state).toList();
    hostBridge = board.pci().state();
    plic = board.plic().state();
    clint = board.clint().state();
    nanos = board.clock().nanos();
  }

  /** Takes one; no hart runs. */
  static Snapshot of(Board board) {
    return new Snapshot(board);
  }

  /** True if the other's machine was in the same state, whatever machine that was. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Snapshot that
        && nanos == that.nanos
        && Arrays.deepEquals(pages, that.pages)
        && harts.equals(that.harts)
        && hartStates.equals(that.hartStates)
        && waiting.equals(that.waiting)
        && devices.equals(that.devices)
        && hostBridge.equals(that.hostBridge)
        && plic.equals(that.plic)
        && clint.equals(that.clint);
  }

  @Override
  public int hashCode() {
    return Objects.hash(nanos, harts, devices, plic, clint);
  }

  private static long addressOf(Ram ram, int page) {
    return ram.base() + (long) page * Ram.PAGE_BYTES;
  }

  /** Puts it back; no hart runs. Only pages that differ are written, so code elsewhere stays. */
  void restoreTo(Board board) {
    board.clock().set(nanos);
    restoreMemory(board);
    for (int i = 0; i < harts.size(); i++) {
      board.vcpus().get(i).hart().restore(harts.get(i));
      board.vcpus().get(i).setState(hartStates.get(i));
      board.vcpus().get(i).setWaiting(waiting.get(i));
    }
    board.clint().restore(clint);
    board.plic().restore(plic);
    board.pci().restore(hostBridge);
    for (int i = 0; i < devices.size(); i++) {
      board.devices().get(i).restore(devices.get(i));
    }
  }

  private void restoreMemory(Board board) {
    Ram ram = board.ram();
    for (int page = 0; page < pages.length; page++) {
      if (ram.replace(addressOf(ram, page), pages[page])) {
        board.code().invalidate(addressOf(ram, page), Ram.PAGE_BYTES);
      }
    }
  }
}
