package dev.sidestep.platform.soft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.spec.pci.Ecam;
import dev.sidestep.device.spec.pci.PciHeader;
import dev.sidestep.device.spec.pci.PciHeader.Command;
import dev.sidestep.device.spec.pci.PowerManagement;
import dev.sidestep.device.spec.pci.PowerManagement.Pmcsr;
import dev.sidestep.platform.AccessMode;
import dev.sidestep.platform.AddressRange;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.DmaBuffer;
import dev.sidestep.platform.MmioAccess;
import dev.sidestep.platform.Owner;
import dev.sidestep.platform.PciRegion;
import dev.sidestep.platform.PhysicalDevice;
import dev.sidestep.platform.RegisterRange;
import dev.sidestep.platform.Verdict;
import dev.sidestep.riscv.Plic;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a guest finds on the PCI bus, and what it finds there while the monitor is in between. */
class PciHostTest {
  private static final DeviceId NET0 = new DeviceId("net0");
  private static final long BAR = AddressMap.PCI_MEMORY + 0x10_0000;
  private static final long ELSEWHERE = AddressMap.PCI_MEMORY + 0x20_0000;
  private static final long PORT = 0x1000;
  private static final int LOAD_FAULT = 5;
  private static final long FREE_RAM = AddressMap.RAM + 0x20_0000;

  private Bench bench = open(true, 2);

  private static Bench open(boolean monitored, int cards) {
    return Bench.withCards(2, monitored, TestCard.models(), TestCard.cards(cards));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static long configuration(int device, int register) {
    return AddressMap.ECAM + Ecam.offset(0, device, 0) + register;
  }

  private void configure(int device, int register, int width, long value) {
    bench.store(0, configuration(device, register), width, value);
  }

  private long configured(int device, int register, int width) {
    return bench.load(0, configuration(device, register), width);
  }

  /** Memory at {@code address}, and everything on but the interrupt. */
  private void map(int device, long address) {
    configure(device, PciHeader.bar(0), 4, address);
    configure(device, PciHeader.bar(2), 4, PORT * device);
    int all = Command.MEMORY_SPACE | Command.IO_SPACE | Command.BUS_MASTER;
    configure(device, PciHeader.COMMAND, 2, all);
  }

  private PhysicalDevice net0() {
    return bench.platform.devices().getFirst();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void enumeration(boolean monitored) {
    bench.close();
    bench = open(monitored, 2);
    assertThat(configured(0, PciHeader.SUB_CLASS, 2)).isEqualTo(0x0600);
    assertThat(configured(1, 0, 4)).isEqualTo(0x5678_1234L);
    assertThat(configured(2, PciHeader.INTERRUPT_PIN, 1)).isEqualTo(1);
    assertThat(configured(3, 0, 4)).isEqualTo(0xffff_ffffL);
    assertThat(bench.load(0, configuration(1, 0) + Ecam.offset(0, 0, 1), 2)).isEqualTo(0xffff);
    configure(3, PciHeader.COMMAND, 2, -1); // goes nowhere
    configure(1, PciHeader.bar(0), 4, 0xffff_ffffL);
    assertThat(configured(1, PciHeader.bar(0), 4)).isEqualTo(0xffff_e000L);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void registersMoveWithTheirBaseAddress(boolean monitored) {
    bench.close();
    bench = open(monitored, 1);
    assertThat(bench.load(0, BAR, 8)).isEqualTo(-1L);
    map(1, BAR);
    bench.store(0, BAR + TestCard.SCRATCH, 8, 77);
    assertThat(bench.load(1, AddressMap.PCI_IO + PORT, 8)).isEqualTo(77);
    configure(1, PciHeader.bar(0), 4, ELSEWHERE);
    assertThat(bench.load(0, BAR, 8)).isEqualTo(-1L);
    assertThat(bench.load(1, ELSEWHERE, 8)).isEqualTo(77);
    configure(1, PciHeader.COMMAND, 2, 0);
    assertThat(bench.load(1, ELSEWHERE, 4)).isEqualTo(0xffff_ffffL);
    bench.store(1, ELSEWHERE, 8, 78);
    configure(1, PciHeader.COMMAND, 2, Command.MEMORY_SPACE);
    assertThat(bench.load(0, ELSEWHERE, 8)).isEqualTo(77);
  }

  @Test
  void overlappingFunctionsAndPlacesOutsideTheAperture() {
    map(1, BAR);
    bench.store(0, BAR, 8, 1);
    map(2, ELSEWHERE);
    bench.store(0, ELSEWHERE, 8, 2);
    configure(2, PciHeader.bar(0), 4, BAR);
    assertThat(bench.load(0, BAR, 8)).as("the lower slot answers").isEqualTo(1);
    for (long where : new long[] {FREE_RAM, 0, AddressMap.UART0, 0xffff_e000L}) {
      configure(1, PciHeader.bar(0), 4, where);
      assertThat(bench.load(0, BAR, 8)).isEqualTo(2);
    }
    bench.store(0, FREE_RAM, 8, 3);
    assertThat(bench.board.ram().segment().get(ValueLayout.JAVA_LONG, 0x20_0000)).isEqualTo(3);
    assertThat(bench.tryLoad(0, 0x0310_0000L, 4)).as("no aperture").isEqualTo(LOAD_FAULT);
    assertThat(net0().ranges()).hasSize(2); // configuration space and I/O
  }

  @Test
  void pinsAreWiredToDistinctSources() {
    map(1, BAR);
    map(2, ELSEWHERE);
    bench.store(0, ELSEWHERE + TestCard.INTERRUPT, 8, 1);
    long pending = bench.load(0, AddressMap.PLIC + Plic.pendingOffset(32), 4);
    assertThat(pending).isEqualTo(1 << (PciHost.sourceOf(2, 1) - 32));
    assertThat(configured(2, PciHeader.STATUS, 2) & PciHeader.Status.INTERRUPT).isNotZero();
    assertThat(bench.board.devices().stream().map(BoardDevice::source).distinct()).hasSize(3);
  }

  @Test
  void aGuestsDeviceReachesTheGuestsMemoryOnly() {
    map(1, BAR);
    bench.store(0, BAR, 8, 0x1122);
    bench.store(0, BAR + TestCard.STORE, 8, FREE_RAM);
    assertThat(bench.load(0, FREE_RAM, 8)).isEqualTo(0x1122);
    long end = AddressMap.RAM + Bench.RAM_BYTES;
    long machine = bench.board.map().onBus(FREE_RAM);
    for (long where : new long[] {0, AddressMap.UART0, end - 4, end, machine, -4, 1L << 63}) {
      bench.store(0, BAR + TestCard.STORE, 8, where);
      assertThat(bench.load(0, BAR, 8)).as("refused at %x", where).isEqualTo(-1L);
    }
    assertThat(net0().dma().faults()).isEqualTo(7);
    assertThat(bench.board.cards().getFirst().dma().recentFaults())
        .contains(new SoftDmaWindow.Fault(machine, 8, true, Owner.GUEST));
    assertThat(configured(1, PciHeader.STATUS, 2) & PciHeader.Status.RECEIVED_MASTER_ABORT)
        .isNotZero();
  }

  @Test
  void withoutBusMasteringNothingIsReachedAndNothingIsAFault() {
    map(1, BAR);
    assertThat(bench.load(0, BAR + TestCard.EVENTS, 8)).isEqualTo(0x100);
    configure(1, PciHeader.COMMAND, 2, Command.MEMORY_SPACE);
    bench.store(0, BAR, 8, 5);
    bench.store(0, BAR + TestCard.STORE, 8, FREE_RAM);
    assertThat(bench.load(0, BAR, 8)).isEqualTo(-1L);
    assertThat(bench.load(0, FREE_RAM, 8)).isZero();
    assertThat(net0().dma().faults()).isZero();
    configure(1, PciHeader.COMMAND, 2, Command.MEMORY_SPACE | Command.BUS_MASTER);
    assertThat(bench.load(0, BAR + TestCard.EVENTS, 8)).isEqualTo(0x200);
  }

  @Test
  void theMonitorsDeviceReachesItsBuffersOnly() {
    map(1, BAR);
    DmaBuffer buffer = net0().dma().allocate(12);
    DmaBuffer next = net0().dma().allocate(8);
    net0().dma().admit(Owner.VMM);
    bench.store(0, BAR, 8, 0x55);
    for (long where :
        new long[] {FREE_RAM, buffer.address() + 8, buffer.address() - 8, next.address() - 8}) {
      net0().registers().write(TestCard.SCRATCH, 8, 0x55);
      net0().registers().write(TestCard.STORE, 8, where);
      assertThat(net0().registers().read(TestCard.SCRATCH, 8)).isEqualTo(-1L);
    }
    net0().registers().write(TestCard.SCRATCH, 8, 0x55);
    net0().registers().write(TestCard.STORE, 8, next.address());
    byte[] read = new byte[8];
    assertThat(next.read(next.address(), read, 0, 8)).isTrue();
    assertThat(read).startsWith(0x55);
    assertThat(bench.load(0, FREE_RAM, 8)).isZero();
    assertThat(net0().dma().faults()).isEqualTo(4);
    net0().dma().admit(Owner.GUEST);
    net0().registers().write(TestCard.STORE, 8, next.address());
    assertThat(net0().dma().faults()).isEqualTo(5);
  }

  @Test
  void guestMemoryOfThePort() {
    bench.store(0, FREE_RAM, 8, 0x0102);
    byte[] bytes = new byte[4];
    assertThat(bench.platform.guestMemory().read(FREE_RAM, bytes, 1, 2)).isTrue();
    assertThat(bytes).containsExactly(0, 2, 1, 0);
    assertThat(bench.platform.guestMemory().write(FREE_RAM, bytes, 1, 1)).isTrue();
    assertThat(bench.platform.guestMemory().read(AddressMap.UART0, bytes, 0, 1)).isFalse();
  }

  /** Accesses of the guest, as {@code device offset}. */
  private List<String> recordAccesses() {
    List<String> seen = new ArrayList<>();
    bench.monitor.onAccess =
        access -> {
          seen.add(describe(access));
          return Verdict.FORWARD;
        };
    return seen;
  }

  private static String describe(MmioAccess access) {
    return "%s %x".formatted(access.device(), access.offset());
  }

  @Test
  void allOfAFunctionIsIntercepted() {
    map(1, BAR);
    map(2, ELSEWHERE);
    bench.load(1, BAR, 8);
    bench.redirect(NET0, Owner.VMM);
    List<String> seen = recordAccesses();
    bench.load(1, BAR + 0x1008, 8);
    bench.store(0, AddressMap.PCI_IO + PORT, 4, 9);
    configured(1, PciHeader.VENDOR_ID, 2);
    configured(2, PciHeader.VENDOR_ID, 2);
    bench.load(0, ELSEWHERE, 8);
    bench.load(0, AddressMap.PCI_IO + 2 * PORT, 4);
    assertThat(seen).containsExactly("net0 1008", "net0 200000000", "net0 700000000");
    assertThat(net0().registers().read(TestCard.SCRATCH, 8)).isEqualTo(9);
    bench.redirect(NET0, Owner.GUEST);
    assertThat(bench.load(1, BAR, 8)).isEqualTo(9);
    assertThat(seen).hasSize(3);
  }

  @Test
  void aMoveInEmulatedCustodyTakesTheInterceptionAlong() {
    map(1, BAR);
    bench.redirect(NET0, Owner.VMM);
    List<String> seen = recordAccesses();
    assertThat(bench.load(1, ELSEWHERE, 4)).isEqualTo(0xffff_ffffL); // hart 1 holds a translation
    configure(1, PciHeader.bar(0), 4, ELSEWHERE);
    bench.store(1, ELSEWHERE, 8, 5);
    assertThat(bench.load(0, BAR, 8)).isEqualTo(-1L);
    assertThat(seen).containsExactly("net0 700000010", "net0 0");
    assertThat(bench.platform.accessMap().mode(ELSEWHERE)).isEqualTo(AccessMode.INTERCEPTED);
    assertThat(bench.platform.accessMap().mode(BAR)).isEqualTo(AccessMode.DIRECT);
    assertThat(net0().registers().read(TestCard.SCRATCH, 8)).isEqualTo(5);
  }

  @Test
  void aPlacedDeviceIsNowhereElse() {
    map(1, BAR);
    bench
        .platform
        .accessMap()
        .place(NET0, List.of(new RegisterRange(new AddressRange(ELSEWHERE, 0x100), 0)));
    bench.store(0, BAR, 8, 3);
    bench.redirect(NET0, Owner.VMM);
    List<String> seen = recordAccesses();
    assertThat(bench.load(0, ELSEWHERE, 8)).isEqualTo(3);
    assertThat(bench.load(0, ELSEWHERE + 0x100, 8)).isEqualTo(-1L);
    assertThat(bench.load(0, BAR, 8)).isEqualTo(-1L);
    assertThat(configured(1, 0, 4)).isEqualTo(0xffff_ffffL);
    assertThat(seen).containsExactly("net0 0");
    bench.platform.accessMap().place(NET0, List.of());
    assertThat(bench.load(0, BAR, 8)).isEqualTo(3);
    assertThat(seen).hasSize(2);
  }

  @Test
  void theMonitorDrivesTheRealPinsSource() {
    map(1, BAR);
    long source = PciHost.sourceOf(1, 1);
    bench.store(0, AddressMap.PLIC + 4 * source, 4, 1);
    bench.store(0, AddressMap.PLIC + Plic.enableOffset(1, 32), 4, 1L << (source - 32));
    bench.redirect(NET0, Owner.VMM);
    bench.platform.interrupts().setVirtualLine(NET0, true);
    assertThat(bench.load(0, AddressMap.PLIC + Plic.claimOffset(1), 4)).isEqualTo(source);
    assertThat(bench.platform.interrupts().isInService(NET0)).isTrue();
  }

  @Test
  void d3hotAndBack() {
    map(1, BAR);
    bench.store(0, BAR, 8, 3);
    configure(1, 0xdc + PowerManagement.PMCSR, 2, Pmcsr.D3HOT);
    assertThat(bench.load(0, BAR, 8)).isEqualTo(-1L);
    configure(1, 0xdc + PowerManagement.PMCSR, 2, Pmcsr.D0);
    map(1, BAR);
    assertThat(bench.load(0, BAR, 8)).isZero();
  }

  @Test
  void rangesOfTheRegisterWindow() {
    map(1, BAR);
    assertThat(net0().ranges())
        .containsExactly(
            new RegisterRange(new AddressRange(configuration(1, 0), 4096), PciRegion.CONFIGURATION),
            new RegisterRange(new AddressRange(BAR, TestCard.BAR_BYTES), 0),
            new RegisterRange(
                new AddressRange(AddressMap.PCI_IO + PORT, TestCard.IO_BYTES), PciRegion.bar(2)));
    assertThat(net0().registers().read(PciRegion.CONFIGURATION, 2)).isEqualTo(0x1234);
  }

  @Test
  void resetLeavesTheCardWhereItIs() {
    map(1, BAR);
    bench.store(0, BAR, 8, 3);
    net0().reset();
    assertThat(bench.load(0, BAR, 8)).isZero();
  }

  @Test
  void snapshotsKnowWhereACardIs() {
    map(1, BAR);
    bench.store(0, BAR, 8, 3);
    Snapshot snapshot = Snapshot.of(bench.board);
    map(1, ELSEWHERE);
    bench.store(0, ELSEWHERE, 8, 4);
    assertThat(Snapshot.of(bench.board)).isNotEqualTo(snapshot);
    snapshot.restoreTo(bench.board);
    assertThat(Snapshot.of(bench.board)).isEqualTo(snapshot);
    assertThat(bench.load(0, BAR, 8)).isEqualTo(3);
    assertThat(bench.load(0, ELSEWHERE, 8)).isEqualTo(-1L);
  }
}
