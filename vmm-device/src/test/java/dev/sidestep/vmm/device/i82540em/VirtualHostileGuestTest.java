package dev.sidestep.vmm.device.i82540em;

import static dev.sidestep.device.spec.i82540em.I82540emRegisters.*;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sidestep.platform.PciRegion;
import dev.sidestep.vmm.device.EthernetIo;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A guest that does anything: nothing is thrown, no packet exceeds what the driver was promised.
 */
class VirtualHostileGuestTest {
  private static final int STEPS = 4_000;
  private static final int[] LIKED = {
    CTRL, CTRL_EXT, EECD, EERD, MDIC, ICR, ITR, ICS, IMS, IMC, RCTL, TCTL, PBA, RDBAL, RDBAH, RDLEN,
    RDH, RDT, RDTR, RADV, RSRPD, TDBAL, TDBAH, TDLEN, TDH, TDT, TIDV, TADV, TXDCTL, WUC, STATUS
  };
  private static final int[] WIDTHS = {1, 2, 4, 4, 4, 4, 8};

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 82540})
  void survives(long seed) {
    assertThatCode(() -> run(new Random(seed))).doesNotThrowAnyException();
  }

  private static void run(Random random) {
    VirtualRig rig = VirtualRig.running();
    for (int i = 0; i < STEPS; i++) {
      step(rig, random);
    }
  }

  private static void step(VirtualRig rig, Random random) {
    switch (random.nextInt(10)) {
      case 0 -> rig.platform.advance(random.nextInt(50_000));
      case 1 -> rig.describe(random.nextInt(VirtualRig.RING), address(random), random.nextLong());
      case 2 -> sensibleRings(rig, random);
      case 3 -> fromDriver(rig, random);
      case 4 -> rig.load(offset(random), WIDTHS[random.nextInt(WIDTHS.length)]);
      case 5 -> rig.card.showBusy(random.nextInt(4) == 0);
      case 6 -> switchOver(rig, random);
      default ->
          rig.store(offset(random), WIDTHS[random.nextInt(WIDTHS.length)], random.nextLong());
    }
    check(rig);
  }

  private static long offset(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> random.nextInt(SIZE_BYTES);
      case 1 -> PciRegion.bar(2) + random.nextInt(IO_BYTES);
      case 2 -> PciRegion.CONFIGURATION + random.nextInt(256);
      default -> LIKED[random.nextInt(LIKED.length)];
    };
  }

  private static long address(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextLong();
      case 1 -> 0;
      default -> FlatRam.BASE + random.nextInt(FlatRam.BYTES);
    };
  }

  private static void sensibleRings(VirtualRig rig, Random random) {
    rig.storeConfiguration(0x04, 2, 0x0006);
    rig.write(TDBAL, (int) VirtualRig.TX_RING);
    rig.write(TDBAH, 0);
    rig.write(TDLEN, VirtualRig.RING * 16);
    rig.write(TDH, 0);
    rig.write(TCTL, 0);
    rig.write(TCTL, 2);
    rig.write(RCTL, random.nextInt() | 2);
    rig.write(TDT, random.nextInt(VirtualRig.RING));
  }

  private static void fromDriver(VirtualRig rig, Random random) {
    switch (random.nextInt(5)) {
      case 0 -> rig.driver.makeRoom(random.nextInt(8));
      case 1 -> rig.card.deliver(new EthernetIo.PhyValue(random.nextInt(0x1_0000), false));
      case 2 -> rig.card.deliver(new EthernetIo.OtherCauses(random.nextInt()));
      default -> {
        if (rig.driver.receiveRoom > 0) {
          rig.receive(VirtualRig.bytes(random.nextInt(16_385), random.nextInt()));
        }
      }
    }
  }

  private static void switchOver(VirtualRig rig, Random random) {
    if (random.nextInt(8) == 0) {
      rig.driver.receiveRoom = 0;
      rig.card.begin(rig.card.end());
    }
  }

  private static void check(VirtualRig rig) {
    for (RecordingDriver.Packet packet : rig.driver.packets) {
      int length = packet.data().size();
      if (length == 0 || length > EthernetIo.LONGEST_PACKET) {
        throw new AssertionError("A packet of " + length);
      }
      if (!packet.offload().isSegmented() && length > OutgoingPacket.LONGEST_FRAME) {
        throw new AssertionError("A frame of " + length);
      }
    }
    rig.driver.packets.clear();
    rig.driver.others.clear();
  }
}
