package dev.sidestep.device.model.i82540em;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What is in the EEPROM of a card with this chip when it leaves the factory: 64 words of 16 bits.
 * Datasheet: SDM 5.6.
 */
final class EepromImage {
  /** Words in a 93C46. */
  static final int WORDS = 64;

  /** Initialization control word 1. SDM 5.6.10. */
  static final int CONTROL_1 = 0x0a;

  /** CONTROL_1: says that the image is valid if it is {@link #SIGNATURE_VALID}. */
  static final int SIGNATURE = 0xc000;

  /** CONTROL_1: the value of {@link #SIGNATURE} in a valid image. */
  static final int SIGNATURE_VALID = 0x4000;

  /** CONTROL_1: initial value of CTRL.FRCSPD. */
  static final int FORCE_SPEED = 0x0800;

  /** CONTROL_1: initial value of CTRL.FD. */
  static final int FULL_DUPLEX = 0x0400;

  /** CONTROL_1: 32-bit base address registers, power management, both pairs of IDs loaded. */
  private static final int CONTROL_1_REST = 0x200b;

  private static final int SUBSYSTEM_ID = 0x0b;
  private static final int SUBSYSTEM_VENDOR_ID = 0x0c;
  private static final int DEVICE_ID = 0x0d;
  private static final int VENDOR_ID = 0x0e;
  private static final int LED_DEFAULT = 0x04;
  private static final int CONTROL_2 = 0x0f;
  private static final int CHECKSUM = 0x3f;

  /**
   * CONTROL_2: PAUSE in both directions, as the initial value of TXCW bits 8:7. Drivers take it for
   * what the owner of the card wants: with 00 Linux advertises no flow control.
   */
  private static final int PAUSE_BOTH_WAYS = 0x3000;

  /** What all words add up to. SDM 5.6.35. */
  static final int SUM = 0xbaba;

  private EepromImage() {}

  /** The image of a card with this address: 48 bits, the first byte on the wire highest. */
  static List<Integer> of(long macAddress) {
    List<Integer> words = new ArrayList<>(Collections.nCopies(WORDS, 0));
    for (int index = 0; index < 3; index++) {
      int pair = (int) (macAddress >>> (32 - 16 * index)) & 0xffff;
      words.set(index, (pair & 0xff) << 8 | pair >>> 8);
    }
    words.set(LED_DEFAULT, 0xffff);
    words.set(CONTROL_1, SIGNATURE_VALID | FULL_DUPLEX | CONTROL_1_REST);
    words.set(SUBSYSTEM_ID, 0x001e);
    words.set(SUBSYSTEM_VENDOR_ID, 0x8086);
    words.set(DEVICE_ID, 0x100e);
    words.set(VENDOR_ID, 0x8086);
    words.set(CONTROL_2, PAUSE_BOTH_WAYS);
    int sum = words.stream().mapToInt(Integer::intValue).sum();
    words.set(CHECKSUM, (SUM - sum) & 0xffff);
    return List.copyOf(words);
  }
}
