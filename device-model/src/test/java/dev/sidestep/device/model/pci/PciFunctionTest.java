package dev.sidestep.device.model.pci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.base.Failure;
import dev.sidestep.base.MemoryWindow;
import dev.sidestep.base.RegisterWindow;
import dev.sidestep.device.spec.pci.PciHeader;
import dev.sidestep.device.spec.pci.PciHeader.Command;
import dev.sidestep.device.spec.pci.PciHeader.Status;
import dev.sidestep.device.spec.pci.PowerManagement;
import dev.sidestep.device.spec.pci.PowerManagement.Pmc;
import dev.sidestep.device.spec.pci.PowerManagement.Pmcsr;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PciFunctionTest {
  private static final BaseAddress MEMORY = new BaseAddress(0, BaseAddress.Space.MEMORY, 0x2_0000);
  private static final BaseAddress IO = new BaseAddress(2, BaseAddress.Space.IO, 64);
  private static final int POWER = 0xdc;
  private static final int PMCSR = POWER + PowerManagement.PMCSR;
  private static final FunctionIdentity IDENTITY =
      new FunctionIdentity(
          0x8086,
          0x100e,
          0x02_0000,
          2,
          new FunctionIdentity.Subsystem(0x8086, 0x001e),
          List.of(MEMORY, IO),
          1,
          new FunctionIdentity.Power(POWER, Pmc.VERSION_2 | Pmc.PME_D0));

  private final List<String> events = new ArrayList<>();
  private boolean pin;
  private boolean answers = true;
  private final PciFunction function = newFunction();
  private final RegisterWindow space = function.configuration();

  private PciFunction newFunction() {
    PciFunction made = new PciFunction(IDENTITY, level -> pin = level, new Memory());
    made.attach(new Chip());
    made.onDecodingChange(() -> events.add("moved"));
    return made;
  }

  private final class Memory implements MemoryWindow {
    @Override
    public boolean read(long address, byte[] target, int offset, int length) {
      return answers;
    }

    @Override
    public boolean write(long address, byte[] source, int offset, int length) {
      return answers;
    }
  }

  private final class Chip implements PciChip<String> {
    @Override
    public RegisterWindow bar(int index) {
      throw new AssertionError("Nobody reaches it here");
    }

    @Override
    public void reset() {
      events.add("reset");
    }

    @Override
    public void resetFromD3() {
      events.add("woken");
    }

    @Override
    public void busMasterGranted(boolean granted) {
      events.add(granted ? "granted" : "denied");
    }

    @Override
    public String state() {
      throw new AssertionError("Nobody asks for it here");
    }

    @Override
    public void restore(String state) {
      throw new AssertionError("Nobody has one to give");
    }
  }

  private long read(int offset, int width) {
    return space.read(offset, width);
  }

  private void write(int offset, int width, long value) {
    space.write(offset, width, value);
  }

  private void command(int bits) {
    write(PciHeader.COMMAND, 2, bits);
  }

  @Test
  void identity() {
    assertThat(read(0, 4)).isEqualTo(0x100e_8086L);
    assertThat(read(8, 4)).isEqualTo(0x0200_0002L);
    assertThat(read(PciHeader.SUBSYSTEM_VENDOR_ID, 4)).isEqualTo(0x001e_8086L);
    assertThat(read(PciHeader.INTERRUPT_PIN, 1)).isEqualTo(1);
    assertThat(read(PciHeader.STATUS, 2)).isEqualTo(Status.CAPABILITIES);
    assertThat(read(PciHeader.CAPABILITIES_POINTER, 1)).isEqualTo(POWER);
    assertThat(read(POWER, 4)).isEqualTo(0x0802_0001L);
  }

  @Test
  void whatIsReadOnlyStays() {
    for (int at = 0; at < 0x40; at += 4) {
      write(at, 4, 0xffff_ffffL);
    }
    assertThat(read(0, 4)).isEqualTo(0x100e_8086L);
    assertThat(read(PciHeader.COMMAND, 2)).isEqualTo(Command.ALL);
    assertThat(read(PciHeader.bar(1), 4)).isZero();
    assertThat(read(PciHeader.ROM, 4)).isZero();
    assertThat(read(PciHeader.INTERRUPT_LINE, 4)).isEqualTo(0x01ff);
  }

  @Test
  void baseAddressesTellTheirSizes() {
    write(PciHeader.bar(0), 4, 0xffff_ffffL);
    write(PciHeader.bar(2), 4, 0xffff_ffffL);
    assertThat(read(PciHeader.bar(0), 4)).isEqualTo(0xfffe_0000L);
    assertThat(read(PciHeader.bar(2), 4)).isEqualTo(0xffff_ffc1L);
  }

  @Test
  void bytesAndWordsOfABaseAddress() {
    write(PciHeader.bar(0) + 3, 1, 0x40);
    write(PciHeader.bar(0) + 2, 2, 0x4013);
    assertThat(read(PciHeader.bar(0), 4)).isEqualTo(0x4012_0000L);
    assertThat(read(PciHeader.bar(0) + 2, 1)).isEqualTo(0x12);
  }

  @Test
  void accessesThatPciDoesNotHave() {
    write(PciHeader.bar(0), 8, -1);
    assertThat(read(PciHeader.bar(0), 4)).isZero();
    assertThat(read(0, 8)).isEqualTo(-1L);
    assertThat(read(1, 2)).isEqualTo(0xffff);
    assertThat(read(0x100, 4)).isZero();
  }

  @Test
  void decodersAndMoves() {
    write(PciHeader.bar(0), 4, 0x4002_0000L);
    assertThat(function.decoded()).isEmpty();
    command(Command.MEMORY_SPACE);
    assertThat(function.decoded()).containsExactly(new DecodedRange(MEMORY, 0x4002_0000L));
    write(PciHeader.bar(0), 4, 0x4002_0000L); // the same: no move
    write(PciHeader.bar(0), 4, 0x4004_0000L);
    write(PciHeader.bar(2), 4, 0x1040);
    command(Command.IO_SPACE);
    assertThat(function.decoded()).containsExactly(new DecodedRange(IO, 0x1040));
    assertThat(events).containsExactly("moved", "moved", "moved");
  }

  @Test
  void interruptStatusAndDisable() {
    function.interrupt().set(true);
    assertThat(pin).isTrue();
    assertThat(read(PciHeader.STATUS, 2) & Status.INTERRUPT).isNotZero();
    command(Command.INTERRUPT_DISABLE);
    assertThat(pin).isFalse();
    assertThat(read(PciHeader.STATUS, 2) & Status.INTERRUPT).isNotZero();
    function.interrupt().set(false);
    command(0);
    assertThat(pin).isFalse();
    assertThat(read(PciHeader.STATUS, 2) & Status.INTERRUPT).isZero();
  }

  @Test
  void nothingIsMasteredWithoutPermission() {
    MemoryWindow bus = function.busMaster();
    assertThat(bus.read(0, new byte[1], 0, 1)).isFalse();
    command(Command.BUS_MASTER);
    assertThat(bus.write(0, new byte[1], 0, 1)).isTrue();
    command(Command.BUS_MASTER | Command.SERR_ENABLE);
    command(0);
    assertThat(function.isBusMaster()).isFalse();
    assertThat(read(PciHeader.STATUS, 2) & Status.RECEIVED_MASTER_ABORT).isZero();
    assertThat(events).containsExactly("granted", "denied");
  }

  @Test
  void aMasterAbortIsToldAndClearedByAOne() {
    command(Command.BUS_MASTER);
    answers = false;
    assertThat(function.busMaster().read(0, new byte[1], 0, 1)).isFalse();
    assertThat(read(PciHeader.STATUS, 2) & Status.RECEIVED_MASTER_ABORT).isNotZero();
    write(PciHeader.STATUS, 2, Status.RECEIVED_TARGET_ABORT);
    assertThat(read(PciHeader.STATUS, 2) & Status.RECEIVED_MASTER_ABORT).isNotZero();
    write(PciHeader.STATUS, 2, Status.RECEIVED_MASTER_ABORT);
    assertThat(read(PciHeader.STATUS, 2)).isEqualTo(Status.CAPABILITIES);
  }

  @Test
  void d3hotLeavesConfigurationSpaceAlone() {
    write(PciHeader.bar(0), 4, 0x4000_0000L);
    command(Command.MEMORY_SPACE | Command.BUS_MASTER);
    function.interrupt().set(true);
    write(PMCSR, 2, Pmcsr.D3HOT | Pmcsr.PME_EN);
    assertThat(function.decoded()).isEmpty();
    assertThat(function.isBusMaster()).isFalse();
    assertThat(pin).isFalse();
    assertThat(read(PciHeader.bar(0), 4)).isEqualTo(0x4000_0000L);
    assertThat(events).containsExactly("moved", "granted", "moved", "denied");
  }

  @Test
  void theWayBackResetsAllButTheContextOfPme() {
    write(PciHeader.bar(0), 4, 0x4000_0000L);
    command(Command.MEMORY_SPACE);
    write(PMCSR, 2, Pmcsr.D3HOT | Pmcsr.PME_EN);
    write(PMCSR, 2, Pmcsr.D0 | Pmcsr.PME_EN);
    assertThat(read(PciHeader.bar(0), 4)).isZero();
    assertThat(read(PciHeader.COMMAND, 2)).isZero();
    assertThat(read(PMCSR, 2)).isEqualTo(Pmcsr.PME_EN);
    assertThat(events).containsExactly("moved", "moved", "woken");
  }

  @Test
  void powerStatesThatAreNotThere() {
    write(PMCSR, 2, 1);
    assertThat(read(PMCSR, 2)).isEqualTo(Pmcsr.D0);
    write(PMCSR, 2, Pmcsr.D3HOT);
    write(PMCSR, 2, 2);
    assertThat(read(PMCSR, 2)).isEqualTo(Pmcsr.D3HOT);
  }

  @Test
  void stateGoesToAnotherFunction() {
    write(PciHeader.bar(0), 4, 0x4006_0000L);
    write(PciHeader.INTERRUPT_LINE, 1, 11);
    command(Command.MEMORY_SPACE | Command.BUS_MASTER);
    function.interrupt().set(true);
    PciFunction other = newFunction();
    other.restore(function.state());
    assertThat(other.state()).isEqualTo(function.state());
    assertThat(other.decoded()).isEqualTo(function.decoded());
    assertThat(other.isBusMaster()).isTrue();
    assertThat(events).containsExactly("moved", "granted", "moved");
  }

  @Test
  void aDamagedStateIsTold() {
    PciFunction.State damaged = new PciFunction.State(List.of(1, 2), false);
    assertThatThrownBy(() -> function.restore(damaged))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("2 words");
  }
}
