package dev.sidestep.vmm.device.pci;

import dev.sidestep.base.Bits;
import dev.sidestep.device.spec.pci.PciHeader;
import dev.sidestep.device.spec.pci.PciHeader.Command;
import dev.sidestep.device.spec.pci.PowerManagement;
import dev.sidestep.platform.AddressRange;
import dev.sidestep.platform.PciBus;
import dev.sidestep.platform.PciRegion;
import dev.sidestep.platform.RegisterRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ObjIntConsumer;

/**
 * Configuration space of a function that is not there: what the guest's resource discovery finds
 * ([0044]). It stores, and says where the guest is to find the function's registers.
 *
 * @datasheet PCI Local Bus 3.0 6.2
 */
public final class VirtualConfiguration {
  private static final int WORDS = PciHeader.SPACE_BYTES / Integer.BYTES;

  private final FunctionProfile profile;
  private final int[] words = new int[WORDS];
  private final int[] writable = new int[WORDS];

  /** The space of a function after power-on. */
  public VirtualConfiguration(FunctionProfile profile) {
    this.profile = profile;
    writable[PciHeader.COMMAND / 4] = Command.ALL;
    writable[PciHeader.CACHE_LINE_SIZE / 4] = 0xffff;
    writable[PciHeader.INTERRUPT_LINE / 4] = 0xff;
    for (FunctionProfile.Bar bar : profile.bars()) {
      int flags = bar.io() ? PciHeader.Bar.IO_FLAGS : PciHeader.Bar.MEMORY_FLAGS;
      writable[PciHeader.bar(bar.index()) / 4] = -bar.bytes() & ~flags;
    }
    if (profile.power() != 0) {
      writable[(profile.power() + PowerManagement.PMCSR) / 4] =
          PowerManagement.Pmcsr.POWER_STATE | PowerManagement.Pmcsr.PME_EN;
    }
    reset();
  }

  /** As after power-on. */
  public void reset() {
    Arrays.fill(words, 0);
    words[PciHeader.VENDOR_ID / 4] = profile.device();
    words[PciHeader.REVISION_ID / 4] = profile.classAndRevision();
    words[PciHeader.SUBSYSTEM_VENDOR_ID / 4] = profile.subsystem();
    words[PciHeader.INTERRUPT_LINE / 4] = 1 << Byte.SIZE; // INTA#
    for (FunctionProfile.Bar bar : profile.bars()) {
      words[PciHeader.bar(bar.index()) / 4] = bar.io() ? PciHeader.Bar.IO : 0;
    }
    if (profile.power() != 0) {
      words[PciHeader.COMMAND / 4] = PciHeader.Status.CAPABILITIES << Short.SIZE;
      words[PciHeader.CAPABILITIES_POINTER / 4] = profile.power();
      words[profile.power() / 4] = profile.powerCapabilities() << Short.SIZE | PowerManagement.ID;
    }
  }

  /** Reads 1, 2 or 4 bytes; from 256 on, where there is no extended capability, 0. */
  public int read(int offset, int width) {
    if (offset >= PciHeader.SPACE_BYTES) {
      return 0;
    }
    return (int) Bits.truncate(words[offset / 4] >>> (offset & 3) * Byte.SIZE, width);
  }

  /** Writes what can be written of 1, 2 or 4 bytes. */
  public void write(int offset, int width, int value) {
    if (offset >= PciHeader.SPACE_BYTES) {
      return;
    }
    int shift = (offset & 3) * Byte.SIZE;
    int mask = writable[offset / 4] & (int) Bits.truncate(-1, width) << shift;
    words[offset / 4] = words[offset / 4] & ~mask | value << shift & mask;
  }

  /** Every word that software can change, by its offset: for a function that is to be the same. */
  public void forEachSetting(ObjIntConsumer<Integer> action) {
    for (int word = WORDS - 1; word >= 0; word--) {
      if (writable[word] != 0) {
        action.accept(words[word] & writable[word], word * Integer.BYTES);
      }
    }
  }

  /**
   * Where the guest finds the function now.
   *
   * @param own the page of its configuration space
   */
  public List<RegisterRange> ranges(PciBus bus, RegisterRange own) {
    List<RegisterRange> ranges = new ArrayList<>();
    ranges.add(own);
    for (FunctionProfile.Bar bar : profile.bars()) {
      int enable = bar.io() ? Command.IO_SPACE : Command.MEMORY_SPACE;
      long start = Bits.isSet(words[PciHeader.COMMAND / 4], enable) ? start(bus, bar) : -1;
      if (start >= 0) {
        AddressRange range = new AddressRange(start, bar.bytes());
        ranges.add(new RegisterRange(range, PciRegion.bar(bar.index())));
      }
    }
    return List.copyOf(ranges);
  }

  private long start(PciBus bus, FunctionProfile.Bar bar) {
    int word = PciHeader.bar(bar.index()) / 4;
    long address = Integer.toUnsignedLong(words[word] & writable[word]);
    return bar.io() ? bus.ioAddress(address, bar.bytes()) : bus.memoryAddress(address, bar.bytes());
  }
}
