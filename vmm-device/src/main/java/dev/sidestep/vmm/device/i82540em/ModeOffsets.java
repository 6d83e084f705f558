package dev.sidestep.vmm.device.i82540em;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which registers of an 82540EM are mode: what stays as software wrote it, until a reset. In the
 * order in which they are restored: what enables something comes last.
 *
 * @datasheet 82540EM 13.3
 */
final class ModeOffsets {
  /** All of them. */
  static final int[] ALL =
      concatenate(
          range(0x5838, 1, 8), // IPAV
          range(0x5840, 4, 8), // IP4AT
          range(0x5880, 4, 4), // IP6AT
          range(0x5a00, 32, 4), // WUPM
          range(0x5f00, 4, 8), // FFLT
          range(0x9000, 128, 8), // FFMT
          range(0x9800, 128, 8), // FFVT
          range(0x5800, 1, 4), // WUC
          range(0x5808, 1, 4), // WUFC
          range(0x5820, 1, 4), // MANC
          range(0x5200, 128, 4), // MTA
          range(0x5400, 32, 4), // RAL and RAH
          range(0x5600, 128, 4), // VFTA
          range(0x0018, 1, 4), // CTRL_EXT
          range(0x0028, 2, 4), // FCAL, FCAH
          range(0x0030, 1, 4), // FCT
          range(0x0038, 1, 4), // VET
          range(0x00c4, 1, 4), // ITR
          range(0x0170, 1, 4), // FCTTV
          range(0x0178, 1, 4), // TXCW
          range(0x0410, 1, 4), // TIPG
          range(0x0458, 1, 4), // AIT
          range(0x0e00, 1, 4), // LEDCTL
          range(0x1000, 1, 4), // PBA
          range(0x2160, 1, 4), // FCRTL
          range(0x2168, 1, 4), // FCRTH
          range(0x2800, 3, 4), // RDBAL, RDBAH, RDLEN
          range(0x2820, 1, 4), // RDTR
          range(0x2828, 1, 4), // RXDCTL
          range(0x282c, 1, 4), // RADV
          range(0x2c00, 1, 4), // RSRPD
          range(0x3000, 1, 4), // TXDMAC
          range(0x3800, 3, 4), // TDBAL, TDBAH, TDLEN
          range(0x3820, 1, 4), // TIDV
          range(0x3828, 1, 4), // TXDCTL
          range(0x382c, 1, 4), // TADV
          range(0x3830, 1, 4), // TSPMT
          range(0x5000, 1, 4), // RXCSUM
          range(0x0000, 1, 4), // CTRL
          range(0x0400, 1, 4), // TCTL
          range(0x0100, 1, 4)); // RCTL

  private static final int SPAN = 0x20000 / 4;
  private static final short[] INDEX = index();

  private ModeOffsets() {}

  private static int[] concatenate(int[]... ranges) {
    return Stream.of(ranges).flatMapToInt(IntStream::of).toArray();
  }

  private static int[] range(int first, int count, int stride) {
    return IntStream.range(0, count).map(i -> first + i * stride).toArray();
  }

  private static short[] index() {
    short[] index = new short[SPAN];
    Arrays.fill(index, (short) -1);
    for (int i = 0; i < ALL.length; i++) {
      index[ALL[i] / 4] = (short) i;
    }
    return index;
  }

  /** Where in {@link #ALL} the register at {@code offset}, 0..0x1ffff, is; -1 if it is no mode. */
  static int indexOf(int offset) {
    return INDEX[offset >>> 2];
  }
}
