package dev.sidestep.device.model.i82540em;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Rctl;
import dev.sidestep.device.spec.i82540em.TxCommand;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A copy that is made in the middle of everything goes on as the original does. */
final class DataPathStateTest {
  private static final long EXTENDED =
      (long) (TxCommand.DEXT | TxCommand.TSE | TxCommand.TCP | TxCommand.IP) << 24;

  private static Rig busy() {
    Rig rig = Rig.running();
    rig.setControlBits(I82540emRegisters.CTRL, Ctrl.RFCE | Ctrl.TFCE, true);
    rig.setControlBits(I82540emRegisters.RCTL, Rctl.BSIZE | Rctl.LPE, true);
    rig.registers.set(I82540emRegisters.FCRTH, 0x800);
    rig.put(Rig.BUFFERS + 0x2_0000, Rig.frameTo(Rig.STATION, 0x8000));
    for (int index = 0; index < Rig.RING_SIZE; index++) {
      rig.putDescriptor(Rig.RX_RING, index, Rig.buffer(index), 0);
    }
    rig.putDescriptor(
        Rig.TX_RING,
        0,
        14 | 24L << 8 | 33L << 16 | 34L << 32 | 50L << 40,
        30_000 | EXTENDED | 54L << 40 | 1460L << 48);
    rig.putDescriptor(
        Rig.TX_RING,
        1,
        Rig.BUFFERS + 0x2_0000,
        30_054 | 1L << 20 | EXTENDED | (long) (TxCommand.EOP | TxCommand.IFCS) << 24 | 3L << 40);
    rig.putDescriptor(Rig.TX_RING, 2, Rig.BUFFERS + 0x2_0000, 700);
    rig.putLegacy(3, Rig.BUFFERS + 0x2_0000, 300);
    return rig;
  }

  private static void act(Rig rig, int step) {
    switch (step) {
      case 0 -> rig.tail(2);
      case 1, 2, 3 -> rig.arrive(Rig.frameTo(Rig.STATION, 3000 + step));
      case 4 -> {
        rig.registers.set(I82540emRegisters.RDT, 4);
        rig.path.receiveDoorbell();
      }
      case 5, 9, 20 -> rig.tail(3);
      case 10 -> rig.arrive(pause());
      case 12 -> rig.advance(3000);
      case 30 -> rig.tail(4);
      case 31 -> {
        rig.registers.set(I82540emRegisters.RDT, 3);
        rig.path.receiveDoorbell();
      }
      default -> {
        if (rig.wireBusy) {
          rig.finishWire();
        }
        rig.advance(1000);
      }
    }
  }

  private static byte[] pause() {
    byte[] frame = new byte[60];
    System.arraycopy(Rig.STATION, 0, frame, 0, 6);
    Bytes.setIntBig(frame, 12, 0x8808_0001);
    Bytes.setShortBig(frame, 16, 10);
    return frame;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4, 5, 6, 8, 10, 11, 12, 13, 18, 21, 25, 30, 31, 32, 40})
  void goesOnFromAState(int step) {
    Rig original = busy();
    for (int index = 0; index < step; index++) {
      act(original, index);
    }
    Rig copy = copy(original);
    assertThat(copy.path.state()).isEqualTo(original.path.state());
    original.sent.clear();
    original.events.clear();
    for (int index = step; index < 60; index++) {
      act(original, index);
      act(copy, index);
    }
    assertThat(copy.sent).containsExactlyElementsOf(original.sent);
    assertThat(copy.events).isEqualTo(original.events);
    assertThat(copy.memory).isEqualTo(original.memory);
    assertThat(copy.path.state()).isEqualTo(original.path.state());
    assertThat(copy.registers.snapshot()).isEqualTo(original.registers.snapshot());
  }

  private static Rig copy(Rig original) {
    Rig copy = new Rig();
    copy.now = original.now + 12_345;
    System.arraycopy(original.memory, 0, copy.memory, 0, copy.memory.length);
    copy.registers.restore(original.registers.snapshot());
    copy.wireBusy = original.wireBusy;
    copy.path.restore(original.path.state());
    return copy;
  }
}
