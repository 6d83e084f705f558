package dev.sidestep.vmm.device.am79c970a;

import dev.sidestep.device.spec.am79c970a.Am79c970aRegisters;
import dev.sidestep.device.spec.am79c970a.Bcr;
import dev.sidestep.device.spec.am79c970a.Csr;
import dev.sidestep.device.spec.am79c970a.Csr0;
import dev.sidestep.device.spec.am79c970a.Csr4;
import dev.sidestep.device.spec.am79c970a.Mode;
import dev.sidestep.device.spec.am79c970a.SoftwareStyle;
import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Status;
import dev.sidestep.device.spec.i82540em.Tctl;
import dev.sidestep.platform.GuestTimer;
import dev.sidestep.platform.MmioAccess;
import dev.sidestep.platform.Owner;
import dev.sidestep.platform.PhysicalDevice;
import dev.sidestep.vmm.ModePolicy;
import dev.sidestep.vmm.ReplaceableDriver;
import dev.sidestep.vmm.VmmDriver;
import dev.sidestep.vmm.device.EthernetIo;
import dev.sidestep.vmm.device.GuestTimers;
import dev.sidestep.vmm.device.SoftwareOffload;
import dev.sidestep.vmm.device.SoftwarePhy;
import dev.sidestep.vmm.device.i82540em.ClassSettings;
import dev.sidestep.vmm.device.i82540em.I82540emHandover;
import dev.sidestep.vmm.device.i82540em.I82540emMode;
import dev.sidestep.vmm.device.i82540em.PowerOnState;
import dev.sidestep.vmm.device.i82540em.SoftwareReceiver;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Drives an Am79C970A for a guest that sees an 82540EM ([0044]). The chip takes all frames and
 * sends what it is given; filters, offloads, flow control, PHY and counters are done here.
 *
 * <p>It never hands the chip to the guest, whose driver could do nothing with it.
 *
 * @figure FIG. 6 (610)
 */
public final class Am79c970aDriver
    implements VmmDriver<EthernetIo, I82540emHandover>, ReplaceableDriver {
  /** Should an interrupt be lost, nothing waits longer than this; also how soon a link is seen. */
  private static final long POLL_NANOS = 2_000_000;

  /** PAUSE is asked for from so many frames on that wait here, and released at a quarter. */
  private static final int PAUSE_FROM = OwnMemory.ENTRIES / 2;

  private static final int RELEASE_AT = PAUSE_FROM / 4;
  private static final int CAUSES = Csr0.RINT | Csr0.TINT | Csr0.MISS | Csr0.MERR | Csr0.IDON;

  private final PhysicalDevice device;
  private final Am79c970aChip chip;
  private final GuestTimer poll;
  private final SoftwarePhy phy = new SoftwarePhy();
  private final Tally tally = new Tally();
  private Consumer<? super EthernetIo> virtualDevice = _ -> {};
  private @Nullable Rings rings;
  private I82540emMode mode = PowerOnState.of(0, 0).mode();
  private long address;
  private int room;
  private boolean silenced;
  private boolean serving;

  private record Rings(OwnMemory memory, OwnReceiveRing receive, OwnTransmitRing transmit) {}

  /** A driver of {@code device}, which it does not touch before it is told to. */
  public Am79c970aDriver(PhysicalDevice device, GuestTimers timers) {
    this.device = device;
    chip = new Am79c970aChip(device.registers());
    poll = timers.newTimer(this::poll);
  }

  @Override
  public String interfaceName() {
    return Am79c970aRegisters.TABLE.device();
  }

  @Override
  public void connect(Consumer<? super EthernetIo> newVirtualDevice) {
    virtualDevice = newVirtualDevice;
  }

  // Observed.

  @Override
  public void observed(MmioAccess access, long offset) {}

  /** That of the card which the guest will find: nobody has touched it. */
  @Override
  public String startState() {
    return "STOPPED";
  }

  @Override
  public boolean knowsSequenceState() {
    return true;
  }

  @Override
  public String objection(ModePolicy policy) {
    return chip.identification() == Am79c970aRegisters.CHIP_ID
        ? ""
        : "The card does not answer as an Am79C970A.";
  }

  // Adoption (218).

  @Override
  public I82540emHandover adopt(ModePolicy policy) {
    device.dma().admit(Owner.VMM);
    chip.masterBus();
    chip.reset();
    address = chip.stationAddress();
    I82540emHandover found = PowerOnState.of(address, 0);
    begin(found.mode());
    return new I82540emHandover(
        found.mode(),
        found.rings(),
        found.contexts(),
        found.interrupts(),
        status(),
        found.eeprom(),
        found.registers());
  }

  /** Everything that was queued is dropped. */
  private void begin(I82540emMode next) {
    mode = next;
    room = 0;
    silenced = false;
    phy.setLink(chip.isLinkUp());
    installed().transmit().install();
    start();
    poll.arm(POLL_NANOS);
  }

  private Rings installed() {
    Rings present = rings;
    if (present == null) {
      OwnMemory memory = new OwnMemory(device.dma().allocate(OwnMemory.BYTES));
      present = new Rings(memory, new OwnReceiveRing(memory), new OwnTransmitRing(chip, memory));
      rings = present;
    }
    return present;
  }

  /** Initializes and starts a chip that is stopped. */
  private void start() {
    OwnMemory memory = installed().memory();
    // 1. 32-bit structures (BCR20), and no interrupts but ours (CSR3, CSR4).
    chip.writeBcr(Bcr.SOFTWARE_STYLE, SoftwareStyle.PCNET_PCI.code());
    chip.writeBcr(Bcr.FULL_DUPLEX, Bcr.FDEN);
    chip.writeCsr(Csr.MASKS, Csr0.IDON | Csr0.BABL);
    chip.writeCsr(Csr.FEATURES, Csr4.RESET | Csr4.DMAPLUS);
    // 2. Rings.
    installed().receive().install();
    // 3. The initialization block: all frames, 10BASE-T, check sequences as descriptors say.
    int promiscuous = Mode.PROM | Mode.PORTSEL_10BASE_T | Mode.DXMTFCS;
    memory.store(0, OwnMemory.EXPONENT << 28 | OwnMemory.EXPONENT << 20 | promiscuous);
    long little = Long.reverseBytes(address) >>> Short.SIZE;
    memory.store(4, (int) little);
    memory.store(8, (int) (little >>> Integer.SIZE));
    memory.store(0x0c, 0);
    memory.store(0x10, 0);
    memory.store(0x14, memory.address(OwnMemory.receiveDescriptor(0)));
    memory.store(0x18, memory.address(OwnMemory.transmitDescriptor(0)));
    chip.writeCsr(Csr.IADR, memory.address(0));
    chip.writeCsr(Csr.IADR + 1, memory.address(0) >>> Short.SIZE);
    // 4. Both orders at once: it initializes first (CSR0).
    chip.writeCsr(Csr.STATUS, Csr0.INIT | Csr0.STRT | Csr0.IENA);
  }

  // Emulated.

  @Override
  public void perform(EthernetIo io) {
    switch (io) {
      case EthernetIo.Transmit transmit -> transmit(transmit);
      case EthernetIo.ReceiveRoom(int frames) -> {
        room = frames;
        serve();
      }
      case EthernetIo.Configure(var settings) -> {
        serve(); // what has arrived by now arrived before the change
        mode = ClassSettings.mode(mode, settings);
      }
      case EthernetIo.ReadCounter(int offset) ->
          virtualDevice.accept(new EthernetIo.RegisterValue(offset, tally.take(offset)));
      case EthernetIo.PhyAccess access -> virtualDevice.accept(phy.access(access));
      case EthernetIo.Query.STATUS -> {
        virtualDevice.accept(new EthernetIo.LinkStatus(status()));
        tellRoom();
      }
      case EthernetIo.Reset(var settings, boolean withPhy) ->
          reset(ClassSettings.mode(mode, settings), withPhy);
      case EthernetIo.EepromWrite _ -> {} // the EEPROM is the virtual card's alone
      case EthernetIo.ConfigurationAccess _,
          EthernetIo.Received _,
          EthernetIo.TransmitRoom _,
          EthernetIo.LinkStatus _,
          EthernetIo.LinkChanged _,
          EthernetIo.OutOfBuffers _,
          EthernetIo.OtherCauses _,
          EthernetIo.RegisterValue _,
          EthernetIo.PhyValue _ ->
          throw new IllegalArgumentException("Not for this driver: " + io);
    }
  }

  private int status() {
    boolean forcedDown = (mode.value(I82540emRegisters.CTRL) & Ctrl.SLU) == 0;
    int up = phy.isUp() && !forcedDown ? Status.LU : 0;
    return Status.FD | 2 << Status.SPEED_SHIFT | up;
  }

  private void reset(I82540emMode next, boolean withPhy) {
    if (withPhy) {
      phy.reset();
    }
    chip.reset();
    tally.reset();
    begin(next);
  }

  private void transmit(EthernetIo.Transmit transmit) {
    boolean insertFcs = transmit.offload().insertFcs();
    SoftwareOffload.cut(
        transmit.packet(),
        transmit.length(),
        transmit.offload(),
        new SoftwareOffload.Mac(
            (mode.value(I82540emRegisters.CTRL) & Ctrl.VME) != 0,
            mode.value(I82540emRegisters.VET),
            (mode.value(I82540emRegisters.TCTL) & Tctl.PSP) != 0),
        frame -> {
          tally.sent();
          installed().transmit().send(frame, insertFcs);
        });
    installed().transmit().pump();
    tellRoom();
  }

  private void tellRoom() {
    boolean hasRoom = installed().transmit().hasRoom();
    virtualDevice.accept(new EthernetIo.TransmitRoom(hasRoom ? 1 : 0));
  }

  @Override
  public boolean interrupt() {
    int status = chip.csr(Csr.STATUS);
    if ((status & (Csr0.INTR | Csr0.STOP)) == 0) {
      return false;
    }
    chip.writeCsr(Csr.STATUS, status & CAUSES | Csr0.IENA);
    if ((status & Csr0.MISS) != 0) {
      tally.missed();
      virtualDevice.accept(EthernetIo.OutOfBuffers.INSTANCE);
    }
    serveAll();
    return true;
  }

  private void serveAll() {
    serve();
    serveTransmitter();
  }

  private void serveTransmitter() {
    boolean before = installed().transmit().hasRoom();
    installed().transmit().pump();
    if (!before && installed().transmit().hasRoom()) {
      tellRoom();
    }
  }

  /** Delivers what there is room for; what the guest would not get needs none. */
  private void serve() {
    if (serving) {
      return;
    }
    serving = true;
    OwnReceiveRing ring = installed().receive();
    while (ring.hasFrame() && (room > 0 || !mode.isReceiveEnabled())) {
      deliver(ring.take(), ring.frame());
    }
    serving = false;
    regulate(ring.waiting());
  }

  private void deliver(int length, byte[] frame) {
    SoftwareReceiver.receive(mode, frame, length)
        .ifPresentOrElse(
            received -> {
              tally.received();
              room--;
              virtualDevice.accept(received);
            },
            tally::filteredOut);
  }

  /** Flow control as the guest has set it, by software. */
  private void regulate(int waiting) {
    boolean allowed = (mode.value(I82540emRegisters.CTRL) & Ctrl.TFCE) != 0;
    if (waiting >= PAUSE_FROM && allowed) {
      silence(PauseFrames.LONGEST);
    } else if (silenced && waiting <= RELEASE_AT) {
      silence(0);
    }
  }

  private void silence(int quanta) {
    if (silenced != (quanta != 0)) {
      silenced = quanta != 0;
      installed().transmit().sendFirst(PauseFrames.of(address, quanta));
      installed().transmit().pump();
    }
  }

  private void poll() {
    poll.arm(POLL_NANOS);
    if ((chip.csr(Csr.STATUS) & Csr0.STOP) != 0) {
      restart();
    }
    boolean before = phy.isUp();
    phy.setLink(chip.isLinkUp());
    if (before != phy.isUp()) {
      virtualDevice.accept(new EthernetIo.LinkChanged(status()));
    }
    serveAll();
  }

  /** The bus has failed, and stopped the chip: it begins anew, without what it held. */
  private void restart() {
    installed().transmit().rewind();
    start();
  }

  @Override
  public boolean expectsGuestInterrupt() {
    return false;
  }

  // Before another card comes.

  /** Nothing to do: what arrives waits in the ring, and cards change places in no time. */
  @Override
  public void pauseInput(boolean paused) {}

  @Override
  public boolean isDrained() {
    return installed().transmit().pump();
  }

  @Override
  public boolean isSettled() {
    serve();
    return !installed().receive().hasFrame() && isDrained();
  }

  @Override
  public void detach() {
    poll.disarm();
    chip.writeCsr(Csr.STATUS, Csr0.STOP);
  }

  @Override
  public void release(I82540emHandover guestState) {
    throw incompatible();
  }

  @Override
  public void resetAndRelease(I82540emHandover guestState) {
    throw incompatible();
  }

  private static IllegalStateException incompatible() {
    return new IllegalStateException("An Am79C970A cannot become what the guest sees");
  }
}
