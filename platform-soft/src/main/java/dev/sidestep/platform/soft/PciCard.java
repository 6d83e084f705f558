package dev.sidestep.platform.soft;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.base.InterruptLine;
import dev.sidestep.base.RegisterWindow;
import dev.sidestep.device.model.backend.EthernetCable;
import dev.sidestep.device.model.pci.PciChip;
import dev.sidestep.device.model.pci.PciFunction;
import dev.sidestep.platform.LinkSettings;
import dev.sidestep.platform.MachineConfiguration;
import dev.sidestep.platform.MachineConfiguration.Timing;
import dev.sidestep.platform.NetworkCard;
import dev.sidestep.platform.PciRegion;
import dev.sidestep.platform.RegisterRange;
import java.util.List;

/**
 * A network card in its PCI slot: function, chip, cable and DMA window. Function and chip can be
 * replaced while cable and window stay.
 */
final class PciCard implements BoardDevice {
  private static final long REGION_BYTES = PciRegion.bar(1);

  private final String name;
  private final Board board;
  private final PciHost host;
  private final SoftDmaWindow dma;
  private final EthernetCable cable;
  private final long macAddress;
  private final Timing timing;
  private final PciSlot slot;
  private Inserted card;

  /**
   * A card with its own way out to the interrupt wire, which ends when the card is pulled.
   *
   * @param wire between function and PLIC
   */
  private record Inserted(CardModel model, PciFunction function, PciChip<?> chip, Wire wire) {}

  /** An interrupt wire that can be cut, low. */
  private static final class Wire implements InterruptLine {
    private final InterruptLine source;
    private boolean cut;

    Wire(InterruptLine source) {
      this.source = source;
    }

    @Override
    public void set(boolean asserted) {
      if (!cut) {
        source.set(asserted);
      }
    }

    void cut() {
      set(false);
      cut = true;
    }
  }

  /**
   * A card in the next free slot.
   *
   * @param index its number among the machine's network cards
   */
  PciCard(int index, CardModel model, Board board, MachineConfiguration settings) {
    NetworkCard wanted = settings.cards().get(index);
    this.name = "net" + index;
    this.board = board;
    this.host = board.pci();
    this.dma = new SoftDmaWindow(new GuestRam(board.ram(), board.code()));
    this.macAddress = wanted.macAddress();
    this.timing = settings.timing();
    this.cable = cable(board.scheduler(), wanted, timing, settings.seed() + index);
    this.card = insert(model, PciHost.FIRST_CARD + index);
    this.slot = host.insert(card.function);
  }

  private static EthernetCable cable(
      EventScheduler scheduler, NetworkCard card, Timing timing, long seed) {
    LinkSettings link = card.link();
    EthernetCable.Settings settings =
        new EthernetCable.Settings(
            link.bitsPerSecond(),
            link.delayNanos(),
            link.lossPerMillion(),
            link.reorderPerMillion(),
            link.flowControl(),
            timing == Timing.REAL ? EthernetCable.Timing.REAL : EthernetCable.Timing.FAST,
            seed);
    return new EthernetCable(scheduler, settings, card.peer()::next, card.peer()::accept);
  }

  private Inserted insert(CardModel model, int device) {
    int source = PciHost.sourceOf(device, model.identity().interruptPin());
    Wire wire = new Wire(board.plic().source(source));
    PciFunction function = new PciFunction(model.identity(), wire, dma.device());
    PciChip<?> chip =
        model.build(
            new CardModel.Outlets(
                board.scheduler(), function.interrupt(), function.busMaster(), timing, cable),
            macAddress);
    function.attach(chip);
    return new Inserted(model, function, chip, wire);
  }

  /** Pulls the card and puts another one in its place, which is as after power-on. */
  void replace(CardModel model) {
    card.wire.cut();
    card.chip.busMasterGranted(false);
    card.chip.reset();
    cable.unplugFromChip();
    card = insert(model, slot.device());
    host.replace(slot, card.function);
    cable.wake();
  }

  /** Its cable. */
  EthernetCable cable() {
    return cable;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String interfaceName() {
    return card.model.name();
  }

  @Override
  public long inputClockHz() {
    return 0;
  }

  @Override
  public List<RegisterRange> ranges() {
    return host.ranges(slot);
  }

  @Override
  public int source() {
    return PciHost.sourceOf(slot.device(), card.model.identity().interruptPin());
  }

  @Override
  public RegisterWindow registers() {
    return registers;
  }

  /** Laid out as {@link PciRegion} says. */
  private final RegisterWindow registers =
      new RegisterWindow() {
        @Override
        public long read(long offset, int width) {
          return at(offset).read(offset % REGION_BYTES, width);
        }

        @Override
        public void write(long offset, int width, long value) {
          at(offset).write(offset % REGION_BYTES, width, value);
        }

        private RegisterWindow at(long offset) {
          return offset >= PciRegion.CONFIGURATION
              ? card.function.configuration()
              : card.function.bar((int) (offset / REGION_BYTES));
        }
      };

  @Override
  public SoftDmaWindow dma() {
    return dma;
  }

  @Override
  public void isolate(boolean isolated) {
    host.isolate(slot, isolated);
  }

  /** The chip alone: where it answers is the guest's affair and stays as it is. */
  @Override
  public void reset() {
    card.chip.reset();
  }

  private record State(
      String model, PciFunction.State function, Object chip, EthernetCable.State cable) {}

  @Override
  public Object state() {
    return new State(card.model.name(), card.function.state(), card.chip.state(), cable.state());
  }

  @SuppressWarnings("unchecked") // The state is that of a chip of the same model.
  private static <S> void restore(PciChip<S> chip, Object state) {
    chip.restore((S) state);
  }

  /** The chip before the cable: what is on the cable is on its way to it. */
  @Override
  public void restore(Object state) {
    State saved = (State) state;
    if (!saved.model().equals(card.model.name())) {
      replace(board.models().model(saved.model()));
    }
    card.function.restore(saved.function());
    restore(card.chip, saved.chip());
    cable.restore(saved.cable());
    cable.wake();
  }
}
