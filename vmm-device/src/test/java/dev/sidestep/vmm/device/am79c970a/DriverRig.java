package dev.sidestep.vmm.device.am79c970a;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.base.RegisterWindow;
import dev.sidestep.device.model.am79c970a.Am79c970a;
import dev.sidestep.device.model.backend.EthernetCable;
import dev.sidestep.device.model.pci.FunctionIdentity;
import dev.sidestep.device.model.pci.PciFunction;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.DmaBuffer;
import dev.sidestep.platform.DmaWindow;
import dev.sidestep.platform.GuestTimer;
import dev.sidestep.platform.Owner;
import dev.sidestep.platform.PciRegion;
import dev.sidestep.platform.PhysicalDevice;
import dev.sidestep.platform.RegisterRange;
import dev.sidestep.vmm.ModePolicy;
import dev.sidestep.vmm.device.EthernetIo;
import dev.sidestep.vmm.device.i82540em.I82540emHandover;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The driver under test on a simulated chip with a cable; the test is virtual device and network.
 */
final class DriverRig {
  static final long MAC = 0x5254_0012_3456L;
  private static final int BASE = 0x1000_0000;

  final List<EthernetIo> heard = new ArrayList<>();
  final List<byte[]> received = new ArrayList<>();
  final List<byte[]> wire = new ArrayList<>();
  final Deque<byte[]> network = new ArrayDeque<>();
  final EthernetCable cable;
  final Am79c970a chip;
  final Am79c970aDriver driver;
  private final EventScheduler scheduler = new EventScheduler(() -> this.now);
  private final Buffer memory = new Buffer();
  private boolean refusesDma;
  private boolean interrupt;
  private long now;

  DriverRig() {
    EthernetCable.Settings settings =
        new EthernetCable.Settings(1_000_000_000L, 0, 0, 0, true, EthernetCable.Timing.FAST, 1);
    cable = new EthernetCable(scheduler, settings, network::poll, wire::add);
    FunctionIdentity identity =
        new FunctionIdentity(
            0x1022,
            0x2000,
            0x02_0000,
            0,
            new FunctionIdentity.Subsystem(0, 0),
            List.of(),
            1,
            FunctionIdentity.Power.NONE);
    PciFunction function = new PciFunction(identity, level -> interrupt = level, memory);
    chip =
        new Am79c970a(
            scheduler, new Am79c970a.Pins(function.busMaster(), function.interrupt(), cable), MAC);
    function.attach(chip);
    cable.plugInto(chip);
    driver = new Am79c970aDriver(new Device(function), this::newTimer);
    driver.connect(this::hear);
  }

  private void hear(EthernetIo io) {
    if (io instanceof EthernetIo.Received(byte[] data, int length, var _)) {
      received.add(Arrays.copyOf(data, length));
    } else {
      heard.add(io);
    }
  }

  I82540emHandover adopt() {
    return driver.adopt(new ModePolicy.AdoptByQuery());
  }

  /** Lets guest time pass, and serves interrupts. */
  void pass(long nanos) {
    long end = now + nanos;
    while (scheduler.nextDeadline() <= end) {
      now = scheduler.nextDeadline();
      scheduler.runDue(now);
      for (int i = 0; interrupt && i < 10; i++) {
        driver.interrupt();
      }
    }
    now = end;
  }

  void refuseDma(boolean refuse) {
    refusesDma = refuse;
  }

  private GuestTimer newTimer(Runnable action) {
    EventScheduler.Event event = scheduler.newEvent(action);
    return new GuestTimer() {
      @Override
      public void arm(long delayNanos) {
        event.scheduleIn(delayNanos);
      }

      @Override
      public void disarm() {
        event.cancel();
      }
    };
  }

  /** The monitor's memory, which the chip reaches unless it is refused. */
  private final class Buffer implements DmaBuffer {
    private final byte[] bytes = new byte[OwnMemory.BYTES];
    private boolean byDriver = true;

    @Override
    public long address() {
      return BASE;
    }

    @Override
    public int size() {
      return bytes.length;
    }

    @Override
    public boolean read(long address, byte[] target, int offset, int length) {
      return move(address, length, at -> System.arraycopy(bytes, at, target, offset, length));
    }

    @Override
    public boolean write(long address, byte[] source, int offset, int length) {
      return move(address, length, at -> System.arraycopy(source, offset, bytes, at, length));
    }

    private boolean move(long address, int length, IntConsumer copy) {
      long at = address - BASE;
      boolean inside = at >= 0 && at + length <= bytes.length && !(refusesDma && !byDriver);
      if (inside) {
        copy.accept((int) at);
      }
      return inside;
    }
  }

  private final class Device implements PhysicalDevice, DmaWindow {
    private final PciFunction function;

    Device(PciFunction function) {
      this.function = function;
    }

    @Override
    public DeviceId id() {
      return new DeviceId("net0");
    }

    @Override
    public String interfaceName() {
      return "Am79C970A";
    }

    @Override
    public long inputClockHz() {
      return 0;
    }

    @Override
    public List<RegisterRange> ranges() {
      return List.of();
    }

    /** Whatever the chip does because of an access is the chip's. */
    @Override
    public RegisterWindow registers() {
      return new RegisterWindow() {
        @Override
        public long read(long offset, int width) {
          return at(offset).read(offset % PciRegion.bar(1), width);
        }

        @Override
        public void write(long offset, int width, long value) {
          memory.byDriver = false;
          at(offset).write(offset % PciRegion.bar(1), width, value);
          memory.byDriver = true;
        }

        private RegisterWindow at(long offset) {
          return offset >= PciRegion.CONFIGURATION ? function.configuration() : function.bar(0);
        }
      };
    }

    @Override
    public DmaWindow dma() {
      return this;
    }

    @Override
    public void reset() {
      chip.reset();
    }

    @Override
    public void admit(Owner owner) {}

    @Override
    public DmaBuffer allocate(int bytes) {
      return memory;
    }

    @Override
    public long faults() {
      return 0;
    }
  }
}
