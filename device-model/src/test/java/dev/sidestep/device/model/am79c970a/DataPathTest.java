package dev.sidestep.device.model.am79c970a;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.spec.am79c970a.Csr;
import dev.sidestep.device.spec.am79c970a.Csr0;
import dev.sidestep.device.spec.am79c970a.Csr3;
import dev.sidestep.device.spec.am79c970a.Csr5;
import dev.sidestep.device.spec.am79c970a.DescriptorFlags;
import dev.sidestep.device.spec.am79c970a.Mode;
import dev.sidestep.device.spec.am79c970a.SoftwareStyle;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DataPathTest {
  private static final int OWN = DescriptorFlags.OWN;
  private static final int STP = DescriptorFlags.STP;
  private static final int ENP = DescriptorFlags.ENP;
  private static final int TX_BUFFER = 0x8_0000;
  private static final SoftwareStyle WIDE = SoftwareStyle.PCNET_PCI_II;

  private final Rig rig = new Rig();

  private void transmit(SoftwareStyle style, int index, int offset, int bytes, int flags) {
    rig.post(style, Rig.TX_RING, index, TX_BUFFER + offset, bytes, flags);
  }

  private void demand() {
    rig.csr(Csr.STATUS, Csr0.TDMD | Csr0.IENA);
  }

  @ParameterizedTest
  @EnumSource
  void aFrameOfTwoBuffersIsSentWithItsCheckSequence(SoftwareStyle style) {
    rig.start(style, 0, 2048);
    byte[] frame = Rig.frameFor(0x0a0b_0c0d_0e0fL, 104);
    System.arraycopy(frame, 0, rig.memory, TX_BUFFER, 100);
    transmit(style, 1, 60, 40, OWN | ENP);
    transmit(style, 0, 0, 60, OWN | STP);
    demand();
    assertThat(rig.flags(style, Rig.TX_RING, 0)).isEqualTo(STP);
    assertThat(rig.interrupt).isFalse();
    rig.pass(10);
    assertThat(rig.wire).containsExactly(frame);
    assertThat(rig.flags(style, Rig.TX_RING, 1)).isEqualTo(ENP);
    assertThat(rig.csr(Csr.STATUS) & Csr0.TINT).isNotZero();
    assertThat(rig.interrupt).isTrue();
    rig.csr(Csr.STATUS, Csr0.TINT | Csr0.IENA);
    assertThat(rig.interrupt).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void aFrameIsStoredOverSeveralBuffers(SoftwareStyle style) {
    rig.start(style, 0, 64);
    byte[] frame = Rig.frameFor(Rig.MAC, 150);
    rig.arrive(frame);
    assertThat(rig.flags(style, Rig.RX_RING, 0)).isEqualTo(STP);
    assertThat(rig.flags(style, Rig.RX_RING, 1)).isZero();
    int match = style.isWide() ? DescriptorFlags.PAM : 0;
    assertThat(rig.flags(style, Rig.RX_RING, 2)).isEqualTo(ENP | match);
    assertThat(rig.length(style, 2)).isEqualTo(150);
    byte[] stored = new byte[150];
    for (int i = 0; i < 150; i++) {
      stored[i] = rig.memory[Rig.buffer(i / 64) + i % 64];
    }
    assertThat(stored).isEqualTo(frame);
    assertThat(rig.interrupt).isTrue();
  }

  @Test
  void aFrameThatFindsNoDescriptorIsMissed() {
    rig.start(WIDE, 0, 2048);
    for (int i = 0; i <= Rig.ENTRIES; i++) {
      rig.arrive(Rig.frameFor(Rig.MAC, 64));
    }
    assertThat(rig.csr(Csr.MFC)).isEqualTo(1);
    assertThat(rig.csr(Csr.STATUS) & (Csr0.MISS | Csr0.ERR)).isEqualTo(Csr0.MISS | Csr0.ERR);
  }

  @Test
  void aFrameThatIsLongerThanTheRestOfTheRingEndsWithBuff() {
    rig.start(WIDE, 0, 64);
    rig.arrive(Rig.frameFor(Rig.MAC, 300));
    assertThat(rig.flags(WIDE, Rig.RX_RING, 3))
        .isEqualTo(DescriptorFlags.ERR | DescriptorFlags.BUFF | DescriptorFlags.OFLO);
  }

  @Test
  void filters() {
    rig.start(WIDE, 0, 2048);
    rig.arrive(Rig.frameFor(0x5254_0012_3457L, 64));
    rig.arrive(Rig.frameFor(0x0100_5e00_0001L, 64));
    assertThat(rig.csr(Csr.STATUS) & Csr0.RINT).isZero();
    rig.arrive(Rig.frameFor(0xffff_ffff_ffffL, 64));
    assertThat(rig.flags(WIDE, Rig.RX_RING, 0)).isEqualTo(STP | ENP | DescriptorFlags.BAM);
    rig.csr(Csr.EXTENDED, Csr5.SPND);
    assertThat(rig.csr(Csr.EXTENDED) & Csr5.SPND).isNotZero();
    rig.arrive(Rig.frameFor(0xffff_ffff_ffffL, 64));
    assertThat(rig.chip.troubles().framesDropped()).isEqualTo(1);
    // 01:00:5e:00:00:01, all hosts: its CRC-32 ends in 54, of 64
    rig.csr(Csr.LADRF + 3, 0x0040);
    rig.csr(Csr.EXTENDED, 0);
    rig.arrive(Rig.frameFor(0x0100_5e00_0001L, 64));
    assertThat(rig.flags(WIDE, Rig.RX_RING, 1)).isEqualTo(STP | ENP | DescriptorFlags.LAFM);
  }

  @Test
  void promiscuousTakesAllAndRuntsAreDropped() {
    rig.start(WIDE, Mode.PROM, 2048);
    rig.arrive(Rig.frameFor(0x5254_0012_3457L, 64));
    rig.arrive(Rig.frameFor(0x5254_0012_3457L, 60));
    byte[] bad = Rig.frameFor(0x5254_0012_3457L, 64);
    bad[30] ^= 1;
    rig.arrive(bad);
    assertThat(rig.flags(WIDE, Rig.RX_RING, 0)).isEqualTo(STP | ENP);
    assertThat(rig.flags(WIDE, Rig.RX_RING, 1))
        .isEqualTo(STP | ENP | DescriptorFlags.ERR | DescriptorFlags.CRC);
  }

  @Test
  void withoutALinkTheCarrierIsLost() {
    rig.start(WIDE, 0, 2048);
    rig.plugged = false;
    transmit(WIDE, 0, 0, 60, OWN | STP | ENP);
    demand();
    rig.pass(1);
    assertThat(rig.flags(WIDE, Rig.TX_RING, 0)).isEqualTo(STP | ENP | DescriptorFlags.ERR);
    assertThat(rig.view.getInt(Rig.TX_RING)).isEqualTo(DescriptorFlags.TX_LCAR);
    assertThat(rig.wire).isEmpty();
  }

  @Test
  void aFrameWithoutAnEndTurnsTheTransmitterOff() {
    rig.start(WIDE, 0, 2048);
    transmit(WIDE, 0, 0, 60, OWN | STP);
    demand();
    assertThat(rig.flags(WIDE, Rig.TX_RING, 0)).isEqualTo(STP | DescriptorFlags.ERR);
    assertThat(rig.csr(Csr.STATUS) & Csr0.TXON).isZero();
  }

  @Test
  void theRingIsPolledWithoutBeingAsked() {
    rig.start(WIDE, 0, 2048);
    transmit(WIDE, 0, 0, 60, OWN | STP | ENP);
    rig.pass(2_000_000);
    assertThat(rig.wire).hasSize(1);
  }

  @Test
  void suspensionWaitsForTheFrameUnderWay() {
    rig.swift = false;
    rig.start(WIDE, 0, 2048);
    transmit(WIDE, 0, 0, 60, OWN | STP | ENP);
    transmit(WIDE, 1, 0, 60, OWN | STP | ENP);
    demand();
    rig.csr(Csr.EXTENDED, Csr5.SPND);
    assertThat(rig.csr(Csr.EXTENDED) & Csr5.SPND).isZero();
    rig.chip.sent();
    assertThat(rig.csr(Csr.EXTENDED) & Csr5.SPND).isNotZero();
    assertThat(rig.wire).hasSize(1);
    rig.csr(Csr.EXTENDED, 0);
    assertThat(rig.wire).hasSize(2);
  }

  @Test
  void aMasterAbortStopsTheChip() {
    rig.start(WIDE, 0, 2048);
    rig.csr(Csr.EXTENDED, Csr5.SINTE);
    rig.post(WIDE, Rig.TX_RING, 0, 0x7fff_0000, 60, OWN | STP | ENP);
    demand();
    assertThat(rig.csr(Csr.STATUS) & Csr0.STOP).isNotZero();
    assertThat(rig.csr(Csr.EXTENDED) & Csr5.SINT).isNotZero();
    assertThat(rig.chip.troubles().masterAborts()).isEqualTo(1);
  }

  @Test
  void initializationWaitsForTheBus() {
    rig.chip.busMasterGranted(false);
    rig.start(WIDE, 0, 2048);
    assertThat(rig.csr(Csr.STATUS) & (Csr0.IDON | Csr0.RXON)).isZero();
    rig.chip.busMasterGranted(true);
    assertThat(rig.csr(Csr.STATUS) & (Csr0.IDON | Csr0.RXON | Csr0.TXON))
        .isEqualTo(Csr0.IDON | Csr0.RXON | Csr0.TXON);
  }

  @Test
  void internalLoopbackReachesTheReceiverAndNotTheCable() {
    rig.start(WIDE, Mode.LOOP | Mode.INTL | Mode.PROM, 2048);
    transmit(WIDE, 0, 0, 60, OWN | STP | ENP);
    demand();
    rig.pass(1);
    assertThat(rig.wire).isEmpty();
    assertThat(rig.length(WIDE, 0)).isEqualTo(64);
    assertThat(rig.flags(WIDE, Rig.TX_RING, 0) & OWN).isZero();
  }

  @Test
  void masksKeepThePinLow() {
    rig.csr(Csr.MASKS, Csr3.MASKS);
    rig.start(WIDE, 0, 2048);
    rig.arrive(Rig.frameFor(Rig.MAC, 64));
    assertThat(rig.csr(Csr.STATUS) & (Csr0.RINT | Csr0.INTR)).isEqualTo(Csr0.RINT);
    rig.csr(Csr.MASKS, 0);
    assertThat(rig.interrupt).isTrue();
  }

  @Test
  void aRestoredChipGoesOnWithTheFrameUnderWay() {
    rig.swift = false;
    rig.start(WIDE, 0, 2048);
    transmit(WIDE, 0, 0, 60, OWN | STP | ENP);
    demand();
    Am79c970aState state = rig.chip.state();
    Rig other = new Rig();
    System.arraycopy(rig.memory, 0, other.memory, 0, rig.memory.length);
    other.chip.restore(state);
    assertThat(other.chip.state()).isEqualTo(state);
    other.chip.sent();
    assertThat(other.flags(WIDE, Rig.TX_RING, 0)).isEqualTo(STP | ENP);
    assertThat(other.interrupt).isTrue();
    byte[] before = Arrays.copyOf(rig.memory, rig.memory.length);
    rig.csr(Csr.STATUS, Csr0.STOP);
    rig.chip.sent();
    assertThat(rig.memory).isEqualTo(before);
  }
}
