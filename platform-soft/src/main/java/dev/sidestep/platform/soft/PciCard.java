package dev.sidestep.platform.soft;

import dev.sidestep.base.RegisterWindow;
import dev.sidestep.device.model.pci.PciFunction;
import dev.sidestep.platform.MachineConfiguration;
import dev.sidestep.platform.PciRegion;
import dev.sidestep.platform.RegisterRange;
import java.util.List;

/** A network card in its PCI slot: function, chip, cable and DMA window. */
final class PciCard implements BoardDevice {
  private static final long REGION_BYTES = PciRegion.bar(1);

  private final String name;
  private final CardModel model;
  private final PciHost host;
  private final SoftDmaWindow dma;
  private final PciFunction function;
  private final PciSlot slot;
  private final CardChip chip;

  /**
   * A card in the next free slot.
   *
   * @param index its number among the machine's network cards
   */
  PciCard(int index, CardModel model, Board board, MachineConfiguration settings) {
    this.name = "net" + index;
    this.model = model;
    this.host = board.pci();
    this.dma = new SoftDmaWindow(new GuestRam(board.ram(), board.code()));
    int source = PciHost.sourceOf(PciHost.FIRST_CARD + index, model.identity().interruptPin());
    this.function = new PciFunction(model.identity(), board.plic().source(source), dma.device());
    this.chip =
        model.build(
            new CardModel.Outlets(
                board.scheduler(),
                function.interrupt(),
                function.busMaster(),
                settings.timing(),
                settings.seed() + index),
            settings.cards().get(index));
    function.attach(chip);
    this.slot = host.insert(function);
  }

  /** The chip and its cable. */
  CardChip chip() {
    return chip;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String interfaceName() {
    return model.name();
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
    return PciHost.sourceOf(slot.device(), model.identity().interruptPin());
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
              ? function.configuration()
              : function.bar((int) (offset / REGION_BYTES));
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
    chip.reset();
  }

  private record State(PciFunction.State function, Object chip) {}

  @Override
  public Object state() {
    return new State(function.state(), chip.state());
  }

  @Override
  public void restore(Object state) {
    State saved = (State) state;
    function.restore(saved.function());
    chip.restore(saved.chip());
  }
}
