package dev.sidestep.device.model.i82540em;

import dev.sidestep.base.Bits;
import java.util.Arrays;
import java.util.List;

/**
 * A 93C46: 64 words of 16 bits behind a Microwire interface. Commands are a start bit, two bits of
 * operation and six of address; a bit is taken at the rising edge of the clock, and given there.
 * Programming begins when the chip is deselected and is done at once.
 *
 * <p>Datasheet: SDM 5.3; 93C46 data sheets for what it leaves out.
 */
final class Eeprom {
  private static final int ALL_WORDS = -1;
  private static final int WORD_BITS = 16;
  private static final int ADDRESS_BITS = 6;
  private static final int ADDRESS_MASK = EepromImage.WORDS - 1;
  private static final int COMMAND_BITS = 2 + ADDRESS_BITS;
  private static final int ERASED = 0xffff;

  private final int[] words = new int[EepromImage.WORDS];
  private boolean selected;
  private boolean clock;
  private boolean dataOut = true;
  private boolean writeEnabled;
  private Phase phase = Phase.IDLE;
  private int shift;
  private int count;
  private int address;

  Eeprom(List<Integer> image) {
    for (int index = 0; index < words.length; index++) {
      words[index] = image.get(index);
    }
  }

  /** What the bits on the wire are for. */
  enum Phase {
    /** Waits for the start bit. */
    IDLE,
    /** Takes the operation and the address. */
    COMMAND,
    /** Gives data, word after word. */
    READ,
    /** Takes a word. */
    DATA,
    /** Has all that it needs, and programs when it is deselected. */
    PROGRAM
  }

  /** The word at {@code index} modulo 64. */
  int word(int index) {
    return words[index & ADDRESS_MASK];
  }

  /** The level of the data output; high when nothing drives it. */
  boolean dataOut() {
    return dataOut;
  }

  /** Sets the levels of the three inputs. */
  void drive(boolean select, boolean clockHigh, boolean dataIn) {
    boolean rising = clockHigh && !clock;
    clock = clockHigh;
    if (select != selected) {
      selected = select;
      selectChanged();
    }
    if (selected && rising) {
      clockBit(dataIn ? 1 : 0);
    }
  }

  private void selectChanged() {
    if (!selected && phase == Phase.PROGRAM && writeEnabled) {
      program();
    }
    phase = Phase.IDLE;
    dataOut = true;
  }

  private void program() {
    if (address == ALL_WORDS) {
      Arrays.fill(words, shift);
    } else {
      words[address] = shift;
    }
  }

  private void clockBit(int bit) {
    switch (phase) {
      case IDLE -> {
        if (bit == 1) {
          take(Phase.COMMAND);
        }
      }
      case COMMAND -> {
        if (collect(bit, COMMAND_BITS)) {
          command(shift >>> ADDRESS_BITS, shift & ADDRESS_MASK);
        }
      }
      case READ -> giveBit();
      case DATA -> {
        if (collect(bit, WORD_BITS)) {
          phase = Phase.PROGRAM;
        }
      }
      case PROGRAM -> {} // surplus bits
    }
  }

  private void take(Phase next) {
    phase = next;
    shift = 0;
    count = 0;
  }

  private boolean collect(int bit, int bits) {
    shift = shift << 1 | bit;
    count++;
    return count == bits;
  }

  private void command(int operation, int operand) {
    address = operand;
    switch (operation) {
      case 2 -> startReading();
      case 1 -> take(Phase.DATA);
      case 3 -> erase();
      default -> extendedCommand(operand >>> (ADDRESS_BITS - 2));
    }
  }

  private void extendedCommand(int operation) {
    address = ALL_WORDS;
    switch (operation) {
      case 0 -> setWriteEnabled(false);
      case 1 -> take(Phase.DATA);
      case 2 -> erase();
      default -> setWriteEnabled(true);
    }
  }

  private void erase() {
    phase = Phase.PROGRAM;
    shift = ERASED;
  }

  private void setWriteEnabled(boolean enabled) {
    writeEnabled = enabled;
    phase = Phase.IDLE;
  }

  /** A zero comes before the data. */
  private void startReading() {
    take(Phase.READ);
    dataOut = false;
  }

  private void giveBit() {
    if (count == WORD_BITS) {
      count = 0;
      address = (address + 1) & ADDRESS_MASK;
    }
    dataOut = Bits.isSet(words[address], 1L << (WORD_BITS - 1 - count));
    count++;
  }

  /** Everything it knows. */
  record State(
      List<Integer> words,
      boolean selected,
      boolean clock,
      boolean dataOut,
      boolean writeEnabled,
      Shift shift) {}

  /** Where it is in a command. */
  record Shift(Phase phase, int shift, int count, int address) {}

  State state() {
    return new State(
        Arrays.stream(words).boxed().toList(),
        selected,
        clock,
        dataOut,
        writeEnabled,
        new Shift(phase, shift, count, address));
  }

  void restore(State state) {
    for (int index = 0; index < words.length; index++) {
      words[index] = state.words.get(index);
    }
    selected = state.selected;
    clock = state.clock;
    dataOut = state.dataOut;
    writeEnabled = state.writeEnabled;
    phase = state.shift.phase;
    shift = state.shift.shift;
    count = state.shift.count;
    address = state.shift.address;
  }
}
