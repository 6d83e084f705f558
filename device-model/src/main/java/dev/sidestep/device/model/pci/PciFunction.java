package dev.sidestep.device.model.pci;

import dev.sidestep.base.InterruptLine;
import dev.sidestep.base.MemoryWindow;
import dev.sidestep.base.RegisterWindow;
import dev.sidestep.device.spec.pci.PciHeader.Command;
import dev.sidestep.device.spec.pci.PciHeader.Status;
import dev.sidestep.device.spec.pci.PowerManagement.Pmcsr;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A PCI function: a chip, its configuration space, and the gates between the chip and the bus.
 *
 * <ul>
 *   <li>Its registers answer while the decoder of their space is on, at the address in their base
 *       address register.
 *   <li>Its interrupt reaches the pin unless Interrupt Disable is set; Interrupt Status tells of it
 *       either way.
 *   <li>It reaches memory while Bus Master is set. An address that nobody answers at sets Received
 *       Master Abort.
 *   <li>In D3hot configuration space alone works. The way back to D0 resets the chip and
 *       configuration space but for the context of PME#.
 * </ul>
 *
 * @datasheet PCI Local Bus 3.0 6.2
 * @datasheet PCI Power Management 1.1 5.4
 */
public final class PciFunction {
  private final FunctionIdentity identity;
  private final ConfigurationSpace space;
  private final InterruptLine pin;
  private final MemoryWindow memory;
  private @Nullable PciChip<?> chip;
  private Runnable onDecodingChange = () -> {};
  private List<DecodedRange> decoded = List.of();
  private boolean asserted;
  private boolean master;

  /**
   * A function whose chip comes later.
   *
   * @param pin its INTx# pin; true is asserted
   * @param memory what answers when it masters the bus
   */
  public PciFunction(FunctionIdentity identity, InterruptLine pin, MemoryWindow memory) {
    this.identity = identity;
    this.pin = pin;
    this.memory = memory;
    this.space = new ConfigurationSpace(identity);
  }

  /** Solders the chip in, once. */
  public void attach(PciChip<?> newChip) {
    chip = newChip;
  }

  /** What it is. */
  public FunctionIdentity identity() {
    return identity;
  }

  /** Sets what is called when {@link #decoded} has changed. */
  public void onDecodingChange(Runnable listener) {
    onDecodingChange = listener;
  }

  /** Its configuration space, 4096 bytes. */
  public RegisterWindow configuration() {
    return configuration;
  }

  /** The registers behind base address register {@code index}, whether they are decoded or not. */
  public RegisterWindow bar(int index) {
    return Objects.requireNonNull(chip, "no chip is attached").bar(index);
  }

  /** Where it answers now, in the order of its base address registers. */
  public List<DecodedRange> decoded() {
    return decoded;
  }

  /** The line that the chip drives. */
  public InterruptLine interrupt() {
    return interrupt;
  }

  /**
   * Memory as the chip reaches it when it masters the bus. Everything is refused while {@link
   * #isBusMaster} is false; {@link PciChip#busMasterGranted} tells when that changes.
   */
  public MemoryWindow busMaster() {
    return busMaster;
  }

  /** True while the chip may master the bus. */
  public boolean isBusMaster() {
    return master;
  }

  private boolean isOn() {
    return space.powerState() == Pmcsr.D0;
  }

  /** Everything that configuration space decides, after it may have changed. */
  private void update() {
    drivePin();
    updateDecoding();
    boolean mayMaster = isOn() && (space.command() & Command.BUS_MASTER) != 0;
    PciChip<?> here = chip;
    if (mayMaster != master && here != null) {
      master = mayMaster;
      here.busMasterGranted(mayMaster);
    }
  }

  private void drivePin() {
    space.setStatus(Status.INTERRUPT, asserted);
    pin.set(asserted && isOn() && (space.command() & Command.INTERRUPT_DISABLE) == 0);
  }

  private void updateDecoding() {
    List<DecodedRange> now = new ArrayList<>();
    for (BaseAddress bar : identity.bars()) {
      if (isOn() && (space.command() & enableOf(bar)) != 0) {
        now.add(new DecodedRange(bar, space.address(bar)));
      }
    }
    if (!now.equals(decoded)) {
      decoded = List.copyOf(now);
      onDecodingChange.run();
    }
  }

  private static int enableOf(BaseAddress bar) {
    return switch (bar.space()) {
      case MEMORY -> Command.MEMORY_SPACE;
      case IO -> Command.IO_SPACE;
    };
  }

  /** The way back from D3hot to D0: section 5.4. */
  private void wakeUp() {
    int wake = space.wakeContext();
    space.reset();
    space.setWakeContext(wake);
    PciChip<?> here = chip;
    if (here != null) {
      here.resetFromD3();
    }
  }

  private final RegisterWindow configuration =
      new RegisterWindow() {
        @Override
        public long read(long offset, int width) {
          return space.read(offset, width);
        }

        @Override
        public void write(long offset, int width, long value) {
          boolean wasOff = !isOn();
          space.write(offset, width, value);
          if (wasOff && isOn()) {
            wakeUp();
          }
          update();
        }
      };

  private final InterruptLine interrupt =
      level -> {
        if (level != asserted) {
          asserted = level;
          drivePin();
        }
      };

  private final MemoryWindow busMaster =
      new MemoryWindow() {
        @Override
        public boolean read(long address, byte[] target, int offset, int length) {
          return master && answered(memory.read(address, target, offset, length));
        }

        @Override
        public boolean write(long address, byte[] source, int offset, int length) {
          return master && answered(memory.write(address, source, offset, length));
        }
      };

  private boolean answered(boolean answer) {
    if (!answer) {
      space.setStatus(Status.RECEIVED_MASTER_ABORT, true);
    }
    return answer;
  }

  /**
   * What a snapshot keeps of a function; its chip keeps its own.
   *
   * @param words configuration space, 4 bytes at a time
   * @param asserted what the chip's interrupt line is
   */
  public record State(List<Integer> words, boolean asserted) {
    /** Keeps its own list. */
    public State {
      words = List.copyOf(words);
    }
  }

  /** Its state now. */
  public State state() {
    return new State(space.words(), asserted);
  }

  /** Goes on from {@code state}; call before the chip is restored. */
  public void restore(State state) {
    space.restore(state.words());
    asserted = state.asserted();
    master = isOn() && (space.command() & Command.BUS_MASTER) != 0;
    update();
  }
}
