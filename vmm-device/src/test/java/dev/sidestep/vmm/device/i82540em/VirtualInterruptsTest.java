package dev.sidestep.vmm.device.i82540em;

import static dev.sidestep.device.spec.i82540em.I82540emRegisters.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.spec.i82540em.Icr;
import dev.sidestep.vmm.device.EthernetIo;
import org.junit.jupiter.api.Test;

class VirtualInterruptsTest {
  private static final int FPD = 1 << 31;

  private final VirtualRig rig = VirtualRig.running();

  @Test
  void theLineIsHighWhileAnEnabledCauseIsSet() {
    rig.receive(VirtualRig.bytes(64, 1));
    assertThat(rig.line).isFalse();
    rig.enable(Icr.RXT0);
    assertThat(rig.line).isTrue();
    assertThat(rig.causes()).isEqualTo(Icr.RXT0);
    assertThat(rig.line).isFalse();
    assertThat(rig.causes()).isZero();
  }

  @Test
  void theMaskIsSetAndClearedBitByBit() {
    rig.write(IMS, Icr.RXT0 | Icr.TXDW);
    rig.write(IMS, Icr.LSC);
    rig.write(IMC, Icr.TXDW);
    assertThat(rig.read(IMS)).isEqualTo(Icr.RXT0 | Icr.LSC);
    rig.write(ICS, Icr.TXDW);
    assertThat(rig.line).isFalse();
    rig.write(ICS, Icr.LSC);
    assertThat(rig.line).isTrue();
    rig.write(IMC, Icr.LSC);
    assertThat(rig.line).isFalse();
    assertThat(rig.causes()).isEqualTo(Icr.LSC | Icr.TXDW);
  }

  @Test
  void aWrittenOneClearsACause() {
    rig.write(ICS, Icr.RXO | Icr.LSC);
    rig.write(ICR, Icr.RXO);
    assertThat(rig.causes()).isEqualTo(Icr.LSC);
  }

  @Test
  void theReceiveTimerBeginsAnewWithEachFrame() {
    rig.write(RDTR, 10);
    rig.receive(VirtualRig.bytes(64, 1));
    rig.platform.advance(9_000);
    rig.receive(VirtualRig.bytes(64, 2));
    rig.platform.advance(9_000);
    assertThat(rig.causes() & Icr.RXT0).isZero();
    rig.platform.advance(2_000);
    assertThat(rig.causes() & Icr.RXT0).isNotZero();
  }

  @Test
  void theAbsoluteTimerBoundsTheReceiveTimer() {
    rig.write(RDTR, 10);
    rig.write(RADV, 15);
    for (int i = 0; i < 3; i++) {
      rig.receive(VirtualRig.bytes(64, i));
      rig.platform.advance(6_000);
    }
    assertThat(rig.causes() & Icr.RXT0).isNotZero();
  }

  @Test
  void aFlushEndsTheReceiveTimers() {
    rig.write(RDTR, 1_000);
    rig.receive(VirtualRig.bytes(64, 1));
    rig.write(RDTR, FPD | 1_000);
    assertThat(rig.causes() & Icr.RXT0).isNotZero();
    assertThat(rig.read(RDTR)).isEqualTo(1_000);
  }

  @Test
  void transmitInterruptsAreDelayedOnlyWithIde() {
    rig.write(TIDV, 20);
    rig.describeLegacy(0, VirtualRig.PLAIN | RingDescriptor.IDE, VirtualRig.bytes(60, 1));
    rig.write(TDT, 1);
    assertThat(rig.isDone(0)).isTrue();
    assertThat(rig.causes()).isEqualTo(Icr.TXQE);
    rig.platform.advance(21_000);
    assertThat(rig.causes()).isEqualTo(Icr.TXDW);
  }

  @Test
  void theThrottleKeepsInterruptsApart() {
    rig.enable(Icr.RXT0);
    rig.write(ITR, 100);
    rig.receive(VirtualRig.bytes(64, 1));
    assertThat(rig.line).isTrue();
    assertThat(rig.causes()).isEqualTo(Icr.RXT0);
    rig.receive(VirtualRig.bytes(64, 2));
    assertThat(rig.line).isFalse();
    rig.platform.advance(25_599);
    assertThat(rig.line).isFalse();
    rig.platform.advance(1);
    assertThat(rig.line).isTrue();
  }

  @Test
  void noThrottleEndsOneThatRuns() {
    rig.enable(Icr.RXT0);
    rig.write(ITR, 1_000);
    rig.receive(VirtualRig.bytes(64, 1));
    assertThat(rig.causes()).isEqualTo(Icr.RXT0);
    rig.receive(VirtualRig.bytes(64, 2));
    rig.write(ITR, 0);
    assertThat(rig.line).isTrue();
  }

  @Test
  void theLinkInterrupts() {
    rig.card.deliver(new EthernetIo.LinkChanged(0));
    assertThat(rig.causes()).isEqualTo(Icr.LSC);
  }

  @Test
  void causesOfRingsAreTheVirtualChipsOwn() {
    rig.card.deliver(new EthernetIo.OtherCauses(Icr.PHYINT | Icr.RXT0 | Icr.TXDW));
    assertThat(rig.causes()).isEqualTo(Icr.PHYINT);
  }

  @Test
  void interruptDisableGatesTheVirtualLineAndNotThePin() {
    rig.enable(Icr.LSC);
    rig.write(ICS, Icr.LSC);
    rig.storeConfiguration(0x04, 2, 0x0406);
    assertThat(rig.line).isFalse();
    assertThat(rig.loadConfiguration(0x04, 4)).isEqualTo(0x0018_0406);
    assertThat(rig.loadConfiguration(0x06, 2)).isEqualTo(0x0018);
    assertThat(rig.driver.configuration(0x04, 2)).isEqualTo(0x0006);
    rig.storeConfiguration(0x05, 1, 0x00);
    assertThat(rig.line).isTrue();
    assertThat(rig.loadConfiguration(0x05, 1)).isZero();
  }

  @Test
  void whatWaitsForATimerIsOwedAtTheEnd() {
    rig.write(RDTR, 1_000);
    rig.write(TIDV, 1_000);
    rig.enable(Icr.RXO);
    rig.receive(VirtualRig.bytes(64, 1));
    rig.describeLegacy(0, VirtualRig.PLAIN | RingDescriptor.IDE, VirtualRig.bytes(60, 1));
    rig.write(TDT, 1);
    I82540emHandover.Interrupts interrupts = rig.card.end().interrupts();
    assertThat(interrupts.owed()).isEqualTo(Icr.RXT0 | Icr.TXDW | Icr.TXQE);
    assertThat(interrupts.mask()).isEqualTo(Icr.RXO);
  }

  @Test
  void theLineIsLowAtTheEnd() {
    rig.enable(Icr.LSC);
    rig.write(ICS, Icr.LSC);
    rig.card.end();
    assertThat(rig.line).isFalse();
  }
}
