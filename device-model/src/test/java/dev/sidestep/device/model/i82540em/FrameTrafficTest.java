package dev.sidestep.device.model.i82540em;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.base.MemoryWindow;
import dev.sidestep.device.model.EthernetOutlet;
import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Icr;
import dev.sidestep.device.spec.i82540em.Mdic;
import dev.sidestep.device.spec.i82540em.Pctrl;
import dev.sidestep.device.spec.i82540em.PhyRegister;
import dev.sidestep.device.spec.i82540em.Rctl;
import dev.sidestep.device.spec.i82540em.RxDescriptor;
import dev.sidestep.device.spec.i82540em.RxStatus;
import dev.sidestep.device.spec.i82540em.StatisticsRegisters;
import dev.sidestep.device.spec.i82540em.Tctl;
import dev.sidestep.device.spec.i82540em.TxCommand;
import dev.sidestep.device.spec.i82540em.TxDescriptor;
import dev.sidestep.device.spec.i82540em.TxStatus;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Frames from memory to the wire and back, by registers alone. */
class FrameTrafficTest {
  private static final int TX_RING = 0x1000;
  private static final int RX_RING = 0x2000;
  private static final int TX_BUFFER = 0x3000;
  private static final int RX_BUFFER = 0x4000;
  private static final int FRAME_LENGTH = 60;

  private final TestTime time = new TestTime();
  private final ByteBuffer memory = ByteBuffer.allocate(0x8000).order(ByteOrder.LITTLE_ENDIAN);
  private final List<byte[]> wire = new ArrayList<>();
  private final I82540em chip =
      new I82540em(
          time.scheduler(),
          new I82540em.Pins(new Ram(), level -> {}, new Cable()),
          0x0200_0000_0001L,
          ChipTiming.FAST);

  private final class Ram implements MemoryWindow {
    @Override
    public boolean read(long address, byte[] target, int offset, int length) {
      memory.get((int) address, target, offset, length);
      return true;
    }

    @Override
    public boolean write(long address, byte[] source, int offset, int length) {
      memory.put((int) address, source, offset, length);
      return true;
    }
  }

  private final class Cable implements EthernetOutlet {
    @Override
    public void send(byte[] frame, int length) {
      wire.add(Arrays.copyOf(frame, length));
    }

    @Override
    public LinkPartner partner() {
      return TestCable.GIGABIT;
    }
  }

  @BeforeEach
  void start() {
    write(I82540emRegisters.CTRL, Ctrl.SLU);
    write(I82540emRegisters.TDBAL, TX_RING);
    write(I82540emRegisters.TDLEN, 128);
    write(I82540emRegisters.RDBAL, RX_RING);
    write(I82540emRegisters.RDLEN, 128);
    memory.putLong(RX_RING, RX_BUFFER);
    memory.putLong(TX_RING, TX_BUFFER);
    memory.putShort(TX_RING + TxDescriptor.LENGTH, (short) FRAME_LENGTH);
    memory.put(
        TX_RING + TxDescriptor.COMMAND, (byte) (TxCommand.EOP | TxCommand.IFCS | TxCommand.RS));
    for (int index = 0; index < FRAME_LENGTH; index++) {
      memory.put(TX_BUFFER + index, (byte) (index < 6 ? 0xff : index));
    }
    write(I82540emRegisters.TCTL, Tctl.EN | Tctl.PSP);
    write(I82540emRegisters.RCTL, Rctl.EN | Rctl.BAM | Rctl.SECRC);
  }

  @Test
  void sendsWhatIsPosted() {
    linkUpWithBusMaster();
    write(I82540emRegisters.TDT, 1);
    assertThat(wire).hasSize(1);
    assertThat(wire.getFirst()).hasSize(FRAME_LENGTH + 4);
    assertThat(read(I82540emRegisters.TDH)).isEqualTo(1);
    assertThat(memory.get(TX_RING + TxDescriptor.STATUS) & TxStatus.DD).isNotZero();
    assertThat(read(I82540emRegisters.ICR) & (Icr.TXDW | Icr.TXQE)).isEqualTo(Icr.TXDW | Icr.TXQE);
    chip.sent();
    assertThat(read(StatisticsRegisters.BPTC)).isOne();
    assertThat(read(StatisticsRegisters.GOTCL)).isEqualTo(FRAME_LENGTH + 4);
  }

  @Test
  void waitsForTheBusMasterEnable() {
    time.pass(0);
    write(I82540emRegisters.TDT, 1);
    assertThat(wire).isEmpty();
    chip.busMasterGranted(true);
    assertThat(wire).hasSize(1);
  }

  @Test
  void waitsForTheLink() {
    chip.busMasterGranted(true);
    write(I82540emRegisters.TDT, 1);
    assertThat(wire).isEmpty();
    time.pass(0);
    assertThat(wire).hasSize(1);
  }

  @Test
  void receivesIntoMemory() {
    linkUpWithBusMaster();
    write(I82540emRegisters.RDT, 1);
    byte[] frame = frameFromTheWire();
    chip.receive(frame, frame.length);
    assertThat(memory.get(RX_RING + RxDescriptor.STATUS) & (RxStatus.DD | RxStatus.EOP))
        .isEqualTo(RxStatus.DD | RxStatus.EOP);
    assertThat(memory.getShort(RX_RING + RxDescriptor.LENGTH)).isEqualTo((short) FRAME_LENGTH);
    assertThat(memory.get(RX_BUFFER + 20)).isEqualTo((byte) 20);
    assertThat(read(I82540emRegisters.ICR) & Icr.RXT0).isNotZero();
    assertThat(read(StatisticsRegisters.BPRC)).isOne();
  }

  @Test
  void receivesNothingWithoutALink() {
    linkUpWithBusMaster();
    byte[] frame = frameFromTheWire();
    write(I82540emRegisters.RDT, 1);
    write(I82540emRegisters.CTRL, 0);
    chip.receive(frame, frame.length);
    assertThat(read(I82540emRegisters.RDH)).isZero();
  }

  @Test
  void phyLoopbackReturnsFrames() {
    linkUpWithBusMaster();
    int command = Mdic.OP_WRITE | Mdic.INTERNAL_PHY << Mdic.PHYADD_SHIFT;
    int value = Pctrl.LOOPBACK | Pctrl.SPEED_1000 | Pctrl.DUPLEX;
    write(I82540emRegisters.MDIC, command | PhyRegister.PCTRL << Mdic.REGADD_SHIFT | value);
    time.pass(0);
    write(I82540emRegisters.RDT, 1);
    write(I82540emRegisters.TDT, 1);
    time.pass(10_000);
    assertThat(wire).isEmpty();
    assertThat(read(I82540emRegisters.RDH)).isOne();
    assertThat(memory.get(RX_BUFFER + 20)).isEqualTo((byte) 20);
  }

  @Test
  void resetForgetsTheRings() {
    linkUpWithBusMaster();
    write(I82540emRegisters.CTRL, Ctrl.RST);
    write(I82540emRegisters.CTRL, Ctrl.SLU);
    write(I82540emRegisters.TDT, 1);
    assertThat(read(I82540emRegisters.TDBAL)).isZero();
    assertThat(wire).isEmpty();
  }

  private byte[] frameFromTheWire() {
    write(I82540emRegisters.TDT, 1);
    chip.sent();
    return wire.getLast();
  }

  private void linkUpWithBusMaster() {
    chip.busMasterGranted(true);
    time.pass(0);
    read(I82540emRegisters.ICR);
  }

  private int read(int offset) {
    return (int) chip.read(offset, 4);
  }

  private void write(int offset, int value) {
    chip.write(offset, 4, value);
  }
}
