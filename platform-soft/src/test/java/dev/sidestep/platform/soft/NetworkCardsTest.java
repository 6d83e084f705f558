package dev.sidestep.platform.soft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.base.Failure;
import dev.sidestep.device.spec.pci.Ecam;
import dev.sidestep.device.spec.pci.PciHeader;
import dev.sidestep.device.spec.pci.PciHeader.Command;
import dev.sidestep.platform.BootSource;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.EthernetPeer;
import dev.sidestep.platform.LinkSettings;
import dev.sidestep.platform.Machine;
import dev.sidestep.platform.MachineConfiguration;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.platform.MachineConfiguration.Timing;
import dev.sidestep.platform.NetworkCard;
import dev.sidestep.platform.PhysicalDevice;
import dev.sidestep.platform.SerialPeer;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Cards as a machine's configuration asks for them. */
class NetworkCardsTest {
  private static final long MAC = 0x52_54_00_12_34_56L;
  private static final long BAR = AddressMap.PCI_MEMORY;
  private static final long STATUS = BAR + 8;
  private static final long RAL = BAR + 0x5400;

  private final Network network = new Network();

  /** Has nothing to say, and counts how often it is asked. */
  private static final class Network implements EthernetPeer {
    private int asked;

    @Override
    public void accept(byte[] frame) {}

    @Override
    public byte @Nullable [] next() {
      asked++;
      return null;
    }
  }

  private static final class Silence implements SerialPeer {
    @Override
    public void accept(int character) {}

    @Override
    public int next() {
      return -1;
    }
  }

  private NetworkCard card(String model) {
    return new NetworkCard(model, MAC, LinkSettings.gigabit(), network);
  }

  private static Machine machine(List<NetworkCard> cards) {
    return new SoftMachineProvider()
        .create(
            new MachineConfiguration(
                1,
                Bench.RAM_BYTES,
                ClockMode.DETERMINISTIC,
                Timing.FAST,
                1,
                true,
                new BootSource(List.of(), AddressMap.RAM, new byte[0], ""),
                new Silence(),
                cards));
  }

  @Test
  void cardsAreDevicesThatCanChangeCustody() {
    try (Machine machine = machine(Collections.nCopies(4, card("82540EM")))) {
      assertThat(machine.platform().devices())
          .extracting(PhysicalDevice::id)
          .extracting(DeviceId::name)
          .containsExactly("net0", "net1", "net2", "net3", "uart0");
      assertThat(machine.platform().devices().getFirst().interfaceName()).isEqualTo("82540EM");
    }
  }

  @Test
  void aModelThatThereIsNot() {
    List<NetworkCard> cards = List.of(card("NE2000"));
    assertThatThrownBy(() -> machine(cards))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.reason()).isEqualTo(Failure.Reason.USAGE))
        .hasMessageContaining("NE2000")
        .hasMessageContaining("82540EM");
  }

  @Test
  void moreCardsThanSlots() {
    List<NetworkCard> cards = Collections.nCopies(5, card("82540EM"));
    assertThatThrownBy(() -> machine(cards))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("4 slots");
  }

  @Test
  void aPulledCableAsksForNothing() {
    try (Machine machine = machine(List.of(card("82540EM")))) {
      machine.networkInputAvailable(0);
      assertThat(network.asked).isEqualTo(1);
      machine.connectCable(0, false);
      machine.networkInputAvailable(0);
      assertThat(network.asked).isEqualTo(1);
      machine.connectCable(0, true);
      assertThat(network.asked).isEqualTo(2);
    }
  }

  @Test
  void aCardGoesIntoASnapshot() {
    List<NetworkCard> cards = List.of(card("82540EM"));
    try (Bench bench = Bench.withCards(1, true, Cards.known(), cards)) {
      long header = AddressMap.ECAM + Ecam.offset(0, 1, 0);
      assertThat(bench.load(0, header, 4)).isEqualTo(0x100e_8086L);
      bench.store(0, header + PciHeader.bar(0), 4, BAR);
      bench.store(0, header + PciHeader.COMMAND, 2, Command.MEMORY_SPACE);
      assertThat(bench.load(0, RAL, 4)).isEqualTo(0x1200_5452L);
      Snapshot before = Snapshot.of(bench.board);
      bench.store(0, RAL, 4, 1);
      assertThat(Snapshot.of(bench.board)).isNotEqualTo(before);
      before.restoreTo(bench.board);
      assertThat(Snapshot.of(bench.board)).isEqualTo(before);
      assertThat(bench.load(0, RAL, 4)).isEqualTo(0x1200_5452L);
      assertThat(bench.load(0, STATUS, 4)).isNotEqualTo(0xffff_ffffL);
    }
  }
}
