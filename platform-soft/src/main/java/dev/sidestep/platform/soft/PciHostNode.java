package dev.sidestep.platform.soft;

import dev.sidestep.device.spec.pci.Ecam;
import dev.sidestep.riscv.DeviceTreeCells;
import dev.sidestep.riscv.DeviceTreeNode;

/**
 * The PCI host's node: a host without registers of its own, as the devicetree binding {@code
 * pci-host-ecam-generic} describes it. Cards need no node: software finds them.
 */
final class PciHostNode {
  private static final int IO_SPACE = 0x0100_0000;
  private static final int MEMORY_SPACE = 0x0200_0000;

  /** Slots and pins that an interrupt specifier tells apart: devices by their low two bits. */
  private static final int DEVICE_MASK = 0x1800;

  private static final int PIN_MASK = 7;
  private static final int DEVICE_SHIFT = 11;

  private PciHostNode() {}

  /** Adds the node under {@code soc}. */
  static void describe(DeviceTreeNode soc) {
    soc.node("pci@" + Long.toHexString(AddressMap.ECAM))
        .strings("compatible", "pci-host-ecam-generic")
        .strings("device_type", "pci")
        .property("#address-cells", 3)
        .property("#size-cells", 2)
        .property("#interrupt-cells", 1)
        .property("bus-range", 0, 0)
        .property("linux,pci-domain", 0)
        .property("reg", DeviceTreeCells.of().u64(AddressMap.ECAM).u64(Ecam.BUS_BYTES))
        .property("ranges", ranges())
        .flag("dma-coherent")
        .property("interrupt-map-mask", DEVICE_MASK, 0, 0, PIN_MASK)
        .property("interrupt-map", interruptMap());
  }

  /** Space and PCI address, guest-physical address, size. */
  private static DeviceTreeCells ranges() {
    return DeviceTreeCells.of(IO_SPACE)
        .u64(0)
        .u64(AddressMap.PCI_IO)
        .u64(AddressMap.PCI_IO_SIZE)
        .cells(MEMORY_SPACE)
        .u64(AddressMap.PCI_MEMORY)
        .u64(AddressMap.PCI_MEMORY)
        .u64(AddressMap.PCI_MEMORY_SIZE);
  }

  private static DeviceTreeCells interruptMap() {
    DeviceTreeCells map = DeviceTreeCells.of();
    for (int device = 0; device < PciHost.PINS; device++) {
      for (int pin = 1; pin <= PciHost.PINS; pin++) {
        map.cells(device << DEVICE_SHIFT, 0, 0, pin)
            .phandle(GuestTree.PLIC_LABEL)
            .cells(PciHost.sourceOf(device, pin));
      }
    }
    return map;
  }
}
