package dev.sidestep.platform.soft;

import dev.sidestep.base.Bits;
import dev.sidestep.base.RegisterWindow;
import dev.sidestep.device.model.pci.BaseAddress;
import dev.sidestep.device.model.pci.DecodedRange;
import dev.sidestep.platform.AddressRange;
import dev.sidestep.platform.PciRegion;
import dev.sidestep.platform.RegisterRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Guest-physical addresses behind which a space of the PCI bus is. What no function answers is a
 * master abort: reads as all ones, writes go nowhere, and nothing faults. Where two functions
 * answer, the one in the lower slot does; of one function, the lower base address register. A range
 * that is not all inside does not pass the host. Lock held.
 */
final class PciAperture implements RegisterWindow {
  private final BaseAddress.Space space;
  private final AddressRange range;
  private final long pciAddress;
  private List<Route> routes = List.of();

  private record Route(AddressRange range, RegisterWindow registers) {}

  /**
   * An aperture that nothing answers behind.
   *
   * @param range guest-physical addresses
   * @param pciAddress what the first of them is on the PCI bus
   */
  PciAperture(BaseAddress.Space space, AddressRange range, long pciAddress) {
    this.space = space;
    this.range = range;
    this.pciAddress = pciAddress;
  }

  AddressRange range() {
    return range;
  }

  /** Takes the ranges of all slots anew, lowest slot first. */
  void route(List<PciSlot> slots) {
    List<Route> found = new ArrayList<>();
    for (PciSlot slot : slots) {
      for (DecodedRange decoded : slot.function().decoded()) {
        if (!slot.isIsolated() && isInside(decoded)) {
          RegisterWindow registers = slot.function().bar(decoded.bar().index());
          found.add(new Route(addressesOf(decoded), registers));
        }
      }
    }
    routes = List.copyOf(found);
  }

  private boolean isInside(DecodedRange decoded) {
    long offset = decoded.address() - pciAddress;
    return decoded.bar().space() == space
        && offset >= 0
        && offset + decoded.bar().sizeBytes() <= range.size();
  }

  private AddressRange addressesOf(DecodedRange decoded) {
    return new AddressRange(
        range.start() + decoded.address() - pciAddress, decoded.bar().sizeBytes());
  }

  /** Adds where the harts find the registers of {@code slot} in here. */
  void addRanges(PciSlot slot, List<RegisterRange> ranges) {
    for (DecodedRange decoded : slot.function().decoded()) {
      if (isInside(decoded)) {
        long offset = PciRegion.bar(decoded.bar().index());
        ranges.add(new RegisterRange(addressesOf(decoded), offset));
      }
    }
  }

  private @Nullable Route at(long address) {
    for (Route route : routes) {
      if (route.range.contains(address)) {
        return route;
      }
    }
    return null;
  }

  @Override
  public long read(long offset, int width) {
    long address = range.start() + offset;
    Route route = at(address);
    return route == null
        ? Bits.truncate(-1, width)
        : route.registers.read(address - route.range.start(), width);
  }

  @Override
  public void write(long offset, int width, long value) {
    long address = range.start() + offset;
    Route route = at(address);
    if (route != null) {
      route.registers.write(address - route.range.start(), width, value);
    }
  }
}
