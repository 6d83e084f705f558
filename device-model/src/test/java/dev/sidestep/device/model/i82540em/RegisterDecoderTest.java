package dev.sidestep.device.model.i82540em;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.base.InterruptLine;
import dev.sidestep.base.MemoryWindow;
import dev.sidestep.device.spec.Register;
import dev.sidestep.device.spec.RegisterAccess;
import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.Eecd;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Status;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table in the specification against what the chip does. */
class RegisterDecoderTest {
  /** Written, these do something or take only a part; each has a test of its own. */
  private static final Set<String> ACTIVE =
      Set.of(
          "CTRL",
          "CTRL_EXT",
          "EECD",
          "EERD",
          "MDIC",
          "PBA",
          "WUC",
          "RDTR",
          "TCTL",
          "RDFH",
          "RDFT",
          "RDFHS",
          "RDFTS",
          "RDFPC",
          "TDFH",
          "TDFT",
          "TDFHS",
          "TDFTS",
          "TDFPC");

  /** After reset, the EEPROM, the link and the packet buffer say what these show. */
  private static final Set<String> LOADED =
      Set.of(
          "STATUS", "EECD", "RAL[0]", "RAH[0]", "RDFH", "RDFT", "RDFHS", "RDFTS", "TDFH", "TDFT",
          "TDFHS", "TDFTS");

  private final TestTime time = new TestTime();
  private final I82540em chip =
      new I82540em(
          time.scheduler(),
          new I82540em.Pins(
              MemoryWindow.NOTHING, InterruptLine.UNCONNECTED, new TestCable(TestCable.GIGABIT)),
          0x5254_0012_3456L,
          ChipTiming.FAST);

  static Stream<Register> registers() {
    return StreamSupport.stream(I82540emRegisters.TABLE.spliterator(), false);
  }

  static Stream<Register> plain() {
    return registers()
        .filter(register -> register.access() == RegisterAccess.RW)
        .filter(register -> !ACTIVE.contains(register.name()));
  }

  static Stream<Register> unwritable() {
    return registers()
        .filter(register ->
            register.access() == RegisterAccess.RO
                || register.access() == RegisterAccess.READ_CLEARS);
  }

  @ParameterizedTest
  @MethodSource("plain")
  void keepsWhatIsWritable(Register register) {
    long mask = register.contents().writableMask();
    long fixed = register.contents().resetValue() & ~mask;
    chip.write(register.offset(), 4, -1);
    assertThat(read(register)).isEqualTo(mask | fixed);
    chip.write(register.offset(), 4, 0);
    assertThat(read(register)).isEqualTo(fixed);
  }

  @ParameterizedTest
  @MethodSource("unwritable")
  void ignoresWrites(Register register) {
    long before = read(register);
    chip.write(register.offset(), 4, -1);
    assertThat(read(register)).isEqualTo(before);
  }

  @Test
  void hasItsResetValues() {
    registers()
        .filter(register -> !LOADED.contains(register.name()))
        .forEach(register ->
            assertThat(read(register))
                .as(register.name())
                .isEqualTo(register.contents().resetValue()));
  }

  @Test
  void activeRegistersTakeTheirWritableBits() {
    chip.write(I82540emRegisters.CTRL, 4, -1L & ~Ctrl.RST);
    long writable = I82540emRegisters.TABLE.register("CTRL").contents().writableMask();
    assertThat(chip.read(I82540emRegisters.CTRL, 4))
        .isEqualTo(writable & ~Integer.toUnsignedLong(Ctrl.RST));
    chip.write(I82540emRegisters.EECD, 4, -1);
    assertThat(chip.read(I82540emRegisters.EECD, 4))
        .isEqualTo(
            I82540emRegisters.TABLE.register("EECD").contents().writableMask()
                | Eecd.GNT
                | Eecd.PRES
                | Eecd.DO);
  }

  @Test
  void statusFollowsThePhy() {
    assertThat(chip.read(I82540emRegisters.STATUS, 4) & Status.LU).isZero();
    chip.write(I82540emRegisters.CTRL, 4, Ctrl.SLU);
    time.pass(0);
    assertThat(chip.read(I82540emRegisters.STATUS, 4) & Status.LU).isNotZero();
  }

  @Test
  void nothingIsBetweenTheRegisters() {
    for (int offset = 0; offset < I82540emRegisters.PBM; offset += 4) {
      if (!isRegister(offset)) {
        chip.write(offset, 4, -1);
        assertThat(chip.read(offset, 4)).as("offset 0x%x", offset).isZero();
      }
    }
  }

  private static boolean isRegister(int offset) {
    return registers().anyMatch(register -> register.offset() == offset);
  }

  private long read(Register register) {
    return chip.read(register.offset(), 4);
  }
}
