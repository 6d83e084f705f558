package dev.sidestep.platform.soft;

import dev.sidestep.base.InterruptLine;
import dev.sidestep.platform.AccessMode;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.InterruptHandler;
import dev.sidestep.platform.InterruptRouter;
import dev.sidestep.platform.Owner;
import dev.sidestep.riscv.InterceptedAccess;
import dev.sidestep.riscv.Plic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Interrupt redirection with two PLICs. While every device is the guest's, the guest uses the real
 * one. While any is the monitor's, all sources are enabled in the machine-mode context of hart 0,
 * and the guest sees a virtual PLIC whose outputs are injected through {@code mip.SEIP}.
 *
 * <p>Between the two, priorities, enables and thresholds are copied by register accesses. What a
 * PLIC does not tell is which sources are claimed: so the guest's first completion of each source
 * after the change is also given to the real one. Lock held.
 */
final class SoftInterruptRouter implements InterruptRouter {
  /** The PLIC's name in the access map. */
  static final DeviceId CONTROLLER = new DeviceId("plic");

  private static final int WORD = 4;
  private static final int MONITOR = Plic.machineContext(0);

  private final Board board;
  private final Plic real;
  private final Plic virtual;
  private final List<Source> sources = new ArrayList<>();
  private final Supplier<InterruptHandler> handler;
  private final SoftAccessMap accessMap;
  private boolean virtualInUse;

  /** One wire from a device to the PLIC, and what the monitor knows of it. */
  private static final class Source {
    private final DeviceId device;
    private final int id;
    private final InterruptLine virtualInput;
    private Owner owner = Owner.GUEST;
    private boolean virtualLine;

    /** Claimed from the real PLIC on the guest's behalf; completed when the guest completes. */
    private boolean forwarded;

    private boolean inService;

    /** The guest may have claimed this source before the virtual PLIC was there. */
    private boolean maybeClaimed;

    Source(DeviceId device, int id, InterruptLine virtualInput) {
      this.device = device;
      this.id = id;
      this.virtualInput = virtualInput;
    }

    void drive() {
      virtualInput.set(virtualLine || forwarded);
    }
  }

  SoftInterruptRouter(Board board, SoftAccessMap accessMap, Supplier<InterruptHandler> handler) {
    this.board = board;
    this.accessMap = accessMap;
    this.handler = handler;
    this.real = board.plic();
    List<InterruptLine> contexts = new ArrayList<>();
    for (int hart = 0; hart < board.vcpus().size(); hart++) {
      contexts.add(InterruptLine.UNCONNECTED);
      contexts.add(board.supervisorExternal(hart)::inject);
    }
    this.virtual = new Plic(AddressMap.SOURCES, contexts);
    for (BoardDevice chip : board.devices()) {
      int id = chip.source();
      sources.add(new Source(new DeviceId(chip.name()), id, virtual.source(id)));
    }
  }

  private Source source(DeviceId device) {
    for (Source source : sources) {
      if (source.device.equals(device)) {
        return source;
      }
    }
    throw new IllegalArgumentException("No such device: " + device);
  }

  @Override
  public void redirect(DeviceId device, Owner owner) {
    Source source = source(device);
    if (owner == Owner.VMM && !virtualInUse) {
      useVirtual();
    }
    source.owner = owner;
    source.virtualLine = false;
    source.drive();
    if (virtualInUse && sources.stream().allMatch(s -> s.owner == Owner.GUEST)) {
      useReal();
    }
  }

  private void useVirtual() {
    virtualInUse = true;
    copyConfiguration(real, virtual);
    for (int context = 0; context < real.contextCount(); context++) {
      disable(real, context);
    }
    real.write(Plic.thresholdOffset(MONITOR), WORD, 0);
    for (Source source : sources) {
      source.maybeClaimed = true;
      real.write(Plic.priorityOffset(source.id), WORD, 1);
      setEnabled(source.id, true);
    }
    accessMap.set(CONTROLLER, AccessMode.INTERCEPTED);
  }

  private void useReal() {
    for (Source source : sources) {
      setEnabled(source.id, true);
      if (source.forwarded && !source.inService) {
        real.write(Plic.claimOffset(MONITOR), WORD, source.id); // it asks the guest again
      }
      source.forwarded = false;
      source.inService = false;
      source.drive();
      setEnabled(source.id, false);
    }
    copyConfiguration(virtual, real);
    silenceVirtual();
    accessMap.set(CONTROLLER, AccessMode.DIRECT);
    virtualInUse = false;
  }

  /** Takes the virtual PLIC's outputs away from the harts, pending or not. */
  private void silenceVirtual() {
    for (int context = 0; context < virtual.contextCount(); context++) {
      disable(virtual, context);
    }
    for (Source source : sources) {
      dropVirtualPending(source.id);
    }
  }

  private static void disable(Plic plic, int context) {
    for (int id = 0; id <= AddressMap.SOURCES; id += Integer.SIZE) {
      plic.write(Plic.enableOffset(context, id), WORD, 0);
    }
  }

  /** Clears a pending bit the only way there is: by a claim from a context of its own. */
  private void dropVirtualPending(int id) {
    long enable = Plic.enableOffset(MONITOR, id);
    virtual.write(enable, WORD, 1L << (id % Integer.SIZE));
    virtual.write(Plic.priorityOffset(id), WORD, 1);
    virtual.read(Plic.claimOffset(MONITOR), WORD);
    virtual.write(Plic.claimOffset(MONITOR), WORD, id);
    virtual.write(enable, WORD, 0);
  }

  private void setEnabled(int id, boolean enabled) {
    long offset = Plic.enableOffset(MONITOR, id);
    long bit = 1L << (id % Integer.SIZE);
    long others = real.read(offset, WORD) & ~bit;
    real.write(offset, WORD, enabled ? others | bit : others);
  }

  private void copyConfiguration(Plic from, Plic to) {
    for (int id = 1; id <= AddressMap.SOURCES; id++) {
      copy(from, to, Plic.priorityOffset(id));
    }
    for (int hart = 0; hart < board.vcpus().size(); hart++) {
      int context = Plic.supervisorContext(hart);
      copy(from, to, Plic.thresholdOffset(context));
      for (int id = 0; id <= AddressMap.SOURCES; id += Integer.SIZE) {
        copy(from, to, Plic.enableOffset(context, id));
      }
    }
  }

  private static void copy(Plic from, Plic to, long offset) {
    to.write(offset, WORD, from.read(offset, WORD));
  }

  /** Everything the guest's, nothing in service; what the PLICs hold is restored by others. */
  void reset() {
    for (Source source : sources) {
      source.owner = Owner.GUEST;
      source.virtualLine = false;
      source.forwarded = false;
      source.inService = false;
      source.maybeClaimed = false;
      source.drive();
    }
    silenceVirtual();
    virtualInUse = false;
  }

  @Override
  public Owner owner(DeviceId device) {
    return source(device).owner;
  }

  @Override
  public void setVirtualLine(DeviceId device, boolean asserted) {
    Source source = source(device);
    source.virtualLine = asserted;
    source.drive();
  }

  @Override
  public boolean isInService(DeviceId device) {
    return source(device).inService;
  }

  /** The machine external interrupt of hart 0: the monitor's handlers get control first. */
  void machineExternal(int hart) {
    if (hart != 0 || !virtualInUse) {
      disable(real, Plic.machineContext(hart)); // the guest's doing: no business of its own
      return;
    }
    for (int id = claim(); id != 0; id = claim()) {
      handle(id);
    }
  }

  private int claim() {
    return (int) real.read(Plic.claimOffset(MONITOR), WORD);
  }

  private void handle(int id) {
    for (Source source : sources) {
      if (source.id == id) {
        if (isHandled(source)) {
          real.write(Plic.claimOffset(MONITOR), WORD, id);
        } else {
          source.forwarded = true;
          source.drive();
        }
      }
    }
  }

  private boolean isHandled(Source source) {
    return source.owner == Owner.VMM
        && handler.get().interrupt(source.device) == InterruptHandler.Disposition.HANDLED;
  }

  /** True if the guest's access to {@code address} belongs to the virtual PLIC. */
  boolean isVirtualController(long address) {
    return virtualInUse
        && Long.compareUnsigned(address - AddressMap.PLIC, AddressMap.PLIC_SIZE) < 0;
  }

  /** The guest accesses the virtual PLIC. */
  void access(InterceptedAccess access) {
    long offset = access.guestPhysicalAddress() - AddressMap.PLIC;
    boolean claim = isClaimRegister(offset) && access.width() == WORD;
    if (!access.isStore()) {
      long value = virtual.read(offset, access.width());
      access.answer(value);
      if (claim) {
        noteClaim((int) value);
      }
      return;
    }
    if (claim && isEnabledAt(offset, access.value())) {
      beforeCompletion((int) access.value());
    }
    virtual.write(offset, access.width(), access.value());
  }

  private boolean isClaimRegister(long offset) {
    for (int hart = 0; hart < board.vcpus().size(); hart++) {
      if (offset == Plic.claimOffset(Plic.supervisorContext(hart))) {
        return true;
      }
    }
    return false;
  }

  /** False for a completion that a PLIC ignores: by a context in which the source is disabled. */
  private boolean isEnabledAt(long claimOffset, long id) {
    for (int hart = 0; hart < board.vcpus().size() && id <= AddressMap.SOURCES; hart++) {
      int context = Plic.supervisorContext(hart);
      if (claimOffset == Plic.claimOffset(context)) {
        long enables = virtual.read(Plic.enableOffset(context, (int) id), WORD);
        return (enables >>> (id % Integer.SIZE) & 1) != 0;
      }
    }
    return false;
  }

  private void noteClaim(int id) {
    for (Source source : sources) {
      if (source.id == id) {
        source.inService = true;
      }
    }
  }

  /** A forwarded level is taken away first, or the virtual PLIC would see it as a new one. */
  private void beforeCompletion(int id) {
    for (Source source : sources) {
      if (source.id != id) {
        continue;
      }
      boolean completeReal = source.forwarded ? source.inService : source.maybeClaimed;
      source.inService = false;
      source.maybeClaimed = false;
      if (completeReal) {
        source.forwarded = false;
        source.drive();
        real.write(Plic.claimOffset(MONITOR), WORD, id);
      }
    }
  }
}
