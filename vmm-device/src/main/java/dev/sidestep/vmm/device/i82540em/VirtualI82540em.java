package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.base.InterruptLine;
import dev.sidestep.base.MemoryWindow;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Icr;
import dev.sidestep.platform.MmioAccess;
import dev.sidestep.platform.PciRegion;
import dev.sidestep.platform.Verdict;
import dev.sidestep.vmm.IoStateMachine;
import dev.sidestep.vmm.VirtualDevice;
import dev.sidestep.vmm.device.EthernetIo;
import dev.sidestep.vmm.device.GuestTimers;
import dev.sidestep.vmm.device.i82540em.I82540emStateMachine.Action;
import java.util.List;
import java.util.function.Consumer;

/**
 * The 82540EM that the guest sees while it is emulated.
 *
 * <p>Filters, checksums, segmentation, counters, link and PHY are the hardware's: the guest's mode
 * is given to it as it is, and its frames are the guest's frames. Rings, interrupts, moderation and
 * the EEPROM's wires are here.
 */
public final class VirtualI82540em implements VirtualDevice<EthernetIo, I82540emHandover> {
  private static final int OF_RINGS_AND_LINK =
      Icr.TXDW | Icr.TXQE | Icr.TXD_LOW | Icr.RXT0 | Icr.RXDMT0 | Icr.RXO | Icr.SRPD | Icr.LSC;

  private final VirtualRegisters registers = new VirtualRegisters();
  private final VirtualInterrupts interrupts;
  private final VirtualTransmitter transmitter;
  private final VirtualReceiveQueue receiver;
  private final VirtualEepromPort eeprom;
  private final VirtualPhyPort phy;
  private final VirtualConfiguration configuration;
  private final VirtualWindow window;
  private final IoStateMachine.Cursor<Action> cursor = I82540emStateMachine.TABLE.cursor();
  private Consumer<? super EthernetIo> driver = io -> {};
  private int status;
  private int answer;

  /**
   * A virtual card that is not yet in use.
   *
   * @param memory the guest's
   * @param timers for moderation and the EEPROM
   * @param line the virtual interrupt line
   */
  public VirtualI82540em(MemoryWindow memory, GuestTimers timers, InterruptLine line) {
    interrupts = new VirtualInterrupts(registers, timers, line);
    configuration = new VirtualConfiguration(interrupts, this::tell, new ConfigurationEvents());
    transmitter =
        new VirtualTransmitter(
            registers, memory, interrupts, configuration::isBusMaster, this::tell, timers);
    receiver =
        new VirtualReceiveQueue(
            registers, memory, interrupts, configuration::isBusMaster, this::tell, timers);
    eeprom = new VirtualEepromPort(registers, this::tell, timers);
    phy = new VirtualPhyPort(registers, interrupts, this::tell);
    window =
        new VirtualWindow(
            new VirtualDecoder(
                new VirtualParts(registers, interrupts, transmitter, receiver, eeprom, phy),
                new Hardware()));
  }

  private void tell(EthernetIo io) {
    driver.accept(io);
  }

  @Override
  public String interfaceName() {
    return I82540emRegisters.TABLE.device();
  }

  @Override
  public IoStateMachine<?> machine() {
    return I82540emStateMachine.TABLE;
  }

  @Override
  public void connect(Consumer<? super EthernetIo> newDriver) {
    driver = newDriver;
  }

  /** The mode as the guest has set it until now. */
  public I82540emMode mode() {
    return registers.mode();
  }

  @Override
  public void begin(I82540emHandover state) {
    registers.reset();
    registers.load(state.mode());
    I82540emHandover.Rings rings = state.rings();
    registers.set(I82540emRegisters.TDH, rings.transmitHead());
    registers.set(I82540emRegisters.TDT, rings.transmitTail());
    registers.set(I82540emRegisters.RDH, rings.receiveHead());
    registers.set(I82540emRegisters.RDT, rings.receiveTail());
    status = state.status();
    window.setIoAddress(state.registers().ioAddress());
    eeprom.begin(state.eeprom(), state.registers().eerd());
    phy.begin(state.registers().mdic());
    configuration.begin();
    interrupts.begin(state.interrupts());
    transmitter.begin(state.contexts());
    receiver.begin();
    followMode();
    tell(EthernetIo.Query.STATUS);
  }

  @Override
  public I82540emHandover end() {
    I82540emHandover.Interrupts owed = interrupts.end();
    I82540emHandover.TransmitContexts contexts = transmitter.end();
    receiver.end();
    configuration.end();
    return new I82540emHandover(
        mode(),
        new I82540emHandover.Rings(
            registers.get(I82540emRegisters.TDH),
            registers.get(I82540emRegisters.TDT),
            registers.get(I82540emRegisters.RDH),
            registers.get(I82540emRegisters.RDT)),
        contexts,
        owed,
        status,
        eeprom.end(),
        new I82540emHandover.IdleRegisters(
            registers.get(I82540emRegisters.MDIC),
            registers.get(I82540emRegisters.EERD),
            window.ioAddress()));
  }

  // Accesses.

  @Override
  public Verdict access(MmioAccess access, long offset) {
    Action action = cursor.advance(access, window.resolve(offset)).action();
    Verdict verdict =
        switch (action) {
          case ILLEGAL -> Verdict.FAULT;
          case CONFIGURATION ->
              configuration.access(access, (int) (offset - PciRegion.CONFIGURATION));
          case REGISTER, IO_WINDOW -> accessRegister(access, offset);
        };
    followMode();
    return verdict;
  }

  private Verdict accessRegister(MmioAccess access, long offset) {
    if (access.isStore()) {
      window.write(offset, access.width(), access.value());
    } else {
      access.answer(window.read(offset, access.width()));
    }
    return Verdict.COMPLETED;
  }

  /** Between sequences the start state is the one that the mode calls for ([0053]). */
  private void followMode() {
    if (!eeprom.isBusy() && !phy.isBusy()) {
      cursor.moveTo(
          I82540emStateMachine.startFor(
              registers.get(I82540emRegisters.RCTL), registers.get(I82540emRegisters.TCTL)));
    }
  }

  /** What the decoder asks of the hardware. */
  private final class Hardware implements VirtualDecoder.Hardware {
    @Override
    public int status() {
      tell(EthernetIo.Query.STATUS);
      return status;
    }

    @Override
    public int read(int offset) {
      answer = 0;
      tell(new EthernetIo.ReadCounter(offset));
      return answer;
    }

    @Override
    public void configure() {
      tell(new EthernetIo.Configure(mode()));
    }

    @Override
    public void reset() {
      VirtualI82540em.this.reset(true);
    }
  }

  /** What configuration space does to the chip. */
  private final class ConfigurationEvents implements VirtualConfiguration.Events {
    @Override
    public void busMasterGranted() {
      transmitter.run();
      receiver.run();
    }

    @Override
    public void poweredUp() {
      window.setIoAddress(0);
      VirtualI82540em.this.reset(false);
    }
  }

  /** The link goes with the mode, and comes back with it; the reset takes its cause, too. */
  private void reset(boolean keepsAllocation) {
    registers.resetAllButWakeup(keepsAllocation);
    eeprom.reset();
    eeprom.load();
    phy.reset();
    transmitter.reset();
    receiver.reset();
    interrupts.reset();
    tell(new EthernetIo.Reset(mode(), false));
    receiver.run();
    tell(EthernetIo.Query.STATUS);
  }

  // From the driver.

  @Override
  public void deliver(EthernetIo io) {
    switch (io) {
      case EthernetIo.Received frame -> receiver.receive(frame);
      case EthernetIo.TransmitRoom(int packets) -> transmitter.setRoom(packets);
      case EthernetIo.LinkStatus(int now) -> status = now;
      case EthernetIo.LinkChanged(int now) -> {
        status = now;
        interrupts.raise(Icr.LSC);
      }
      case EthernetIo.OutOfBuffers() -> interrupts.raise(Icr.RXO);
      case EthernetIo.OtherCauses(int causes) -> interrupts.raise(causes & ~OF_RINGS_AND_LINK);
      case EthernetIo.RegisterValue(int _, int value) -> {
        answer = value;
        configuration.answered(value);
      }
      case EthernetIo.PhyValue value -> {
        phy.done(value);
        followMode();
      }
      case EthernetIo.Transmit _,
          EthernetIo.Configure _,
          EthernetIo.ReceiveRoom _,
          EthernetIo.ReadCounter _,
          EthernetIo.PhyAccess _,
          EthernetIo.EepromWrite _,
          EthernetIo.ConfigurationAccess _,
          EthernetIo.Query _,
          EthernetIo.Reset _ ->
          throw new IllegalArgumentException("Not for a virtual device: " + io);
    }
  }

  // Devirtualization.

  @Override
  public boolean isAtStart() {
    return !eeprom.isBusy() && !phy.isBusy() && !transmitter.isInsidePacket();
  }

  @Override
  public boolean isQuiet() {
    return receiver.waitingFrames() == 0;
  }

  @Override
  public List<String> owed() {
    int frames = receiver.waitingFrames();
    return frames == 0 ? List.of() : List.of(frames + " received frames");
  }

  /**
   * Giving out receive buffers begins none: the device may wait for just that. While it does, the
   * guest is to run on.
   */
  @Override
  public boolean beginsSequence(MmioAccess access, long offset) {
    long register = window.resolve(offset);
    IoStateMachine.Transition<Action> row = cursor.peek(access, register);
    return register != I82540emRegisters.RDT
        && !receiver.isStarved()
        && isAtStart()
        && cursor.isAtStart()
        && cursor.isLegal(row)
        && !row.isNeutral();
  }

  @Override
  public void showBusy(boolean busy) {
    transmitter.setBusy(busy);
  }

  /** The transmit doorbell alone: all else is to take effect before the guest goes on. */
  @Override
  public boolean log(MmioAccess access, long offset) {
    return offset == I82540emRegisters.TDT && access.width() == Integer.BYTES && isQuiet();
  }

  @Override
  public boolean readsBack(long offset) {
    return offset == I82540emRegisters.TDT;
  }
}
