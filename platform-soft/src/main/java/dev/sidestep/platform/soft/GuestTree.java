package dev.sidestep.platform.soft;

import dev.sidestep.platform.MachineConfiguration;
import dev.sidestep.riscv.DeviceTree;
import dev.sidestep.riscv.DeviceTreeCells;
import dev.sidestep.riscv.DeviceTreeNode;
import dev.sidestep.riscv.Plic;
import java.util.Random;

/** The device tree that the guest boots with: what is on the board, in guest-physical addresses. */
final class GuestTree {
  /** Label of the interrupt controller's node. */
  static final String PLIC_LABEL = "plic";

  private static final String ISA = "rv64imafdc_zicntr_zicsr_zifencei_zba_zbb_zbs_sstc";
  private static final String[] ISA_EXTENSIONS = {
    "i", "m", "a", "f", "d", "c", "zicntr", "zicsr", "zifencei", "zba", "zbb", "zbs", "sstc"
  };
  private static final int EXTERNAL_MACHINE = 11;
  private static final int EXTERNAL_SUPERVISOR = 9;
  private static final int RNG_SEED_BYTES = 64;

  private final MachineConfiguration configuration;
  private final Board board;
  private final DeviceTree tree = DeviceTree.create();

  private GuestTree(MachineConfiguration configuration, Board board) {
    this.configuration = configuration;
    this.board = board;
  }

  /**
   * The flattened tree.
   *
   * @param initrdAddress guest-physical address of the initial RAM disk, if there is one
   */
  static byte[] of(MachineConfiguration configuration, Board board, long initrdAddress) {
    return new GuestTree(configuration, board).build(initrdAddress);
  }

  private byte[] build(long initrdAddress) {
    DeviceTreeNode root = tree.root();
    root.property("#address-cells", 2)
        .property("#size-cells", 2)
        .strings("compatible", "sidestep,soft", "riscv-virtio")
        .strings("model", "sidestep,soft");
    describeChosen(root.node("chosen"), initrdAddress);
    describeHarts(root.node("cpus"));
    root.node("memory@" + Long.toHexString(AddressMap.RAM))
        .strings("device_type", "memory")
        .property("reg", DeviceTreeCells.of().u64(AddressMap.RAM).u64(configuration.ramBytes()));
    DeviceTreeNode soc = root.node("soc");
    soc.property("#address-cells", 2)
        .property("#size-cells", 2)
        .strings("compatible", "simple-bus")
        .flag("ranges");
    describePlic(soc);
    board.serial().describe(soc);
    PciHostNode.describe(soc);
    return tree.toBytes();
  }

  private void describeChosen(DeviceTreeNode chosen, long initrdAddress) {
    byte[] initrd = configuration.boot().initrd();
    chosen
        .strings("bootargs", configuration.boot().commandLine())
        .strings("stdout-path", "/soc/serial@" + Long.toHexString(AddressMap.UART0));
    if (initrd.length > 0) {
      chosen
          .property("linux,initrd-start", DeviceTreeCells.of().u64(initrdAddress))
          .property("linux,initrd-end", DeviceTreeCells.of().u64(initrdAddress + initrd.length));
    }
    byte[] seed = new byte[RNG_SEED_BYTES];
    new Random(configuration.seed()).nextBytes(seed);
    chosen.bytes("rng-seed", seed);
  }

  private void describeHarts(DeviceTreeNode cpus) {
    cpus.property("#address-cells", 1)
        .property("#size-cells", 0)
        .property("timebase-frequency", (int) AddressMap.TIMEBASE_HZ);
    for (int hart = 0; hart < configuration.vcpus(); hart++) {
      DeviceTreeNode cpu = cpus.node("cpu@" + Integer.toHexString(hart));
      cpu.strings("device_type", "cpu")
          .strings("compatible", "riscv")
          .strings("status", "okay")
          .property("reg", hart)
          .strings("riscv,isa", ISA)
          .strings("riscv,isa-base", "rv64i")
          .strings("riscv,isa-extensions", ISA_EXTENSIONS)
          .strings("mmu-type", "riscv,sv48");
      cpu.node("interrupt-controller")
          .label(controllerOf(hart))
          .strings("compatible", "riscv,cpu-intc")
          .flag("interrupt-controller")
          .property("#interrupt-cells", 1);
    }
  }

  private static String controllerOf(int hart) {
    return "cpu" + hart + "_intc";
  }

  private void describePlic(DeviceTreeNode soc) {
    DeviceTreeCells contexts = DeviceTreeCells.of();
    for (int hart = 0; hart < configuration.vcpus(); hart++) {
      contexts
          .phandle(controllerOf(hart))
          .cells(EXTERNAL_MACHINE)
          .phandle(controllerOf(hart))
          .cells(EXTERNAL_SUPERVISOR);
    }
    soc.node("interrupt-controller@" + Long.toHexString(AddressMap.PLIC))
        .label(PLIC_LABEL)
        .strings("compatible", "sifive,plic-1.0.0", "riscv,plic0")
        .property("reg", DeviceTreeCells.of().u64(AddressMap.PLIC).u64(AddressMap.PLIC_SIZE))
        .flag("interrupt-controller")
        .property("#interrupt-cells", 1)
        .property("#address-cells", 0)
        .property("riscv,ndev", board.plic().sourceCount())
        .property("interrupts-extended", contexts);
    assert Plic.supervisorContext(0) == 1 : "the contexts above are in the PLIC's order";
  }
}
