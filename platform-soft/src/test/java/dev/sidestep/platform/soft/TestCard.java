package dev.sidestep.platform.soft;

import dev.sidestep.base.RegisterWindow;
import dev.sidestep.device.model.pci.BaseAddress;
import dev.sidestep.device.model.pci.FunctionIdentity;
import dev.sidestep.device.model.pci.PciChip;
import dev.sidestep.device.spec.pci.PowerManagement.Pmc;
import dev.sidestep.platform.EthernetPeer;
import dev.sidestep.platform.LinkSettings;
import dev.sidestep.platform.NetworkCard;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A card with 8 registers of 64 bits and as good as no function. Register 0 is a scratch register,
 * a write to register 1 drives the interrupt, one to register 2 stores the scratch register at the
 * address written, and register 3 counts grants.
 */
final class TestCard implements CardModel {
  static final String NAME = "TEST";
  static final int BAR_BYTES = 0x2000;
  static final int IO_BYTES = 16;
  static final int SCRATCH = 0;
  static final int INTERRUPT = 8;
  static final int STORE = 16;
  static final int EVENTS = 24;

  private static final FunctionIdentity IDENTITY =
      new FunctionIdentity(
          0x1234,
          0x5678,
          0x02_8000,
          1,
          new FunctionIdentity.Subsystem(0, 0),
          List.of(
              new BaseAddress(0, BaseAddress.Space.MEMORY, BAR_BYTES),
              new BaseAddress(2, BaseAddress.Space.IO, IO_BYTES)),
          1,
          new FunctionIdentity.Power(0xdc, Pmc.VERSION_2));

  /** The only model there is. */
  static Cards models() {
    return new Cards(List.of(new TestCard()));
  }

  /** {@code count} cards without a network. */
  static List<NetworkCard> cards(int count) {
    NetworkCard card = new NetworkCard(NAME, 0, LinkSettings.gigabit(), new NoNetwork());
    return Collections.nCopies(count, card);
  }

  private static final class NoNetwork implements EthernetPeer {
    @Override
    public void accept(byte[] frame) {}

    @Override
    public byte @Nullable [] next() {
      return null;
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public FunctionIdentity identity() {
    return IDENTITY;
  }

  @Override
  public PciChip<?> build(Outlets outlets, long macAddress) {
    return new Chip(outlets);
  }

  static final class Chip implements PciChip<List<Long>>, RegisterWindow {
    private final Outlets outlets;
    private long scratch;
    private long events;

    Chip(Outlets outlets) {
      this.outlets = outlets;
    }

    @Override
    public RegisterWindow bar(int index) {
      return this;
    }

    @Override
    public long read(long offset, int width) {
      return switch ((int) offset) {
        case SCRATCH -> scratch;
        case EVENTS -> events;
        default -> 0;
      };
    }

    @Override
    public void write(long offset, int width, long value) {
      switch ((int) offset) {
        case SCRATCH -> scratch = value;
        case INTERRUPT -> outlets.interrupt().set(value != 0);
        case STORE -> store(value);
        default -> {}
      }
    }

    private void store(long address) {
      byte[] bytes = ByteBuffer.allocate(8).putLong(Long.reverseBytes(scratch)).array();
      if (!outlets.memory().write(address, bytes, 0, bytes.length)) {
        scratch = -1;
      }
    }

    @Override
    public void reset() {
      scratch = 0;
      outlets.interrupt().set(false);
    }

    @Override
    public void resetFromD3() {
      reset();
    }

    @Override
    public void busMasterGranted(boolean granted) {
      events += granted ? 0x100 : 0;
    }

    @Override
    public List<Long> state() {
      return List.of(scratch, events);
    }

    @Override
    public void restore(List<Long> state) {
      scratch = state.get(0);
      events = state.get(1);
    }
  }
}
