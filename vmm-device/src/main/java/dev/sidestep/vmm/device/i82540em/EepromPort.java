package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.device.spec.i82540em.Eecd;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import java.util.ArrayList;
import java.util.List;

/**
 * The serial EEPROM (Microwire, such as 93C46), by the four wires of EECD: reading by EERD takes
 * time and would disturb what the guest sees there. EECD is left as it was found.
 *
 * @datasheet 82540EM 5.3, 13.4.3
 */
final class EepromPort {
  private static final int SMALL_WORDS = 64;
  private static final int SMALL_ADDRESS_BITS = 6;
  private static final int LARGE_WORDS = 256;
  private static final int LARGE_ADDRESS_BITS = 8;
  private static final int DATA_BITS = 16;
  private static final int OPCODE_BITS = 3;

  /** Start bit and opcode. */
  private static final int READ = 0b110;

  private static final int WRITE = 0b101;
  private static final int EXTENDED = 0b100;

  /** The two highest address bits of extended opcodes. */
  private static final int ENABLE_WRITES = 0b11;

  private static final int DISABLE_WRITES = 0b00;
  private static final int MOST_GRANT_READS = 1000;

  private final I82540emChip chip;
  private int wires;

  EepromPort(I82540emChip chip) {
    this.chip = chip;
  }

  /** All words; none if there is no EEPROM. */
  List<Integer> readAll() {
    int before = chip.read(I82540emRegisters.EECD);
    if ((before & Eecd.PRES) == 0) {
      return List.of();
    }
    List<Integer> words = new ArrayList<>(LARGE_WORDS);
    request(before);
    int count = isLarge(before) ? LARGE_WORDS : SMALL_WORDS;
    for (int address = 0; address < count; address++) {
      words.add(read(address, addressBits(before)));
    }
    chip.write(I82540emRegisters.EECD, before);
    return words;
  }

  /** Stores {@code word} at {@code address}. */
  void write(int address, int word) {
    int before = chip.read(I82540emRegisters.EECD);
    int bits = addressBits(before);
    request(before);
    select();
    shiftOut(EXTENDED, OPCODE_BITS);
    shiftOut(ENABLE_WRITES << (bits - 2), bits);
    deselect();
    select();
    shiftOut(WRITE, OPCODE_BITS);
    shiftOut(address, bits);
    shiftOut(word, DATA_BITS);
    deselect();
    select();
    shiftOut(EXTENDED, OPCODE_BITS);
    shiftOut(DISABLE_WRITES << (bits - 2), bits);
    deselect();
    chip.write(I82540emRegisters.EECD, before);
  }

  private static boolean isLarge(int eecd) {
    return (eecd & Eecd.SIZE) != 0;
  }

  private static int addressBits(int eecd) {
    return isLarge(eecd) ? LARGE_ADDRESS_BITS : SMALL_ADDRESS_BITS;
  }

  /** Asks for the wires (5.3.1), all of them low. */
  private void request(int before) {
    wires = (before & ~(Eecd.SK | Eecd.CS | Eecd.DI)) | Eecd.REQ;
    drive(wires);
    for (int i = 0; i < MOST_GRANT_READS && !chip.has(I82540emRegisters.EECD, Eecd.GNT); i++) {
      drive(wires);
    }
  }

  private int read(int address, int addressBits) {
    select();
    shiftOut(READ, OPCODE_BITS);
    shiftOut(address, addressBits);
    int word = 0;
    for (int i = 0; i < DATA_BITS; i++) {
      drive(wires | Eecd.SK);
      word = word << 1 | (chip.has(I82540emRegisters.EECD, Eecd.DO) ? 1 : 0);
      drive(wires);
    }
    deselect();
    return word;
  }

  private void select() {
    wires |= Eecd.CS;
    drive(wires);
  }

  private void deselect() {
    wires &= ~(Eecd.CS | Eecd.DI);
    drive(wires);
    drive(wires | Eecd.SK);
    drive(wires);
  }

  /** The EEPROM takes DI at the rising edge of SK, the highest bit first. */
  private void shiftOut(int value, int bits) {
    for (int bit = bits - 1; bit >= 0; bit--) {
      wires = (wires & ~Eecd.DI) | ((value >>> bit & 1) != 0 ? Eecd.DI : 0);
      drive(wires);
      drive(wires | Eecd.SK);
      drive(wires);
    }
    wires &= ~Eecd.DI;
  }

  private void drive(int eecd) {
    chip.write(I82540emRegisters.EECD, eecd);
  }
}
