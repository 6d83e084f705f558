package dev.sidestep.vmm.device.i82540em;

import static dev.sidestep.device.spec.i82540em.I82540emRegisters.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.spec.Register;
import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.CtrlExt;
import dev.sidestep.device.spec.i82540em.Icr;
import dev.sidestep.device.spec.i82540em.Rctl;
import dev.sidestep.device.spec.i82540em.StatisticsRegisters;
import dev.sidestep.device.spec.i82540em.Tctl;
import dev.sidestep.platform.PciRegion;
import dev.sidestep.platform.Verdict;
import dev.sidestep.testkit.platform.FakeAccess;
import dev.sidestep.vmm.IoStateMachine;
import dev.sidestep.vmm.device.EthernetIo;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VirtualI82540emTest {
  private final VirtualRig rig = VirtualRig.create();

  @Test
  void modeReadsBackAndReachesTheHardware() {
    for (int offset : I82540emMode.offsets()) {
      long writable = writable(offset);
      boolean plain = offset != PBA && offset != TCTL && offset != CTRL && offset != CTRL_EXT;
      if (plain && offset != WUC && offset != RDTR) {
        rig.write(offset, -1);
        assertThat(rig.read(offset)).as("%x", offset).isEqualTo((int) writable);
        rig.write(offset, 0);
      }
    }
    rig.write(VFTA + 4, 0x1234);
    assertThat(configured().value(VFTA + 4)).isEqualTo(0x1234);
  }

  private static long writable(int offset) {
    for (Register register : TABLE) {
      if (register.offset() == offset) {
        return register.contents().writableMask();
      }
    }
    throw new AssertionError();
  }

  private I82540emMode configured() {
    return (I82540emMode) rig.driver.last(EthernetIo.Configure.class).settings();
  }

  @Test
  void theHardwareIsToldTheEnablesAndSwxoff() {
    rig.write(TCTL, Tctl.EN | Tctl.SWXOFF);
    assertThat(configured().isTransmitEnabled()).isTrue();
    assertThat(configured().value(TCTL) & Tctl.SWXOFF).isNotZero();
    assertThat(rig.read(TCTL)).isEqualTo(Tctl.EN);
    rig.write(RCTL, Rctl.EN | Rctl.UPE | Rctl.SECRC);
    assertThat(configured().isReceiveEnabled()).isTrue();
    assertThat(configured().isPromiscuous()).isTrue();
    assertThat(configured().stripsFcs()).isTrue();
  }

  @Test
  void ringsAreNoBusinessOfTheHardware() {
    rig.write(TDBAL, 0x1000);
    rig.write(RDLEN, 0x100);
    rig.write(RDTR, 8);
    assertThat(rig.driver.others).isEmpty();
  }

  @Test
  void thePacketBufferIsDividedInSteps() {
    rig.write(PBA, 0x2f);
    assertThat(rig.read(PBA)).isEqualTo(24 << 16 | 40);
  }

  @Test
  void countersAndFifosAreTheHardwares() {
    rig.driver.counters.put(StatisticsRegisters.GPRC, 77);
    rig.driver.counters.put(PBM + 8, 0x1234);
    rig.driver.counters.put(TDFPC, 3);
    assertThat(rig.read(StatisticsRegisters.GPRC)).isEqualTo(77);
    assertThat(rig.read(StatisticsRegisters.GPRC)).isZero();
    assertThat(rig.read(PBM + 8)).isEqualTo(0x1234);
    assertThat(rig.read(TDFPC)).isEqualTo(3);
  }

  @Test
  void aResetSparesWakeupAndAllocationAndLoadsTheAddress() {
    rig.write(WUFC, 0x1);
    rig.write(PBA, 40);
    rig.write(MTA, 0x55);
    rig.write(RAL, 0);
    rig.enable(Icr.LSC);
    rig.write(ICS, Icr.RXO);
    rig.driver.status = 0;
    rig.write(CTRL, Ctrl.RST);
    assertThat(rig.read(WUFC)).isEqualTo(1);
    assertThat(rig.read(PBA) & 0x7f).isEqualTo(40);
    assertThat(rig.read(MTA)).isZero();
    assertThat(rig.read(RAL)).isEqualTo(0x1200_5452);
    assertThat(rig.read(RAH)).isEqualTo(0x8000_5634);
    assertThat(rig.read(IMS)).isZero();
    assertThat(rig.causes()).isZero();
    assertThat(rig.line).isFalse();
    EthernetIo.Reset reset = rig.driver.last(EthernetIo.Reset.class);
    assertThat(reset.settings()).isEqualTo(rig.card.mode());
    assertThat(reset.settings().stationAddress()).isEqualTo(0x5254_0012_3456L);
  }

  @Test
  void aResetThroughTheIoWindowIsAReset() {
    rig.write(MTA, 1);
    rig.store(PciRegion.bar(2), 4, CTRL);
    rig.store(PciRegion.bar(2) + 4, 4, Ctrl.RST);
    assertThat(rig.read(MTA)).isZero();
  }

  @Test
  void theEepromIsLoadedAnewOnDemand() {
    rig.write(RAL, 0);
    rig.write(CTRL_EXT, CtrlExt.EE_RST);
    assertThat(rig.read(CTRL_EXT)).isZero();
    assertThat(rig.read(RAL)).isEqualTo(0x1200_5452);
    assertThat(configured().value(RAL)).isEqualTo(0x1200_5452);
  }

  @Test
  void theWayBackFromD3IsAReset() {
    rig.write(PBA, 40);
    rig.storeConfiguration(0xe0, 2, 3);
    rig.storeConfiguration(0xe0, 2, 0);
    assertThat(rig.read(PBA)).isEqualTo(0x0010_0030);
    assertThat(rig.driver.last(EthernetIo.Reset.class)).isNotNull();
  }

  @Test
  void otherConfigurationAccessesGoToTheHardware() {
    long bar = PciRegion.CONFIGURATION + 0x10;
    assertThat(rig.card.access(FakeAccess.load(bar, 4), bar)).isEqualTo(Verdict.FORWARD);
    assertThat(rig.store(bar, 4, -1)).isEqualTo(Verdict.FORWARD);
  }

  @Test
  void whatIsNoRegisterFaults() {
    long nowhere = PciRegion.bar(3);
    assertThat(rig.card.access(FakeAccess.load(nowhere, 4), nowhere)).isEqualTo(Verdict.FAULT);
  }

  @Test
  void sequencesBeginWithDoorbellsAndModesOnly() {
    VirtualRig running = VirtualRig.running();
    assertThat(begins(running, TDT)).isTrue();
    assertThat(begins(running, MTA + 12)).isTrue();
    assertThat(begins(running, RDT)).isFalse();
    assertThat(begins(running, IMS)).isFalse();
    assertThat(begins(running, IMC)).isFalse();
    assertThat(running.card.beginsSequence(FakeAccess.load(ICR, 4), ICR)).isFalse();
  }

  @Test
  void aGuestThatHasNoReceiveBufferLeftIsNotHeld() {
    VirtualRig running = VirtualRig.running();
    running.write(RDT, 0);
    assertThat(begins(running, TDT)).isFalse();
    running.write(RDT, 1);
    assertThat(begins(running, TDT)).isTrue();
  }

  private static boolean begins(VirtualRig rig, int offset) {
    return rig.card.beginsSequence(FakeAccess.store(offset, 4, 1), offset);
  }

  @Test
  void onlyTheTransmitDoorbellIsLogged() {
    VirtualRig running = VirtualRig.running();
    assertThat(running.card.log(FakeAccess.store(TDT, 4, 1), TDT)).isTrue();
    assertThat(running.card.readsBack(TDT)).isTrue();
    assertThat(running.card.log(FakeAccess.store(RDT, 4, 1), RDT)).isFalse();
    assertThat(running.card.log(FakeAccess.store(IMS, 4, 1), IMS)).isFalse();
    running.write(RCTL, 0);
    running.receive(VirtualRig.bytes(64, 1));
    assertThat(running.card.log(FakeAccess.store(TDT, 4, 1), TDT)).isFalse();
  }

  /** What Linux's e1000 does all the time: interrupt, poll, transmit. FIG. 4 must find its ends. */
  @Test
  void theMachineFindsBoundariesUnderARealDriver() {
    IoStateMachine.Cursor<?> cursor =
        I82540emStateMachine.TABLE.cursor(I82540emStateMachine.RUNNING);
    int ends = 0;
    long[][] accesses = {{0, ICR}, {1, IMC}, {0, STATUS}, {1, TDT}, {1, RDT}, {1, ITR}, {1, IMS}};
    for (long[] access : accesses) {
      FakeAccess made =
          access[0] == 1 ? FakeAccess.store(access[1], 4, 0) : FakeAccess.load(access[1], 4);
      assertThat(cursor.isAtStart()).isTrue();
      cursor.advance(made, access[1]);
      if (cursor.isAtEnd()) {
        cursor.reset();
        ends++;
      }
    }
    assertThat(ends).isEqualTo(2);
    assertThat(cursor.state()).isEqualTo(I82540emStateMachine.RUNNING);
  }

  @Test
  void theMachineFollowsTheEnables() {
    IoStateMachine.Cursor<?> cursor = I82540emStateMachine.TABLE.cursor();
    store(cursor, RCTL, Rctl.EN);
    assertThat(cursor.state()).isEqualTo(I82540emStateMachine.RECEIVING);
    store(cursor, TCTL, Tctl.EN);
    assertThat(cursor.state()).isEqualTo(I82540emStateMachine.RUNNING);
    store(cursor, RCTL, 0);
    assertThat(cursor.state()).isEqualTo(I82540emStateMachine.TRANSMITTING);
    store(cursor, CTRL, Ctrl.RST);
    assertThat(cursor.state()).isEqualTo(I82540emStateMachine.STOPPED);
  }

  private static void store(IoStateMachine.Cursor<?> cursor, int offset, int value) {
    cursor.advance(FakeAccess.store(offset, 4, value), offset);
    assertThat(cursor.isAtEnd()).isTrue();
    cursor.reset();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void endAndBeginChangeNothing(long seed) {
    Random random = new Random(seed);
    VirtualRig guest = VirtualRig.running();
    int[] offsets = I82540emMode.offsets();
    for (int i = 0; i < 200; i++) {
      int offset = offsets[random.nextInt(offsets.length)];
      if (offset != CTRL && offset != RCTL && offset != TCTL) {
        guest.write(offset, random.nextInt());
      }
    }
    guest.write(IMS, random.nextInt());
    guest.write(ICS, random.nextInt());
    guest.describe(0, random.nextLong(), 1L << 29 | random.nextInt(1 << 20));
    guest.write(TDT, random.nextInt(VirtualRig.RING));
    guest.write(RDT, random.nextInt(VirtualRig.RING));
    I82540emHandover first = guest.card.end();
    guest.card.begin(first);
    I82540emHandover second = guest.card.end();
    assertThat(second.mode()).isEqualTo(first.mode());
    assertThat(second.interrupts()).isEqualTo(first.interrupts());
    assertThat(second.rings()).isEqualTo(first.rings());
    assertThat(second.eeprom()).isEqualTo(first.eeprom());
    assertThat(second.registers()).isEqualTo(first.registers());
    assertThat(second.contexts().checksum()).isEqualTo(first.contexts().checksum());
    assertThat(second.contexts().segmentation()).isEqualTo(first.contexts().segmentation());
    assertThat(second.fields()).hasSameSizeAs(first.fields());
  }

  @Test
  void whatWaitedInTheRingGoesOutAfterABegin() {
    VirtualRig guest = VirtualRig.running();
    guest.driver.makeRoom(0);
    guest.describeLegacy(0, VirtualRig.PLAIN, VirtualRig.bytes(60, 1));
    guest.write(TDT, 1);
    I82540emHandover state = guest.card.end();
    assertThat(state.rings().transmitHead()).isZero();
    assertThat(state.rings().transmitTail()).isEqualTo(1);
    guest.driver.transmitRoom = 4;
    guest.card.begin(state);
    assertThat(guest.driver.packets).hasSize(1);
    assertThat(guest.driver.receiveRoom).isEqualTo(15);
  }

  @Test
  void whatIsOwedInterruptsAtOnce() {
    I82540emHandover on = VirtualRig.powerOn();
    VirtualRig guest = new VirtualRig();
    guest.card.begin(
        new I82540emHandover(
            on.mode(),
            on.rings(),
            on.contexts(),
            new I82540emHandover.Interrupts(Icr.RXT0, Icr.RXT0),
            on.status(),
            on.eeprom(),
            on.registers()));
    assertThat(guest.line).isTrue();
  }

  @Test
  void thePinIsTheDriversWhileInterruptDisableIsTheGuests() {
    rig.storeConfiguration(0x04, 2, 0x0406);
    I82540emHandover state = rig.card.end();
    assertThat(rig.driver.configuration(0x04, 2)).isEqualTo(0x0406);
    rig.card.begin(state);
    assertThat(rig.driver.configuration(0x04, 2)).isEqualTo(0x0006);
    assertThat(rig.loadConfiguration(0x04, 2)).isEqualTo(0x0406);
  }
}
