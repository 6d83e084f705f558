package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.device.spec.pci.PowerManagement.Pmc;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.MmioAccess;
import dev.sidestep.platform.PciRegion;
import dev.sidestep.platform.PhysicalDevice;
import dev.sidestep.platform.Platform;
import dev.sidestep.platform.RegisterRange;
import dev.sidestep.platform.Verdict;
import dev.sidestep.vmm.IoStateMachine;
import dev.sidestep.vmm.RebindableDevice;
import dev.sidestep.vmm.VirtualDevice;
import dev.sidestep.vmm.device.EthernetIo;
import dev.sidestep.vmm.device.pci.FunctionProfile;
import dev.sidestep.vmm.device.pci.VirtualConfiguration;
import java.util.List;
import java.util.function.Consumer;

/**
 * A virtual 82540EM in a slot where another card is ([0044]): while that is so, configuration space
 * and base addresses are emulated too, and the guest's resource discovery finds an 82540EM. When a
 * real one has come into the slot, it gets the configuration that the guest has made, and from then
 * on configuration space is the hardware's own.
 *
 * @figure FIG. 6 (610)
 */
public final class EmulatedI82540em
    implements VirtualDevice<EthernetIo, I82540emHandover>, RebindableDevice {
  private static final FunctionProfile PROFILE =
      new FunctionProfile(
          0x100e_8086,
          0x0200_0002,
          0x001e_8086,
          List.of(
              new FunctionProfile.Bar(0, false, 128 << 10), new FunctionProfile.Bar(2, true, 64)),
          0xdc,
          Pmc.VERSION_2 | Pmc.DSI | Pmc.PME_D0 | Pmc.PME_D3HOT);

  private final VirtualI82540em card;
  private final Platform platform;
  private final PhysicalDevice hardware;
  private final VirtualConfiguration space = new VirtualConfiguration(PROFILE);
  private Consumer<? super EthernetIo> driver = _ -> {};
  private boolean emulatesSpace;
  private RegisterRange page;

  /** A virtual card in the slot of {@code hardware}, not yet in use. */
  public EmulatedI82540em(Platform platform, PhysicalDevice hardware) {
    this.platform = platform;
    this.hardware = hardware;
    DeviceId id = hardware.id();
    card =
        new VirtualI82540em(
            platform.guestMemory(),
            platform::newTimer,
            asserted -> platform.interrupts().setVirtualLine(id, asserted));
    page = configurationPage();
  }

  private RegisterRange configurationPage() {
    return hardware.ranges().stream()
        .filter(range -> range.offset() == PciRegion.CONFIGURATION)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public String interfaceName() {
    return card.interfaceName();
  }

  @Override
  public IoStateMachine<?> machine() {
    return card.machine();
  }

  @Override
  public void connect(Consumer<? super EthernetIo> newDriver) {
    driver = newDriver;
    card.connect(this::perform);
  }

  private void perform(EthernetIo io) {
    if (emulatesSpace && io instanceof EthernetIo.ConfigurationAccess access) {
      configure(access);
    } else {
      driver.accept(io);
    }
  }

  private void configure(EthernetIo.ConfigurationAccess access) {
    if (access.write()) {
      space.write(access.offset(), access.width(), access.value());
      place();
    } else {
      int value = space.read(access.offset(), access.width());
      card.deliver(new EthernetIo.RegisterValue(access.offset(), value));
    }
  }

  private void place() {
    platform.accessMap().place(hardware.id(), space.ranges(platform.pciBus(), page));
  }

  @Override
  public void deliver(EthernetIo io) {
    card.deliver(io);
  }

  @Override
  public void begin(I82540emHandover state) {
    emulatesSpace = !hardware.interfaceName().equals(interfaceName());
    if (emulatesSpace) {
      page = configurationPage();
      space.reset();
      place();
    }
    card.begin(state);
  }

  /**
   * {@inheritDoc} If it is a real 82540EM now, its configuration space becomes what the guest has
   * made of the virtual one: base addresses before the command register that enables them.
   */
  @Override
  public void rebound() {
    I82540emHandover state = card.end();
    if (emulatesSpace && hardware.interfaceName().equals(interfaceName())) {
      emulatesSpace = false;
      space.forEachSetting((value, offset) ->
          driver.accept(new EthernetIo.ConfigurationAccess(true, offset, Integer.BYTES, value)));
      platform.accessMap().place(hardware.id(), List.of());
    }
    driver.accept(new EthernetIo.Configure(state.mode()));
    card.begin(state);
  }

  @Override
  public I82540emHandover end() {
    return card.end();
  }

  @Override
  public Verdict access(MmioAccess access, long offset) {
    Verdict verdict = card.access(access, offset);
    if (verdict != Verdict.FORWARD || !emulatesSpace) {
      return verdict;
    }
    accessSpace(access, (int) (offset - PciRegion.CONFIGURATION));
    return Verdict.COMPLETED;
  }

  /** What the virtual card would have let through to the hardware. */
  private void accessSpace(MmioAccess access, int offset) {
    int width = access.width();
    boolean decoded = width <= Integer.BYTES && (offset & (width - 1)) == 0;
    if (!access.isStore()) {
      access.answer(decoded ? Integer.toUnsignedLong(space.read(offset, width)) : -1L);
    } else if (decoded) {
      space.write(offset, width, (int) access.value());
      place();
    }
  }

  // Devirtualization: all is the card's.

  @Override
  public boolean isAtStart() {
    return card.isAtStart();
  }

  @Override
  public List<String> owed() {
    return card.owed();
  }

  @Override
  public boolean isQuiet() {
    return card.isQuiet();
  }

  @Override
  public boolean beginsSequence(MmioAccess access, long offset) {
    return card.beginsSequence(access, offset);
  }

  @Override
  public void showBusy(boolean busy) {
    card.showBusy(busy);
  }

  @Override
  public boolean log(MmioAccess access, long offset) {
    return card.log(access, offset);
  }

  @Override
  public boolean readsBack(long offset) {
    return card.readsBack(offset);
  }
}
