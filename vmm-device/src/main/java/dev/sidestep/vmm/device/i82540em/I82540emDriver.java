package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.base.GuestClock;
import dev.sidestep.base.MemoryWindow;
import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Icr;
import dev.sidestep.platform.GuestTimer;
import dev.sidestep.platform.MmioAccess;
import dev.sidestep.platform.Owner;
import dev.sidestep.platform.PhysicalDevice;
import dev.sidestep.vmm.ModePolicy;
import dev.sidestep.vmm.VmmDriver;
import dev.sidestep.vmm.device.EthernetIo;
import dev.sidestep.vmm.device.GuestTimers;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Drives an 82540EM with rings of its own, and lets the guest's mode stand.
 *
 * <p>Frames in the chip's two FIFOs are never touched: when the chip changes hands, what is in them
 * goes out, or comes in, through whichever rings it finds. Therefore nothing is lost, repeated or
 * overtaken.
 *
 * <p>Section numbers are those of Intel's PCI/PCI-X Family of Gigabit Ethernet Controllers Software
 * Developer's Manual.
 *
 * @datasheet 82540EM 14
 */
public final class I82540emDriver implements VmmDriver<EthernetIo, I82540emHandover> {
  /** Should an interrupt be lost, nothing waits longer than this. */
  private static final long POLL_NANOS = 2_000_000;

  private static final int ABSENT = -1;

  private final PhysicalDevice device;
  private final I82540emChip chip;
  private final PauseControl pause;
  private final HardwareMode hardware;
  private final EepromPort eeprom;
  private final PhyPort phy;
  private final Adoption adoption;
  private final HandBack handBack;
  private final GuestTimer poll;
  private final FarEnd farEnd;
  private Consumer<? super EthernetIo> virtualDevice = _ -> {};

  /** Allocated at the first adoption, and kept. */
  private @Nullable OwnRings rings;

  private @Nullable I82540emMode mode;
  private boolean expectsGuestInterrupt;

  /** The virtual device waits for room. */
  private boolean waiting;

  /** The monitor's own rings. */
  private record OwnRings(OwnTransmitRing transmit, OwnReceiveRing receive) {}

  /**
   * A driver of {@code device}, which it does not touch before it is told to.
   *
   * @param guestMemory where the guest's rings are
   */
  public I82540emDriver(
      PhysicalDevice device, MemoryWindow guestMemory, GuestClock clock, GuestTimers timers) {
    this.device = device;
    chip = new I82540emChip(device.registers());
    pause = new PauseControl(chip, clock);
    hardware = new HardwareMode(chip, pause);
    eeprom = new EepromPort(chip);
    phy = new PhyPort(chip, timers);
    adoption = new Adoption(chip, pause, eeprom, guestMemory);
    handBack = new HandBack(chip, device.dma(), hardware);
    poll = timers.newTimer(this::poll);
    farEnd = new FarEnd(pause, timers);
  }

  @Override
  public String interfaceName() {
    return I82540emRegisters.TABLE.device();
  }

  @Override
  public void connect(Consumer<? super EthernetIo> newVirtualDevice) {
    virtualDevice = newVirtualDevice;
    phy.connect(newVirtualDevice);
  }

  // Observed.

  /** The guest sees its own FCTTV and TCTL, even while they are borrowed. */
  @Override
  public void observed(MmioAccess access, long offset) {
    long register = chip.reached(offset);
    if (!access.isStore()) {
      pause.answer(access, register);
    } else if (register == I82540emRegisters.FCTTV) {
      pause.setGuestTimer((int) access.value());
    } else if (register == I82540emRegisters.CTRL && (access.value() & Ctrl.RST) != 0) {
      pause.forget();
    }
  }

  @Override
  public String startState() {
    return adoption.startState();
  }

  @Override
  public boolean knowsSequenceState() {
    return true;
  }

  @Override
  public String objection(ModePolicy policy) {
    return chip.read(I82540emRegisters.STATUS) == ABSENT
        ? "The card does not answer: all bits of its STATUS are ones."
        : "";
  }

  @Override
  public boolean prepareAdoption() {
    return adoption.isBetweenSequences()
        && adoption.isBetweenPackets()
        && pause.isSilent()
        && pause.isQuiet();
  }

  @Override
  public void cancelAdoption() {
    pause.end();
  }

  // Adoption (218).

  @Override
  public I82540emHandover adopt(ModePolicy policy) {
    // 1. The chip stops; what the guest is owed is read.
    I82540emHandover found = adoption.take();
    // 2. The fence: from here on the chip reaches the monitor's memory and no other.
    device.dma().admit(Owner.VMM);
    // 3. Rings and delays of the driver's own.
    OwnRings own = ownRings();
    own.transmit().contexts().found(found.contexts());
    install(own);
    // 4. Only the driver's causes interrupt; what the guest was owed is known.
    expectsGuestInterrupt = (found.interrupts().owed() & found.interrupts().mask()) != 0;
    // 5. Both halves run again, if they ran, and so may the far end.
    mode = found.mode();
    hardware.enable(found.mode());
    farEnd.resume();
    poll.arm(POLL_NANOS);
    return found;
  }

  private OwnRings ownRings() {
    OwnRings own = rings;
    if (own == null) {
      own =
          new OwnRings(
              new OwnTransmitRing(chip, device.dma().allocate(OwnTransmitRing.MEMORY_BYTES)),
              new OwnReceiveRing(chip, device.dma().allocate(OwnReceiveRing.MEMORY_BYTES)));
      rings = own;
    }
    return own;
  }

  /** The rings that an adopted chip has. */
  private OwnRings installed() {
    OwnRings own = rings;
    if (own == null) {
      throw new IllegalStateException("The chip was never adopted");
    }
    return own;
  }

  /** Both halves are stopped. */
  private void install(OwnRings own) {
    own.transmit().install();
    own.receive().install();
    hardware.setOwnDelays();
    waiting = false;
    farEnd.forget();
    chip.setMask(ownMask());
  }

  private int ownMask() {
    return Icr.RXT0 | HandBack.guestCauses(Icr.ALL) | (waiting ? Icr.TXDW : 0);
  }

  // Emulated.

  @Override
  public void perform(EthernetIo io) {
    switch (io) {
      case EthernetIo.Transmit transmit -> transmit(transmit);
      case EthernetIo.ReceiveRoom(int frames) -> {
        installed().receive().setRoom(frames);
        serveReceiver();
      }
      case EthernetIo.Configure(var settings) -> configure(ClassSettings.mode(mode(), settings));
      case EthernetIo.ReadCounter(int offset) ->
          virtualDevice.accept(new EthernetIo.RegisterValue(offset, chip.read(offset)));
      case EthernetIo.PhyAccess access -> phy.perform(access);
      case EthernetIo.ConfigurationAccess access -> accessConfiguration(access);
      case EthernetIo.EepromWrite(int address, int word) -> eeprom.write(address, word);
      case EthernetIo.Query.STATUS -> {
        virtualDevice.accept(new EthernetIo.LinkStatus(chip.read(I82540emRegisters.STATUS)));
        tellRoom();
      }
      case EthernetIo.Reset(var settings, boolean withPhy) ->
          reset(ClassSettings.mode(mode(), settings), withPhy);
      case EthernetIo.Received _,
          EthernetIo.TransmitRoom _,
          EthernetIo.LinkStatus _,
          EthernetIo.LinkChanged _,
          EthernetIo.OutOfBuffers _,
          EthernetIo.OtherCauses _,
          EthernetIo.RegisterValue _,
          EthernetIo.PhyValue _ ->
          throw new IllegalArgumentException("Not for a driver: " + io);
    }
  }

  private I82540emMode mode() {
    I82540emMode current = mode;
    if (current == null) {
      throw new IllegalStateException("The chip was never adopted");
    }
    return current;
  }

  private void transmit(EthernetIo.Transmit transmit) {
    installed().transmit().send(transmit.packet(), transmit.length(), transmit.offload());
    tellRoom();
  }

  /** A guest that does not let the chip master the bus finds its descriptors untouched. */
  private boolean hasRoom() {
    return installed().transmit().hasRoom() && chip.mastersBus();
  }

  private void tellRoom() {
    boolean room = hasRoom();
    if (waiting == room) {
      waiting = !room;
      chip.setMask(ownMask());
    }
    virtualDevice.accept(new EthernetIo.TransmitRoom(room ? 1 : 0));
  }

  /** A chip that may master the bus from now on goes on. */
  private void accessConfiguration(EthernetIo.ConfigurationAccess access) {
    if (access.write()) {
      chip.writeConfiguration(access.offset(), access.width(), access.value());
      serveTransmitter();
    } else {
      int value = chip.readConfiguration(access.offset(), access.width());
      virtualDevice.accept(new EthernetIo.RegisterValue(access.offset(), value));
    }
  }

  /** What has arrived by now arrived before the change. */
  private void configure(I82540emMode next) {
    serveReceiver();
    I82540emMode before = mode();
    mode = next;
    hardware.change(before, next);
  }

  /** 13.4.1: FIFOs, rings and registers are as after power-on; the driver's own come back. */
  private void reset(I82540emMode next, boolean withPhy) {
    if (withPhy) {
      int ctrl = chip.read(I82540emRegisters.CTRL);
      chip.write(I82540emRegisters.CTRL, ctrl | Ctrl.PHY_RST);
      chip.write(I82540emRegisters.CTRL, ctrl & ~Ctrl.PHY_RST);
    }
    resetChip();
    install(installed());
    mode = next;
    hardware.replay(next);
  }

  private void resetChip() {
    phy.clear();
    pause.forget();
    if (!chip.reset()) {
      int[] configuration = chip.saveConfiguration();
      device.reset();
      chip.restoreConfiguration(configuration);
    }
    installed().transmit().contexts().clear();
  }

  @Override
  public boolean interrupt() {
    int causes = chip.takeCauses();
    if ((causes & ownMask()) == 0) {
      return false;
    }
    serve(causes);
    return true;
  }

  private void serve(int causes) {
    if ((causes & Icr.LSC) != 0) {
      virtualDevice.accept(new EthernetIo.LinkChanged(chip.read(I82540emRegisters.STATUS)));
    }
    serveReceiver();
    if ((causes & Icr.RXO) != 0) {
      virtualDevice.accept(EthernetIo.OutOfBuffers.INSTANCE);
    }
    int others = HandBack.guestCauses(causes) & ~(Icr.LSC | Icr.RXO);
    if (others != 0) {
      virtualDevice.accept(new EthernetIo.OtherCauses(others));
    }
    serveTransmitter();
  }

  private void serveReceiver() {
    installed().receive().serve(virtualDevice);
  }

  private void serveTransmitter() {
    if (waiting && hasRoom()) {
      tellRoom();
    }
  }

  private void poll() {
    poll.arm(POLL_NANOS);
    serveReceiver();
    serveTransmitter();
  }

  @Override
  public boolean expectsGuestInterrupt() {
    return expectsGuestInterrupt;
  }

  // Draining.

  @Override
  public void pauseInput(boolean nowPaused) {
    installed().receive().setPaused(nowPaused);
    if (nowPaused) {
      farEnd.silence();
    } else {
      farEnd.resume();
      serveReceiver();
    }
  }

  @Override
  public boolean isDrained() {
    return installed().transmit().isEmpty() && phy.isIdle();
  }

  /** Does not rely on an interrupt that may still be the guest's. */
  @Override
  public boolean isSettled() {
    serveReceiver();
    return farEnd.isSilent() && !installed().receive().hasFrame();
  }

  // Release.

  @Override
  public void release(I82540emHandover guestState) {
    letGo();
    handBack.restoreContexts(installed().transmit(), guestState.contexts());
    handBack.give(guestState);
  }

  /** What the chip or the driver still held is lost; the link stays if the chip obeys. */
  @Override
  public void resetAndRelease(I82540emHandover guestState) {
    letGo();
    resetChip();
    install(installed());
    chip.setMask(0);
    handBack.restoreContexts(installed().transmit(), guestState.contexts());
    handBack.give(guestState);
  }

  /** No timer, no interrupt, no PAUSE of the driver's any more. */
  private void letGo() {
    poll.disarm();
    phy.clear();
    chip.setMask(0);
    farEnd.letGo();
  }
}
