package dev.sidestep.device.model.i82540em;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.spec.i82540em.Eecd;
import dev.sidestep.device.spec.i82540em.Eerd;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Rah;
import org.junit.jupiter.api.Test;

class EepromTest {
  private static final int READ = 0b10;
  private static final int WRITE = 0b01;
  private static final int ERASE = 0b11;
  private static final int EXTENDED = 0b00;
  private static final int ENABLE_WRITES = 0b11_0000;
  private static final int DISABLE_WRITES = 0b00_0000;
  private static final int WRITE_ALL = 0b01_0000;
  private static final int ERASE_ALL = 0b10_0000;
  private static final long MAC = 0x5254_0012_3456L;

  private final TestTime time = new TestTime();
  private final RegisterFile registers = new RegisterFile();
  private final EepromPort port =
      new EepromPort(time.scheduler(), registers, new Eeprom(EepromImage.of(MAC)), ChipTiming.REAL);

  @Test
  void imageHasTheChecksumAndTheAddress() {
    int sum = 0;
    for (int word : EepromImage.of(MAC)) {
      sum += word;
    }
    assertThat(sum & 0xffff).isEqualTo(0xbaba);
    assertThat(EepromImage.of(MAC).subList(0, 3)).containsExactly(0x5452, 0x1200, 0x5634);
  }

  @Test
  void loadsTheAddressAfterReset() {
    port.load();
    assertThat(registers.get(I82540emRegisters.RAL)).isEqualTo(0x1200_5452);
    assertThat(registers.get(I82540emRegisters.RAH)).isEqualTo(Rah.AV | 0x5634);
  }

  @Test
  void readsEveryWordBitByBit() {
    for (int address = 0; address < EepromImage.WORDS; address++) {
      assertThat(readWord(address)).isEqualTo(EepromImage.of(MAC).get(address));
    }
  }

  @Test
  void goesOnWithTheNextWordWhileSelected() {
    command(READ, EepromImage.WORDS - 1);
    shiftIn(16);
    assertThat(shiftIn(16)).isEqualTo(0x5452);
    deselect();
  }

  @Test
  void givesAZeroBeforeTheData() {
    command(READ, 4);
    assertThat(port.readEecd() & Eecd.DO).isZero();
    deselect();
  }

  @Test
  void takesNothingWithoutTheGrant() {
    port.writeEecd(Eecd.CS);
    port.writeEecd(Eecd.CS | Eecd.DI | Eecd.SK);
    assertThat(port.readEecd() & Eecd.GNT).isZero();
    assertThat(port.state().eeprom().shift().phase()).isEqualTo(Eeprom.Phase.IDLE);
  }

  @Test
  void writesOnlyWhenEnabled() {
    writeWord(WRITE, 0x20, 0x1234);
    assertThat(readWord(0x20)).isZero();
    extended(ENABLE_WRITES);
    writeWord(WRITE, 0x20, 0x1234);
    assertThat(readWord(0x20)).isEqualTo(0x1234);
    extended(DISABLE_WRITES);
    writeWord(WRITE, 0x20, 0x5678);
    assertThat(readWord(0x20)).isEqualTo(0x1234);
  }

  @Test
  void erasesAWord() {
    extended(ENABLE_WRITES);
    extendedOrErase(ERASE, 0x21);
    assertThat(readWord(0x21)).isEqualTo(0xffff);
    assertThat(readWord(0x22)).isZero();
  }

  @Test
  void writesAndErasesAll() {
    extended(ENABLE_WRITES);
    writeWord(EXTENDED, WRITE_ALL, 0xa55a);
    assertThat(readWord(0)).isEqualTo(0xa55a);
    assertThat(readWord(63)).isEqualTo(0xa55a);
    extended(ERASE_ALL);
    assertThat(readWord(17)).isEqualTo(0xffff);
  }

  @Test
  void tellsThatItIsReadyAfterProgramming() {
    extended(ENABLE_WRITES);
    writeWord(WRITE, 1, 2);
    wires(Eecd.CS);
    assertThat(port.readEecd() & Eecd.DO).isNotZero();
  }

  @Test
  void eerdTakesItsTime() {
    port.writeEerd(1 << Eerd.ADDR_SHIFT | Eerd.START);
    assertThat(registers.get(I82540emRegisters.EERD) & Eerd.DONE).isZero();
    time.pass(25_000);
    int value = registers.get(I82540emRegisters.EERD);
    assertThat(value & Eerd.DONE).isNotZero();
    assertThat(value >>> Eerd.DATA_SHIFT).isEqualTo(0x1200);
  }

  @Test
  void eerdIgnoresAStartWhileItReads() {
    port.writeEerd(1 << Eerd.ADDR_SHIFT | Eerd.START);
    port.writeEerd(2 << Eerd.ADDR_SHIFT | Eerd.START);
    time.pass(25_000);
    assertThat(registers.get(I82540emRegisters.EERD) >>> Eerd.DATA_SHIFT).isEqualTo(0x1200);
  }

  private int readWord(int address) {
    command(READ, address);
    int word = shiftIn(16);
    deselect();
    return word;
  }

  private void writeWord(int operation, int address, int data) {
    command(operation, address);
    shiftOut(data, 16);
    deselect();
  }

  private void extended(int operation) {
    extendedOrErase(EXTENDED, operation);
  }

  private void extendedOrErase(int operation, int address) {
    command(operation, address);
    deselect();
  }

  private void command(int operation, int address) {
    wires(Eecd.CS);
    shiftOut(0b100_000000 | operation << 6 | address, 9);
  }

  private void shiftOut(int data, int bits) {
    for (int bit = bits - 1; bit >= 0; bit--) {
      int wire = (data >>> bit & 1) != 0 ? Eecd.DI : 0;
      wires(Eecd.CS | wire);
      wires(Eecd.CS | wire | Eecd.SK);
      wires(Eecd.CS | wire);
    }
  }

  private int shiftIn(int bits) {
    int data = 0;
    for (int bit = 0; bit < bits; bit++) {
      wires(Eecd.CS | Eecd.SK);
      data = data << 1 | ((port.readEecd() & Eecd.DO) != 0 ? 1 : 0);
      wires(Eecd.CS);
    }
    return data;
  }

  private void deselect() {
    wires(0);
    wires(Eecd.SK);
  }

  private void wires(int levels) {
    port.writeEecd(Eecd.REQ | levels);
    assertThat(port.readEecd() & (Eecd.GNT | Eecd.PRES)).isEqualTo(Eecd.GNT | Eecd.PRES);
  }
}
