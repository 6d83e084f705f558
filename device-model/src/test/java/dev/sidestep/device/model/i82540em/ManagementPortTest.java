package dev.sidestep.device.model.i82540em;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.base.InterruptLine;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Icr;
import dev.sidestep.device.spec.i82540em.Mdic;
import dev.sidestep.device.spec.i82540em.PhyRegister;
import org.junit.jupiter.api.Test;

class ManagementPortTest {
  private static final int INTERNAL = Mdic.INTERNAL_PHY << Mdic.PHYADD_SHIFT;

  private final TestTime time = new TestTime();
  private final RegisterFile registers = new RegisterFile();
  private final Interrupts interrupts =
      new Interrupts(time.scheduler(), registers, InterruptLine.UNCONNECTED);
  private final Phy phy =
      new Phy(
          time.scheduler(), new TestCable(TestCable.GIGABIT), ChipTiming.REAL, () -> {}, () -> {});
  private final ManagementPort port =
      new ManagementPort(time.scheduler(), registers, phy, interrupts, ChipTiming.REAL);

  @Test
  void readsIn64Microseconds() {
    port.write(Mdic.OP_READ | INTERNAL | PhyRegister.PHY_ID1 << Mdic.REGADD_SHIFT);
    time.pass(63_999);
    assertThat(mdic() & Mdic.R).isZero();
    time.pass(1);
    assertThat(mdic())
        .isEqualTo(
            Mdic.R | Mdic.OP_READ | INTERNAL | PhyRegister.PHY_ID1 << Mdic.REGADD_SHIFT | 0x0141);
    assertThat(registers.get(I82540emRegisters.ICR)).isZero();
  }

  @Test
  void writesAndInterruptsIfAsked() {
    port.write(Mdic.OP_WRITE | Mdic.I | INTERNAL | PhyRegister.ANA << Mdic.REGADD_SHIFT | 0x0de0);
    assertThat(phy.read(PhyRegister.ANA)).isEqualTo(0x0de1);
    time.pass(64_000);
    assertThat(phy.read(PhyRegister.ANA)).isEqualTo(0x0de0);
    assertThat(mdic() & (Mdic.R | Mdic.E)).isEqualTo(Mdic.R);
    assertThat(registers.get(I82540emRegisters.ICR)).isEqualTo(Icr.MDAC);
  }

  @Test
  void nobodyElseAnswers() {
    port.write(Mdic.OP_READ | 2 << Mdic.PHYADD_SHIFT);
    time.pass(64_000);
    assertThat(mdic() & (Mdic.R | Mdic.E | Mdic.DATA)).isEqualTo(Mdic.R | Mdic.E | 0xffff);
  }

  @Test
  void nobodyAnswersDuringPhyReset() {
    phy.hold(true);
    port.write(Mdic.OP_WRITE | INTERNAL);
    time.pass(64_000);
    assertThat(mdic() & (Mdic.R | Mdic.E)).isEqualTo(Mdic.R | Mdic.E);
  }

  @Test
  void unknownOperationIsAnError() {
    port.write(INTERNAL);
    time.pass(64_000);
    assertThat(mdic() & (Mdic.R | Mdic.E)).isEqualTo(Mdic.R | Mdic.E);
  }

  @Test
  void ignoresWritesWithReadyAndDuringAnAccess() {
    port.write(Mdic.R | Mdic.OP_READ | INTERNAL);
    assertThat(mdic()).isEqualTo(Mdic.R);
    port.write(Mdic.OP_READ | INTERNAL | PhyRegister.PHY_ID2 << Mdic.REGADD_SHIFT);
    port.write(Mdic.OP_READ | INTERNAL);
    time.pass(64_000);
    assertThat(mdic() & Mdic.DATA).isEqualTo(0x0c20);
  }

  private int mdic() {
    return registers.get(I82540emRegisters.MDIC);
  }
}
