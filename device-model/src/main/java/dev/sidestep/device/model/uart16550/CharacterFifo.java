package dev.sidestep.device.model.uart16550;

import dev.sidestep.device.spec.uart16550.Uart16550Registers;
import java.util.ArrayList;
import java.util.List;

/**
 * Sixteen characters, each with the LSR error bits that belong to it in bits 15:8.
 *
 * <p>Datasheet: PC16550D 8.4, 8.5.
 */
final class CharacterFifo {
  private static final int ERROR_SHIFT = 8;
  private static final int DATA = 0xff;

  private final int[] entries = new int[Uart16550Registers.FIFO_DEPTH];
  private int head;
  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  boolean isFull() {
    return size == entries.length;
  }

  /** Appends a character; there must be room. */
  void add(int data, int errors) {
    entries[index(size)] = (data & DATA) | (errors << ERROR_SHIFT);
    size++;
  }

  /** Takes the oldest character out; there must be one. */
  int remove() {
    int data = entries[head] & DATA;
    head = index(1);
    size--;
    return data;
  }

  /** The errors of the oldest character, which from now on has none; there must be one. */
  int takeErrors() {
    int errors = entries[head] >>> ERROR_SHIFT;
    entries[head] &= DATA;
    return errors;
  }

  /** True if some character has errors that were not taken. */
  boolean hasErrors() {
    for (int i = 0; i < size; i++) {
      if (entries[index(i)] > DATA) {
        return true;
      }
    }
    return false;
  }

  void clear() {
    size = 0;
  }

  /** The entries from the oldest on, errors included. */
  List<Integer> contents() {
    List<Integer> contents = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      contents.add(entries[index(i)]);
    }
    return List.copyOf(contents);
  }

  void restore(List<Integer> contents) {
    clear();
    contents.forEach(entry -> add(entry, entry >>> ERROR_SHIFT));
  }

  private int index(int position) {
    return (head + position) % entries.length;
  }
}
