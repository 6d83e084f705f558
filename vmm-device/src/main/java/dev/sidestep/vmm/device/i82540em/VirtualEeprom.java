package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.base.Bits;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The 93C46 as the guest sees it: a copy of the card's words behind four wires. A command is a
 * start bit, two bits of operation and six of address; bits are taken and given at the rising edge
 * of the clock, and programming happens when the part is deselected (SDM 5.3).
 */
final class VirtualEeprom {
  /** Words of 16 bits. */
  static final int WORDS = 64;

  private static final int ADDRESS_BITS = 6;
  private static final int COMMAND_BITS = 2 + ADDRESS_BITS;
  private static final int WORD_BITS = 16;
  private static final int EVERY_WORD = -1;
  private static final int ERASED = 0xffff;

  private final int[] words = new int[WORDS];
  private final IntConsumer programmed;
  private Stage stage = Stage.START;
  private boolean selected;
  private boolean clock;
  private boolean dataOut = true;
  private boolean writable;
  private int shift;
  private int bits;
  private int address;

  private enum Stage {
    START,
    COMMAND,
    GIVE_WORD,
    TAKE_WORD,
    READY_TO_PROGRAM
  }

  /** An EEPROM that tells {@code programmed} the address of each word that the guest changes. */
  VirtualEeprom(IntConsumer programmed) {
    this.programmed = programmed;
  }

  /** Becomes a copy; words that are missing read as erased. */
  void begin(List<Integer> image) {
    for (int i = 0; i < WORDS; i++) {
      words[i] = i < image.size() ? image.get(i) & ERASED : ERASED;
    }
    writable = false;
    deselect();
  }

  List<Integer> image() {
    return Arrays.stream(words).boxed().toList();
  }

  int word(int index) {
    return words[index & (WORDS - 1)];
  }

  boolean dataOut() {
    return dataOut;
  }

  /** Lets go of the wires without programming. */
  void deselect() {
    selected = false;
    clock = false;
    dataOut = true;
    stage = Stage.START;
  }

  /** Sets the levels of the three inputs. */
  void drive(boolean select, boolean clockHigh, boolean dataIn) {
    boolean rising = clockHigh && !clock;
    clock = clockHigh;
    if (select != selected) {
      selected = select;
      if (!select && stage == Stage.READY_TO_PROGRAM && writable) {
        program();
      }
      stage = Stage.START;
      dataOut = true;
    }
    if (selected && rising) {
      shiftIn(dataIn ? 1 : 0);
    }
  }

  private void program() {
    if (address == EVERY_WORD) {
      for (int i = 0; i < WORDS; i++) {
        program(i);
      }
    } else {
      program(address);
    }
  }

  private void program(int index) {
    words[index] = shift;
    programmed.accept(index);
  }

  private void shiftIn(int bit) {
    switch (stage) {
      case START -> {
        if (bit == 1) {
          collect(Stage.COMMAND);
        }
      }
      case COMMAND -> {
        if (isLast(bit, COMMAND_BITS)) {
          perform(shift >>> ADDRESS_BITS, shift & (WORDS - 1));
        }
      }
      case TAKE_WORD -> {
        if (isLast(bit, WORD_BITS)) {
          stage = Stage.READY_TO_PROGRAM;
        }
      }
      case GIVE_WORD -> giveBit();
      case READY_TO_PROGRAM -> {}
    }
  }

  private void collect(Stage next) {
    stage = next;
    shift = 0;
    bits = 0;
  }

  private boolean isLast(int bit, int of) {
    shift = shift << 1 | bit;
    bits++;
    return bits == of;
  }

  private void perform(int operation, int operand) {
    address = operand;
    switch (operation) {
      case 1 -> collect(Stage.TAKE_WORD);
      case 2 -> {
        collect(Stage.GIVE_WORD);
        dataOut = false; // a zero precedes the data
      }
      case 3 -> erase();
      default -> performExtended(operand >>> (ADDRESS_BITS - 2));
    }
  }

  private void performExtended(int operation) {
    address = EVERY_WORD;
    switch (operation) {
      case 1 -> collect(Stage.TAKE_WORD);
      case 2 -> erase();
      default -> {
        writable = operation == 3;
        stage = Stage.START;
      }
    }
  }

  private void erase() {
    stage = Stage.READY_TO_PROGRAM;
    shift = ERASED;
  }

  private void giveBit() {
    if (bits == WORD_BITS) {
      bits = 0;
      address = (address + 1) & (WORDS - 1);
    }
    bits++;
    dataOut = Bits.isSet(words[address], 1L << (WORD_BITS - bits));
  }
}
