package dev.sidestep.vmm.device.i82540em;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Rctl;
import dev.sidestep.device.spec.i82540em.RxStatus;
import dev.sidestep.vmm.device.EthernetIo;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SoftwareReceiverTest {
  private static final long MAC = 0x5254_0012_3456L;
  private static final int LENGTH = 100;

  private I82540emMode mode =
      PowerOnState.of(MAC, 0)
          .mode()
          .with(I82540emRegisters.RCTL, Rctl.EN | Rctl.SECRC)
          .with(I82540emRegisters.VET, 0x8100);

  private static byte[] frame(long destination, int type) {
    byte[] frame = new byte[LENGTH];
    for (int i = 0; i < 6; i++) {
      frame[i] = (byte) (destination >>> (40 - 8 * i));
    }
    frame[12] = (byte) (type >>> 8);
    frame[13] = (byte) type;
    return frame;
  }

  private Optional<EthernetIo.Received> receive(byte[] frame) {
    return SoftwareReceiver.receive(mode, frame, frame.length);
  }

  private void set(int rctl) {
    mode = mode.with(I82540emRegisters.RCTL, Rctl.EN | rctl);
  }

  @Test
  void itsOwnAddressIsTakenAndTheCheckSequenceStripped() {
    EthernetIo.Received received = receive(frame(MAC, 0x0800)).orElseThrow();
    assertThat(received.length()).isEqualTo(LENGTH - 4);
    assertThat(received.result().status()).isEqualTo(RxStatus.IXSM);
    assertThat(receive(frame(MAC + 1, 0x0800))).isEmpty();
  }

  @Test
  void promiscuousModesTakeTheirKind() {
    byte[] unicast = frame(MAC + 1, 0x0800);
    byte[] multicast = frame(0x0100_5e00_0001L, 0x0800);
    byte[] broadcast = frame(0xffff_ffff_ffffL, 0x0800);
    set(Rctl.UPE);
    assertThat(receive(unicast)).isPresent();
    assertThat(receive(multicast)).isEmpty();
    set(Rctl.MPE);
    assertThat(receive(unicast)).isEmpty();
    assertThat(receive(multicast)).isPresent();
    set(Rctl.BAM);
    assertThat(receive(broadcast)).isPresent();
    assertThat(receive(multicast)).isEmpty();
  }

  @Test
  void theMulticastTableIsLookedUpByTheBitsThatRctlNames() {
    byte[] frame = frame(0x0100_5e00_1234L, 0x0800);
    for (int mo = 0; mo < 4; mo++) {
      int index = 0x3412 >>> new int[] {4, 3, 2, 0}[mo] & 0xfff;
      set(mo << Rctl.MO_SHIFT);
      assertThat(receive(frame)).isEmpty();
      int word = I82540emRegisters.MTA + (index >>> 5) * 4;
      I82540emMode before = mode;
      mode = mode.with(word, 1 << index);
      assertThat(receive(frame).orElseThrow().result().status() & RxStatus.PIF).isNotZero();
      mode = before;
    }
  }

  @Test
  void aTagIsFilteredAndTakenOut() {
    byte[] frame = frame(MAC, 0x8100);
    frame[14] = 0x20;
    frame[15] = 0x05;
    frame[16] = 0x08;
    set(Rctl.VFE);
    assertThat(receive(frame)).isEmpty();
    mode =
        mode.with(I82540emRegisters.VFTA, 1 << 5)
            .with(I82540emRegisters.CTRL, mode.value(I82540emRegisters.CTRL) | Ctrl.VME);
    EthernetIo.Received received = receive(frame).orElseThrow();
    assertThat(received.length()).isEqualTo(LENGTH - 4);
    assertThat(received.result().special()).isEqualTo(0x2005);
    assertThat(received.data()[12]).isEqualTo((byte) 0x08);
  }

  @Test
  void nothingIsTakenWhileTheReceiverIsOffNorMacControlEver() {
    assertThat(receive(frame(MAC, 0x8808))).isEmpty();
    mode = mode.with(I82540emRegisters.RCTL, Rctl.UPE);
    assertThat(receive(frame(MAC, 0x0800))).isEmpty();
  }
}
