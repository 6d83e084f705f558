package dev.sidestep.device.model.i82540em;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.spec.i82540em.Delay;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Icr;
import org.junit.jupiter.api.Test;

class InterruptsTest {
  private static final long UNIT = Delay.UNIT_NANOS;

  private final TestTime time = new TestTime();
  private final RegisterFile registers = new RegisterFile();
  private boolean line;
  private final Interrupts interrupts =
      new Interrupts(time.scheduler(), registers, level -> line = level);

  @Test
  void enabledCauseDrivesTheLineUntilIcrIsRead() {
    interrupts.raise(Icr.LSC);
    assertThat(line).isFalse();
    interrupts.writeIms(Icr.LSC);
    assertThat(line).isTrue();
    interrupts.raise(Icr.RXO);
    assertThat(interrupts.readIcr()).isEqualTo(Icr.LSC | Icr.RXO);
    assertThat(line).isFalse();
    assertThat(interrupts.readIcr()).isZero();
  }

  @Test
  void readClearsEvenWithoutAMask() {
    interrupts.raise(Icr.TXQE);
    assertThat(interrupts.readIcr()).isEqualTo(Icr.TXQE);
    assertThat(interrupts.readIcr()).isZero();
  }

  @Test
  void softwareForcesEveryCauseBelowBit17AndNoOther() {
    interrupts.raise(-1);
    interrupts.writeIms(-1);
    assertThat(registers.get(I82540emRegisters.IMS)).isEqualTo(0x1ffff);
    assertThat(interrupts.readIcr()).isEqualTo(0x1ffff);
  }

  @Test
  void maskSetsAndClearsBits() {
    interrupts.writeIms(Icr.LSC | Icr.RXT0);
    interrupts.writeIms(Icr.TXDW);
    interrupts.writeImc(Icr.LSC);
    assertThat(registers.get(I82540emRegisters.IMS)).isEqualTo(Icr.RXT0 | Icr.TXDW);
    interrupts.raise(Icr.LSC);
    assertThat(line).isFalse();
    interrupts.raise(Icr.RXT0);
    interrupts.writeImc(Icr.RXT0);
    assertThat(line).isFalse();
  }

  @Test
  void aWrittenOneAcknowledges() {
    interrupts.writeIms(Icr.ALL);
    interrupts.raise(Icr.LSC | Icr.RXO);
    interrupts.writeIcr(Icr.LSC);
    assertThat(line).isTrue();
    interrupts.writeIcr(Icr.RXO);
    assertThat(line).isFalse();
  }

  @Test
  void throttleHoldsTheNextInterruptBack() {
    interrupts.writeItr(500);
    interrupts.writeIms(Icr.LSC);
    interrupts.raise(Icr.LSC);
    assertThat(line).isTrue();
    interrupts.readIcr();
    interrupts.raise(Icr.LSC);
    time.pass(128_000 - 1);
    assertThat(line).isFalse();
    time.pass(1);
    assertThat(line).isTrue();
  }

  @Test
  void throttleLetsALaterInterruptThroughAtOnce() {
    interrupts.writeItr(500);
    interrupts.writeIms(Icr.LSC);
    interrupts.raise(Icr.LSC);
    interrupts.readIcr();
    time.pass(128_000);
    interrupts.raise(Icr.LSC);
    assertThat(line).isTrue();
  }

  @Test
  void aThrottleOfZeroEndsTheInterval() {
    interrupts.writeItr(500);
    interrupts.writeIms(Icr.LSC);
    interrupts.raise(Icr.LSC);
    interrupts.readIcr();
    interrupts.raise(Icr.LSC);
    interrupts.writeItr(0);
    assertThat(line).isTrue();
  }

  @Test
  void receiveInterruptsAtOnceWithoutADelay() {
    interrupts.received();
    assertThat(interrupts.readIcr()).isEqualTo(Icr.RXT0);
  }

  @Test
  void packetTimerStartsAnewWithEveryPacket() {
    interrupts.writeRdtr(10);
    interrupts.received();
    time.pass(9 * UNIT);
    interrupts.received();
    time.pass(9 * UNIT);
    assertThat(icr()).isZero();
    time.pass(UNIT);
    assertThat(icr()).isEqualTo(Icr.RXT0);
  }

  @Test
  void absoluteTimerLimitsTheDelayAndCancelsThePacketTimer() {
    interrupts.writeRdtr(10);
    registers.set(I82540emRegisters.RADV, 15);
    interrupts.received();
    time.pass(9 * UNIT);
    interrupts.received();
    time.pass(6 * UNIT);
    assertThat(interrupts.readIcr()).isEqualTo(Icr.RXT0);
    time.pass(100 * UNIT);
    assertThat(icr()).isZero();
  }

  @Test
  void flushExpiresAtOnceAndReadsAsZero() {
    interrupts.writeRdtr(10);
    interrupts.received();
    interrupts.writeRdtr(10 | Delay.FPD);
    assertThat(interrupts.readIcr()).isEqualTo(Icr.RXT0);
    assertThat(registers.get(I82540emRegisters.RDTR)).isEqualTo(10);
    time.pass(100 * UNIT);
    assertThat(icr()).isZero();
  }

  @Test
  void smallPacketStandsForTheTimers() {
    interrupts.writeRdtr(10);
    interrupts.received();
    interrupts.raise(Icr.SRPD);
    time.pass(100 * UNIT);
    assertThat(icr()).isEqualTo(Icr.SRPD);
  }

  @Test
  void transmitDelaysOnlyIfTheDescriptorSaysSo() {
    registers.set(I82540emRegisters.TIDV, 10);
    registers.set(I82540emRegisters.TADV, 15);
    interrupts.transmitted(false);
    assertThat(interrupts.readIcr()).isEqualTo(Icr.TXDW);
    interrupts.transmitted(true);
    time.pass(9 * UNIT);
    interrupts.transmitted(true);
    time.pass(6 * UNIT);
    assertThat(interrupts.readIcr()).isEqualTo(Icr.TXDW);
    interrupts.transmitted(true);
    interrupts.transmitted(false);
    assertThat(interrupts.readIcr()).isEqualTo(Icr.TXDW);
    time.pass(100 * UNIT);
    assertThat(icr()).isZero();
  }

  @Test
  void restoreGoesOnWithTheTimers() {
    interrupts.writeItr(500);
    interrupts.writeIms(Icr.ALL);
    interrupts.writeRdtr(200);
    interrupts.raise(Icr.LSC);
    interrupts.readIcr();
    interrupts.received();
    time.pass(1000);
    Interrupts.State state = interrupts.state();
    RegisterFile.Image image = registers.snapshot();
    interrupts.reset();
    registers.restore(image);
    interrupts.restore(state);
    assertThat(interrupts.state()).isEqualTo(state);
    time.pass(200 * UNIT - 1001);
    assertThat(line).isFalse();
    time.pass(1);
    assertThat(line).isTrue();
    assertThat(interrupts.readIcr()).isEqualTo(Icr.RXT0);
  }

  private int icr() {
    return registers.get(I82540emRegisters.ICR);
  }
}
