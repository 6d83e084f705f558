package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.device.spec.Register;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Mdic;
import dev.sidestep.device.spec.i82540em.Rah;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An 82540EM as it is after power-on, for a guest that is to see one where there is none: what its
 * EEPROM has made of it, and the EEPROM of a card from the factory.
 *
 * @datasheet 82540EM 5.6, 13.4
 */
public final class PowerOnState {
  private static final int WORDS = 64;
  private static final int CHECKSUM = 0x3f;
  private static final int SUM = 0xbaba;

  private PowerOnState() {}

  /**
   * Its state.
   *
   * @param macAddress what its EEPROM says, the first byte on the wire highest
   * @param status what STATUS shows
   */
  public static I82540emHandover of(long macAddress, int status) {
    return new I82540emHandover(
        mode(macAddress),
        new I82540emHandover.Rings(0, 0, 0, 0),
        I82540emHandover.TransmitContexts.NONE,
        new I82540emHandover.Interrupts(0, 0),
        status,
        eeprom(macAddress),
        new I82540emHandover.IdleRegisters(Mdic.R, 0, 0));
  }

  private static I82540emMode mode(long macAddress) {
    Map<Integer, Integer> resets = new HashMap<>();
    for (Register register : I82540emRegisters.TABLE) {
      resets.put((int) register.offset(), (int) register.contents().resetValue());
    }
    long little = Long.reverseBytes(macAddress) >>> Short.SIZE;
    return I82540emMode.of(offset -> resets.getOrDefault(offset, 0))
        .with(I82540emRegisters.RAL, (int) little)
        .with(I82540emRegisters.RAH, (int) (little >>> Integer.SIZE) | Rah.AV);
  }

  /** Address, LEDs, control words and identifications, and what makes the sum right. */
  private static List<Integer> eeprom(long macAddress) {
    List<Integer> words = new ArrayList<>(Collections.nCopies(WORDS, 0));
    for (int i = 0; i < 3; i++) {
      int pair = (int) (macAddress >>> (32 - 16 * i)) & 0xffff;
      words.set(i, (pair & 0xff) << Byte.SIZE | pair >>> Byte.SIZE);
    }
    words.set(0x04, 0xffff);
    words.set(0x0a, 0x640b);
    words.set(0x0b, 0x001e);
    words.set(0x0c, 0x8086);
    words.set(0x0d, 0x100e);
    words.set(0x0e, 0x8086);
    words.set(0x0f, 0x3000);
    int sum = words.stream().mapToInt(Integer::intValue).sum();
    words.set(CHECKSUM, SUM - sum & 0xffff);
    return words;
  }
}
