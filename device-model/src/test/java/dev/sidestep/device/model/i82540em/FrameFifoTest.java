package dev.sidestep.device.model.i82540em;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FrameFifoTest {
  @Test
  void keepsFramesInOrderAcrossItsEnd() {
    byte[] memory = new byte[4096];
    FrameFifo fifo = new FrameFifo(memory);
    fifo.place(1024, 2048);
    Deque<byte[]> model = new ArrayDeque<>();
    Random random = new Random(11);
    for (int step = 0; step < 5000; step++) {
      byte[] frame = new byte[1 + random.nextInt(600)];
      random.nextBytes(frame);
      if (fifo.hasRoom(frame.length)) {
        fifo.append(frame, frame.length, step);
        model.add(frame);
      } else {
        byte[] head = new byte[fifo.headLength()];
        fifo.copyHead(head);
        fifo.removeHead();
        assertThat(head).isEqualTo(model.remove());
      }
      assertThat(fifo.frames()).isEqualTo(model.size());
    }
    assertThat(Arrays.copyOf(memory, 1024)).containsOnly(0);
    assertThat(Arrays.copyOfRange(memory, 3072, 4096)).containsOnly(0);
  }

  @Test
  void reckonsSixteenBytesAFrameAndRoundsUp() {
    FrameFifo fifo = new FrameFifo(new byte[256]);
    fifo.place(0, 64);

    assertThat(fifo.canEverHold(48)).isTrue();
    assertThat(fifo.canEverHold(49)).isFalse();
    fifo.append(new byte[17], 17, 0);
    assertThat(fifo.used()).isEqualTo(48);
    assertThat(fifo.hasRoom(1)).isFalse();
  }

  @Test
  void showsItsPointersInWordsFromTheBuffersStart() {
    Rig rig = Rig.running();
    rig.arrive(Rig.frameTo(Rig.STATION, 60));

    assertThat(rig.path.readFifoPointer(I82540emRegisters.RDFH)).isZero();
    assertThat(rig.path.readFifoPointer(I82540emRegisters.RDFT)).isEqualTo((16 + 64) / 8);
    assertThat(rig.path.readFifoPointer(I82540emRegisters.RDFPC)).isEqualTo(1);
    assertThat(rig.path.readFifoPointer(I82540emRegisters.TDFH)).isEqualTo(48 * 1024 / 8);
    assertThat(rig.path.readFifoPointer(I82540emRegisters.TDFPC)).isZero();
    assertThat(rig.path.readPacketBuffer(0)).isEqualTo(64);
    assertThat(rig.path.readPacketBuffer(16)).isEqualTo(Bytes.intLittle(Rig.STATION, 0));
  }

  @Test
  void aNewDivisionTakesEffectWithAReset() {
    Rig rig = new Rig();
    rig.registers.set(I82540emRegisters.PBA, 40);
    assertThat(rig.path.readFifoPointer(I82540emRegisters.TDFH)).isEqualTo(48 * 1024 / 8);
    rig.path.reset();
    assertThat(rig.path.readFifoPointer(I82540emRegisters.TDFH)).isEqualTo(40 * 1024 / 8);
  }

  @Test
  void theWindowCanBeWrittenWhileNoFrameIsInIt() {
    Rig rig = Rig.running();
    rig.path.writePacketBuffer(0xfffc, 0x1234_5678);
    assertThat(rig.path.readPacketBuffer(0xfffc)).isEqualTo(0x1234_5678);
    rig.arrive(Rig.frameTo(Rig.STATION, 60));
    rig.path.writePacketBuffer(16, 0);
    assertThat(rig.path.readPacketBuffer(16)).isEqualTo(Bytes.intLittle(Rig.STATION, 0));
  }
}
