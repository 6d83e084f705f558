package dev.sidestep.platform.soft;

import dev.sidestep.platform.AccessMap;
import dev.sidestep.platform.AccessMode;
import dev.sidestep.platform.AddressRange;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.RegisterRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The access map of the soft machine: an array that is replaced as a whole, with the lock held, and
 * read by harts without it. Where ranges overlap the first one counts, as it does on the board.
 *
 * <p>A change inside a bracket reaches every hart before it runs. When a function moves there is no
 * bracket: the hart that moved it sees the new map at its next instruction, another one at its next
 * block. Until then a translation that it still holds leads it to the board, and an intercepted
 * device is isolated there: its access is one that came before the move.
 */
final class SoftAccessMap implements AccessMap {
  private final Board board;
  private final long ramBytes;
  private final Custody controller = new Custody(SoftInterruptRouter.CONTROLLER, null);
  private final List<Custody> custodies = new ArrayList<>();
  private volatile Region[] regions = {};

  /** How the guest reaches one device. */
  private static final class Custody {
    private final DeviceId id;
    private final @Nullable SoftDevice device;
    private volatile AccessMode mode = AccessMode.DIRECT;

    /** Where the guest finds it while it is intercepted; empty for where the hardware answers. */
    private List<RegisterRange> placed = List.of();

    Custody(DeviceId id, @Nullable SoftDevice device) {
      this.id = id;
      this.device = device;
    }
  }

  /** A map in which {@code devices} and the interrupt controller are direct. */
  SoftAccessMap(Board board, List<SoftDevice> devices) {
    this.board = board;
    this.ramBytes = board.ram().size();
    for (SoftDevice device : devices) {
      custodies.add(new Custody(device.id(), device));
    }
    custodies.add(controller);
    rebuild();
    board.pci().onMove(this::functionMoved);
  }

  private void functionMoved() {
    if (rebuild()) {
      flush();
    }
  }

  /** Makes the array anew; true if it differs from before. */
  private boolean rebuild() {
    List<Region> found = new ArrayList<>();
    for (Custody custody : custodies) {
      SoftDevice device = custody.device;
      if (device != null) {
        for (RegisterRange part : rangesOf(custody, device)) {
          found.add(new Region(device, part.range(), part.offset(), custody.mode));
        }
      }
    }
    found.add(background(AddressMap.PLIC, AddressMap.PLIC_SIZE, controller.mode));
    for (AddressRange aperture : board.pci().apertures()) {
      found.add(background(aperture.start(), aperture.size(), AccessMode.DIRECT));
    }
    boolean differs = !found.equals(List.of(regions));
    regions = found.toArray(Region[]::new);
    return differs;
  }

  private static List<RegisterRange> rangesOf(Custody custody, SoftDevice device) {
    boolean elsewhere = custody.mode == AccessMode.INTERCEPTED && !custody.placed.isEmpty();
    return elsewhere ? custody.placed : device.ranges();
  }

  private static Region background(long start, long size, AccessMode mode) {
    return new Region(null, new AddressRange(start, size), 0, mode);
  }

  private void flush() {
    for (Vcpu vcpu : board.vcpus()) {
      vcpu.hart().requestTlbFlush();
    }
  }

  private @Nullable Custody custody(DeviceId device) {
    for (Custody custody : custodies) {
      if (custody.id.equals(device)) {
        return custody;
      }
    }
    return null;
  }

  private Custody requireCustody(DeviceId device) {
    Custody custody = custody(device);
    if (custody == null) {
      throw new IllegalArgumentException("No such device: " + device);
    }
    return custody;
  }

  @Override
  public void set(DeviceId id, AccessMode mode) {
    Custody custody = requireCustody(id);
    custody.mode = mode;
    SoftDevice device = custody.device;
    if (device != null) {
      device.chip().isolate(mode != AccessMode.DIRECT);
    }
    rebuild();
    flush();
  }

  @Override
  public void place(DeviceId id, List<RegisterRange> ranges) {
    requireCustody(id).placed = List.copyOf(ranges);
    functionMoved();
  }

  /** Everything direct and at its place. No hart runs. */
  void reset() {
    for (Custody custody : custodies) {
      custody.placed = List.of();
      set(custody.id, AccessMode.DIRECT);
    }
  }

  @Override
  public AccessMode mode(DeviceId device) {
    Custody custody = custody(device);
    return custody == null ? AccessMode.NONE : custody.mode;
  }

  private boolean isRam(long address) {
    return Long.compareUnsigned(address - AddressMap.RAM, ramBytes) < 0;
  }

  /** What is at {@code address}, which is not memory; null for nothing. */
  @Nullable Region at(long address) {
    for (Region region : regions) {
      if (region.range().contains(address)) {
        return region;
      }
    }
    return null;
  }

  @Override
  public AccessMode mode(long address) {
    if (isRam(address)) {
      return AccessMode.DIRECT;
    }
    Region region = at(address);
    return region == null ? AccessMode.NONE : region.mode();
  }

  @Override
  public AccessMode pageMode(long page) {
    if (isRam(page)) {
      return AccessMode.DIRECT;
    }
    AccessMode mode = AccessMode.NONE;
    for (Region region : regions) {
      if (region.overlapsPage(page) && region.mode().compareTo(mode) > 0) {
        mode = region.mode();
      }
    }
    return mode;
  }
}
