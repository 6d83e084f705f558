package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.device.spec.Register;
import dev.sidestep.device.spec.RegisterRole;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * Which registers of an 82540EM are mode: what stays as software wrote it, until a reset. In the
 * order in which they are restored: by offset, but what enables something comes last.
 */
final class ModeOffsets {
  private static final List<Integer> LAST =
      List.of(I82540emRegisters.CTRL, I82540emRegisters.TCTL, I82540emRegisters.RCTL);

  /** All of them. */
  static final int[] ALL =
      IntStream.concat(
              all().filter(offset -> !LAST.contains(offset)),
              LAST.stream().mapToInt(Integer::intValue))
          .toArray();

  private static final short[] INDEX = index();

  private ModeOffsets() {}

  private static IntStream all() {
    return StreamSupport.stream(I82540emRegisters.TABLE.spliterator(), false)
        .filter(register -> register.role() == RegisterRole.MODE)
        .mapToLong(Register::offset)
        .mapToInt(Math::toIntExact);
  }

  private static short[] index() {
    short[] index = new short[I82540emRegisters.SIZE_BYTES / Integer.BYTES];
    Arrays.fill(index, (short) -1);
    for (int i = 0; i < ALL.length; i++) {
      index[ALL[i] / Integer.BYTES] = (short) i;
    }
    return index;
  }

  /** Where in {@link #ALL} the register at {@code offset}, 0..0x1ffff, is; -1 if it is no mode. */
  static int indexOf(int offset) {
    return INDEX[offset / Integer.BYTES];
  }
}
