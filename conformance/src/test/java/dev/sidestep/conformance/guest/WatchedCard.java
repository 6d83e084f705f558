package dev.sidestep.conformance.guest;

import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.MmioAccess;
import dev.sidestep.platform.PhysicalDevice;
import dev.sidestep.platform.Platform;
import dev.sidestep.vmm.Custody;
import dev.sidestep.vmm.DeviceBinding;
import dev.sidestep.vmm.Direction;
import dev.sidestep.vmm.Switch;
import dev.sidestep.vmm.SwitchPolicies;
import dev.sidestep.vmm.SwitchReport;
import dev.sidestep.vmm.VirtualDevice;
import dev.sidestep.vmm.Vmm;
import dev.sidestep.vmm.device.EthernetIo;
import dev.sidestep.vmm.device.i82540em.I82540emBinding;
import dev.sidestep.vmm.device.i82540em.I82540emHandover;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The 82540EM of a {@link DebianMachine}, which changes hands when its rings stand as wanted. */
final class WatchedCard {
  private static final long LOOK_NANOS = 100_000;

  /** A silence of 33 ms is prolonged in time. */
  private static final int LOOKS_PER_PROVOCATION = 20;

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Platform platform;
  private final PhysicalDevice card;
  private final WatchedDriver driver;
  private final VirtualDevice<EthernetIo, I82540emHandover> virtual;
  private final Vmm vmm;
  private final List<RingMoment> devirtualizations = new CopyOnWriteArrayList<>();

  /** Puts a monitor on the machine, which has not started. */
  WatchedCard(DebianMachine guest) {
    platform = guest.machine().platform();
    card = platform.device(DebianMachine.CARD);
    DeviceBinding<EthernetIo, I82540emHandover> binding =
        I82540emBinding.create(platform, DebianMachine.CARD);
    driver = new WatchedDriver(binding.driver(), platform, card);
    virtual = binding.virtual();
    vmm = Vmm.attach(platform, List.of(new DeviceBinding<>(DebianMachine.CARD, virtual, driver)));
  }

  /** Where the guest's rings stood each time that the driver took the chip over (218). */
  List<RingMoment> virtualizations() {
    return driver.adoptions();
  }

  /** Where they stood each time that a devirtualization began (708) that was granted. */
  List<RingMoment> devirtualizations() {
    return devirtualizations;
  }

  private boolean isDirect() {
    return vmm.custody(DebianMachine.CARD) == Custody.DIRECT;
  }

  /**
   * Changes custody at a moment of that kind; begins while the moment lasts.
   *
   * @param provoke brings it about, or prolongs it; called again and again, with the present moment
   * @param relax ends what {@code provoke} did, as soon as the change does not need it any more
   */
  SwitchReport changeWhen(
      Predicate<RingMoment> kind, Consumer<RingMoment> provoke, Runnable relax) {
    List<Switch> asked = new ArrayList<>(1);
    RingMoment moment =
        lookUntil(
            () -> !asked.isEmpty(),
            seen -> {
              if (kind.test(seen)) {
                asked.add(change());
              }
            },
            provoke);
    return await(asked.getFirst(), moment, relax);
  }

  /** To give the chip back, the driver must first have sent what it has itself. */
  private SwitchReport await(Switch asked, RingMoment moment, Runnable relax) {
    if (asked.direction() == Direction.VIRTUALIZE) {
      SwitchReport report = asked.report().join();
      relax.run();
      return report;
    }
    relax.run();
    SwitchReport report = asked.report().join();
    if (report.isDone()) {
      devirtualizations.add(moment);
    }
    return report;
  }

  /** Waits for a moment of that kind. */
  void await(Predicate<RingMoment> kind) {
    boolean[] hasCome = new boolean[1];
    var _ = lookUntil(() -> hasCome[0], moment -> hasCome[0] = kind.test(moment), _ -> {});
  }

  /**
   * Looks again and again.
   *
   * @param judge is told of each moment with the lock held
   * @return the last moment
   */
  private RingMoment lookUntil(
      BooleanSupplier isOver, Consumer<RingMoment> judge, Consumer<RingMoment> provoke) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    for (int look = 0; ; look++) {
      RingMoment moment = look(judge);
      if (isOver.getAsBoolean()) {
        return moment;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("The moment has not come in a minute, but this: " + moment);
      }
      if (look % LOOKS_PER_PROVOCATION == 0) {
        provoke.accept(moment);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private RingMoment look(Consumer<RingMoment> judge) {
    List<RingMoment> seen = new ArrayList<>(1);
    platform.execute(() -> {
      RingMoment moment = now();
      seen.add(moment);
      judge.accept(moment);
    });
    return seen.getFirst();
  }

  private Switch change() {
    if (isDirect()) {
      return vmm.virtualize(DebianMachine.CARD, SwitchPolicies.defaults());
    }
    return vmm.devirtualize(DebianMachine.CARD, SwitchPolicies.defaults());
  }

  /** Where the guest's rings stand; lock held. */
  private RingMoment now() {
    return RingMoment.of(isDirect() ? this::physical : this::virtual, platform.guestMemory());
  }

  private int physical(int offset) {
    return (int) card.registers().read(offset, Integer.BYTES);
  }

  private int virtual(int offset) {
    Load load = new Load(offset);
    var _ = virtual.access(load, offset);
    return (int) load.value();
  }

  /** A load of the guest's, of a register that it could load at any time. */
  private static final class Load implements MmioAccess {
    private final long offset;
    private long value;

    Load(long offset) {
      this.offset = offset;
    }

    @Override
    public int vcpu() {
      return 0;
    }

    @Override
    public DeviceId device() {
      return DebianMachine.CARD;
    }

    @Override
    public long offset() {
      return offset;
    }

    @Override
    public long address() {
      return offset;
    }

    @Override
    public int width() {
      return Integer.BYTES;
    }

    @Override
    public boolean isStore() {
      return false;
    }

    @Override
    public long value() {
      return value;
    }

    @Override
    public void answer(long loaded) {
      value = loaded;
    }
  }
}
