package dev.sidestep.vmm.device.i82540em;

import static dev.sidestep.device.spec.i82540em.I82540emRegisters.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.base.Bits;
import dev.sidestep.device.model.EthernetOutlet;
import dev.sidestep.device.model.i82540em.ChipTiming;
import dev.sidestep.device.model.i82540em.I82540em;
import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.Eecd;
import dev.sidestep.device.spec.i82540em.Tctl;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same accesses to the chip and to the virtual card, access by access: registers, interrupt
 * line and transmit descriptors are the same at every moment. The cable is out, so that what is
 * sent stays in the chip.
 */
class VirtualAgainstChipTest {
  private static final int STEPS = 3_000;

  /** Packets that are sure to find room in the chip's FIFO. */
  private static final int PACKETS = 90;

  private static final int[] CONTROLS = {
    ICR, ICS, IMS, IMC, ITR, RDTR, RADV, TIDV, TADV, TXDCTL, EECD, EERD, WUC, CTRL_EXT, RCTL
  };
  private static final int[] COMPARED = {
    IMS, ITR, RDTR, TIDV, TXDCTL, EECD, EERD, WUC, CTRL_EXT, CTRL, RCTL, TCTL, TDH, TDT, RDH, RDT,
    RAL, RAH, VET, MTA + 4, PBA
  };

  private final VirtualRig rig = new VirtualRig();
  private final FlatRam chipRam = new FlatRam();
  private boolean chipLine;
  private final I82540em chip =
      new I82540em(
          rig.platform.scheduler(),
          new I82540em.Pins(chipRam, asserted -> chipLine = asserted, EthernetOutlet.UNCONNECTED),
          0x5254_0012_3456L,
          ChipTiming.REAL);
  private int packets;

  private int chipRead(int offset) {
    return (int) chip.read(offset, 4);
  }

  private void write(int offset, int value) {
    chip.write(offset, 4, Integer.toUnsignedLong(value));
    rig.write(offset, value);
  }

  private void advance(int nanos) {
    rig.platform.advance(nanos);
  }

  private void begin() {
    chip.busMasterGranted(true);
    List<Integer> words = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      chip.write(EERD, 4, 1 | i << 8);
      advance(50_000);
      words.add(chipRead(EERD) >>> 16);
    }
    rig.driver.status = chipRead(STATUS);
    rig.driver.transmitRoom = Integer.MAX_VALUE;
    rig.card.begin(
        new I82540emHandover(
            I82540emMode.of(this::chipRead),
            new I82540emHandover.Rings(0, 0, 0, 0),
            I82540emHandover.TransmitContexts.NONE,
            new I82540emHandover.Interrupts(0, 0),
            chipRead(STATUS),
            words,
            new I82540emHandover.IdleRegisters(chipRead(MDIC), chipRead(EERD), 0)));
  }

  private void setUpRing() {
    write(TDBAL, (int) VirtualRig.TX_RING);
    write(TDLEN, VirtualRig.RING * 16);
    write(TCTL, Tctl.EN);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void accessByAccess(long seed) {
    Random random = new Random(seed);
    begin();
    setUpRing();
    for (int i = 0; i < STEPS; i++) {
      step(random);
      advance(0); // the chip fetches packet by packet
      compare("seed " + seed + ", step " + i);
    }
  }

  private void step(Random random) {
    switch (random.nextInt(8)) {
      case 0 -> advance(random.nextInt(40_000));
      case 1, 2 -> transmit(random);
      case 3 -> wires(random);
      case 4 -> {
        int offset = I82540emMode.offsets()[random.nextInt(I82540emMode.offsets().length)];
        if (isFree(offset)) {
          write(offset, random.nextInt());
        }
      }
      case 5 -> enable(random);
      default -> write(CONTROLS[random.nextInt(CONTROLS.length)], random(random));
    }
  }

  /** Few bits, so that masks and causes meet, and delays are short. */
  private static int random(Random random) {
    int bits = random.nextInt();
    bits &= random.nextInt();
    return bits & random.nextInt();
  }

  /** What moves the ring, the FIFO or the link has steps of its own. */
  private static boolean isFree(int offset) {
    boolean ring = offset >= TDBAL && offset <= TDLEN;
    return !ring && offset != CTRL && offset != TCTL && offset != PBA && offset != TXDMAC;
  }

  private void enable(Random random) {
    switch (random.nextInt(6)) {
      case 0 -> reset();
      case 1 -> write(CTRL, random.nextInt() & ~(Ctrl.RST | Ctrl.PHY_RST | Ctrl.SLU));
      case 2 -> write(TCTL, random.nextInt() & ~Tctl.SWXOFF);
      default -> write(TCTL, Tctl.EN);
    }
  }

  private void reset() {
    write(CTRL, Ctrl.RST);
    packets = 0;
    setUpRing();
  }

  private void wires(Random random) {
    int value = random.nextInt() & (Eecd.SK | Eecd.CS | Eecd.DI);
    for (int i = 0; i < 40; i++) {
      write(EECD, Eecd.REQ | Eecd.CS | value ^ (i & Eecd.SK));
      value = random.nextInt(4) == 0 ? value ^ Eecd.DI : value;
    }
    write(EECD, random.nextBoolean() ? 0 : Eecd.REQ);
  }

  private void transmit(Random random) {
    int tail = rig.read(TDT);
    if (packets >= PACKETS || (tail + 1) % VirtualRig.RING == rig.read(TDH)) {
      return;
    }
    packets++;
    describe(tail, address(random), high(random));
    write(TDT, (tail + 1) % VirtualRig.RING);
  }

  private static long address(Random random) {
    return random.nextInt(20) == 0 ? random.nextInt(2) : VirtualRig.TX_BUFFERS;
  }

  /** Legacy, context, data or unknown, of at most 100 bytes, with any command. */
  private static long high(Random random) {
    long length = random.nextInt(100);
    long command = random.nextInt(256) & ~RingDescriptor.TSE;
    boolean extended = (command & RingDescriptor.DEXT) != 0;
    long type = extended ? (long) random.nextInt(3) << 20 : 0;
    return length | type | command << 24 | (long) random.nextInt() << 32;
  }

  private void describe(int index, long low, long high) {
    rig.describe(index, low, high);
    chipRam.setQuadword(VirtualRig.TX_RING + 16L * index, low);
    chipRam.setQuadword(VirtualRig.TX_RING + 16L * index + 8, high);
  }

  private void compare(String when) {
    assertThat(rig.line).as("line, %s", when).isEqualTo(chipLine);
    for (int offset : COMPARED) {
      assertThat(hex(rig.read(offset))).as("%x, %s", offset, when).isEqualTo(hex(chipRead(offset)));
    }
    int ring = VirtualRig.RING * 16;
    assertThat(rig.ram.get(VirtualRig.TX_RING, ring))
        .as("descriptors, %s", when)
        .isEqualTo(chipRam.get(VirtualRig.TX_RING, ring));
    if (Bits.isSet(rig.read(TDH), 1)) {
      assertThat(hex(rig.causes())).as("ICR, %s", when).isEqualTo(hex(chipRead(ICR)));
    }
  }

  private static String hex(int value) {
    return "%08x".formatted(value);
  }
}
