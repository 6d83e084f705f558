package dev.sidestep.device.model.i82540em;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Rctl;
import dev.sidestep.device.spec.i82540em.Tctl;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Anything that a guest or a network can do: no exception, and one access or frame makes the chip
 * do no more than its step allows.
 */
final class DataPathFuzzTest {
  private static final int STEPS = 2000;

  /** Two descriptor steps, each with at most four memory accesses a descriptor. */
  private static final int MOST_ACCESSES = 4 * (64 + 32) * 2;

  private static final int[] REGISTERS = {
    I82540emRegisters.TDBAL,
    I82540emRegisters.TDLEN,
    I82540emRegisters.TDH,
    I82540emRegisters.TDT,
    I82540emRegisters.RDBAL,
    I82540emRegisters.RDLEN,
    I82540emRegisters.RDH,
    I82540emRegisters.RDT,
    I82540emRegisters.RXCSUM,
    I82540emRegisters.VET,
    I82540emRegisters.FCRTH,
    I82540emRegisters.FCRTL,
    I82540emRegisters.FCTTV,
    I82540emRegisters.TXDCTL,
    I82540emRegisters.PBA,
    I82540emRegisters.RSRPD,
  };

  private static final int[] LENGTHS = {0, 1, 14, 15, 16, 17, 63, 64, 1522, 1523, 16384, 16385};

  private final Rig rig = Rig.running();
  private final byte[] frame = new byte[17000];

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13})
  void survives(long seed) {
    Random random = new Random(seed);
    random.nextBytes(rig.memory);
    scatter(random);
    for (int step = 0; step < STEPS; step++) {
      int before = rig.memoryAccesses;
      act(random);
      assertThat(rig.memoryAccesses - before).isLessThanOrEqualTo(MOST_ACCESSES);
      if (step % 40 == 39) {
        // Otherwise a refused access soon ends it all.
        scatter(random);
        repair();
      }
      rig.now += random.nextInt(2000);
      rig.scheduler.runDue(rig.now);
      assertThat(rig.path.readFifoPointer(I82540emRegisters.RDFPC)).isBetween(0, 0x10000 / 32);
    }
    assertThat(rig.sent).hasSizeGreaterThan(50);
    assertThat(rig.received).isGreaterThan(30);
  }

  private void repair() {
    rig.up = true;
    rig.loopback = false;
    rig.busMaster = true;
    rig.registers.set(I82540emRegisters.TDBAL, (int) Rig.TX_RING);
    rig.registers.set(I82540emRegisters.TDLEN, 0x1000);
    rig.registers.set(I82540emRegisters.RDBAL, (int) Rig.RX_RING);
    rig.registers.set(I82540emRegisters.RDLEN, 0x1000);
    rig.registers.set(I82540emRegisters.TDH, 0);
    rig.registers.set(I82540emRegisters.RDH, 0);
    rig.registers.set(I82540emRegisters.TDT, 255);
    rig.registers.set(I82540emRegisters.RDT, 255);
    rig.registers.set(I82540emRegisters.PBA, 48);
    rig.control(I82540emRegisters.TCTL, 0);
    rig.control(I82540emRegisters.RCTL, 0);
    rig.path.reset();
    rig.control(I82540emRegisters.TCTL, Tctl.EN);
    rig.control(I82540emRegisters.RCTL, Rctl.EN | Rctl.UPE | Rctl.LPE);
  }

  /** Descriptors of all kinds and lengths; nearly all point into memory behind the rings. */
  private void scatter(Random random) {
    for (int index = 0; index < 512; index++) {
      long address = Rig.BUFFERS + random.nextInt(Rig.MEMORY_BYTES - 0x1_8000);
      long high = random.nextLong() & (random.nextInt(4) == 0 ? -1 : ~0xfc000L);
      boolean wild = random.nextInt(50) == 0;
      rig.putDescriptor(Rig.TX_RING, index, wild ? high : address, high);
    }
  }

  private void act(Random random) {
    switch (random.nextInt(12)) {
      case 0 -> {
        if (random.nextInt(4) == 0) {
          rig.registers.set(REGISTERS[random.nextInt(REGISTERS.length)], value(random));
        }
      }
      case 1 -> rig.control(I82540emRegisters.RCTL, random.nextInt() | Rctl.EN);
      case 2 -> rig.control(I82540emRegisters.TCTL, random.nextInt() | Tctl.EN);
      case 3 -> rig.setControlBits(I82540emRegisters.CTRL, control(random), random.nextBoolean());
      case 4 -> rig.tail(random.nextInt(260));
      case 5 -> {
        rig.registers.set(I82540emRegisters.RDT, random.nextInt(260));
        rig.path.receiveDoorbell();
      }
      case 6, 7, 8 -> arrive(random);
      case 9 -> flip(random);
      default -> {
        if (rig.wireBusy) {
          rig.finishWire();
        }
      }
    }
  }

  private static int value(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> random.nextInt();
      case 1 -> random.nextInt(0x1000);
      default -> (int) (Rig.MEMORY + random.nextInt(Rig.MEMORY_BYTES));
    };
  }

  private static int control(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> Ctrl.VME;
      case 1 -> Ctrl.RFCE;
      default -> Ctrl.TFCE;
    };
  }

  private void flip(Random random) {
    switch (random.nextInt(8)) {
      case 0 -> rig.path.reset();
      case 1 -> rig.control(I82540emRegisters.TCTL, 0);
      case 2 -> rig.control(I82540emRegisters.RCTL, 0);
      case 3 -> {
        rig.up = !rig.up;
        rig.path.linkChanged();
      }
      case 4 -> {
        rig.busMaster = !rig.busMaster;
        rig.path.busMasterChanged();
      }
      case 5 -> {
        rig.loopback = !rig.loopback;
        rig.path.linkChanged();
      }
      default -> rig.path.restore(rig.path.state());
    }
  }

  private void arrive(Random random) {
    int length =
        random.nextBoolean()
            ? LENGTHS[random.nextInt(LENGTHS.length)]
            : random.nextInt(frame.length - 4);
    random.nextBytes(frame);
    if (random.nextBoolean()) {
      System.arraycopy(Rig.STATION, 0, frame, 0, 6);
    }
    if (random.nextInt(3) == 0) {
      Bytes.setIntBig(frame, 12, random.nextBoolean() ? 0x8808_0001 : 0x8100_0800);
    }
    if (length >= 4 && random.nextInt(4) != 0) {
      new FrameCheck().append(frame, length - 4);
    }
    rig.path.receive(random.nextBoolean() ? frame : Arrays.copyOf(frame, length), length);
  }
}
