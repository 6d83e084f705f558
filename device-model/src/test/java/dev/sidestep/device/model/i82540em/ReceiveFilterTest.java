package dev.sidestep.device.model.i82540em;

import static dev.sidestep.device.model.i82540em.ReceiveFilter.Verdict.EXACT;
import static dev.sidestep.device.model.i82540em.ReceiveFilter.Verdict.INEXACT;
import static dev.sidestep.device.model.i82540em.ReceiveFilter.Verdict.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.model.i82540em.ReceiveFilter.Verdict;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Rah;
import dev.sidestep.device.spec.i82540em.Rctl;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReceiveFilterTest {
  private static final byte[] BROADCAST = {-1, -1, -1, -1, -1, -1};
  private static final byte[] OTHER = {2, 0, 0, 0, 0, 1};
  private static final byte[] GROUP = {1, 0, 0x5e, 0x12, 0x34, 0x56};

  private final RegisterFile registers = new RegisterFile();
  private final ReceiveFilter filter = new ReceiveFilter(registers);

  private Verdict judge(byte[] destination) {
    return filter.judge(Rig.frameTo(destination, 60));
  }

  private void rctl(int value) {
    registers.set(I82540emRegisters.RCTL, value);
  }

  private void address(int index, byte[] address, int select) {
    int at = index * I82540emRegisters.RECEIVE_ADDRESS_STRIDE;
    int high = (address[4] & 0xff) | (address[5] & 0xff) << 8;
    registers.set(I82540emRegisters.RAL + at, Bytes.intLittle(address, 0));
    registers.set(I82540emRegisters.RAH + at, high | select << Rah.AS_SHIFT | Rah.AV);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15})
  void takesTheAddressesInItsList(int index) {
    assertThat(judge(Rig.STATION)).isEqualTo(REJECTED);
    address(index, Rig.STATION, 0);
    assertThat(judge(Rig.STATION)).isEqualTo(EXACT);
    assertThat(judge(OTHER)).isEqualTo(REJECTED);
    address(index, GROUP, 0);
    assertThat(judge(GROUP)).isEqualTo(EXACT);
  }

  @Test
  void comparesWithTheSourceIfAsked() {
    byte[] frame = Rig.frameTo(OTHER, 60);
    byte[] source = Arrays.copyOfRange(frame, 6, 12);
    address(3, source, 1);
    assertThat(filter.judge(frame)).isEqualTo(EXACT);
    address(3, source, 0);
    assertThat(filter.judge(frame)).isEqualTo(REJECTED);
    address(3, source, 2);
    assertThat(filter.judge(frame)).isEqualTo(REJECTED);
  }

  @Test
  void anEntryThatIsNotValidMatchesNothing() {
    address(0, Rig.STATION, 0);
    registers.setBits(I82540emRegisters.RAH, Rah.AV, false);
    assertThat(judge(Rig.STATION)).isEqualTo(REJECTED);
  }

  @Test
  void passesEverythingOfAKindIfAsked() {
    rctl(Rctl.UPE);
    assertThat(judge(OTHER)).isEqualTo(INEXACT);
    assertThat(judge(GROUP)).isEqualTo(REJECTED);
    assertThat(judge(BROADCAST)).isEqualTo(REJECTED);
    rctl(Rctl.MPE);
    assertThat(judge(OTHER)).isEqualTo(REJECTED);
    assertThat(judge(GROUP)).isEqualTo(INEXACT);
    assertThat(judge(BROADCAST)).isEqualTo(INEXACT);
    rctl(Rctl.BAM);
    assertThat(judge(BROADCAST)).isEqualTo(EXACT);
    assertThat(judge(GROUP)).isEqualTo(REJECTED);
  }

  /** Bits 47:36, 46:35, 45:34 and 43:32 of 12:34:56:78:9a:bc, bc being 47:40. */
  @ParameterizedTest
  @CsvSource({"0, 0xbc9", "1, 0x793", "2, 0xf26", "3, 0xc9a"})
  void hashesByTheBitsThatMoSelects(int offset, int expected) {
    byte[] address = {0x12, 0x34, 0x56, 0x78, (byte) 0x9a, (byte) 0xbc};
    int hash = ReceiveFilter.hash(address, offset << Rctl.MO_SHIFT);
    assertThat(hash).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void takesMulticastsByHash(int offset) {
    rctl(offset << Rctl.MO_SHIFT);
    assertThat(judge(GROUP)).isEqualTo(REJECTED);
    int hash = ReceiveFilter.hash(GROUP, offset << Rctl.MO_SHIFT);
    int word = I82540emRegisters.MTA + (hash >>> 5) * 4;
    registers.set(word, 1 << (hash & 31));
    assertThat(judge(GROUP)).isEqualTo(INEXACT);
    registers.set(word, ~(1 << (hash & 31)));
    assertThat(judge(GROUP)).isEqualTo(REJECTED);
  }

  @Test
  void filtersByVlanOnlyWhatIsTagged() {
    registers.set(I82540emRegisters.VET, 0x8100);
    address(0, Rig.STATION, 0);
    byte[] frame = Rig.frameTo(Rig.STATION, 60);
    Bytes.setIntBig(frame, 12, 0x8100_5123);

    rctl(Rctl.VFE);
    assertThat(judge(Rig.STATION)).isEqualTo(EXACT);
    assertThat(filter.judge(frame)).isEqualTo(REJECTED);
    registers.set(I82540emRegisters.VFTA + (0x123 >>> 5) * 4, 1 << (0x123 & 31));
    assertThat(filter.judge(frame)).isEqualTo(EXACT);
  }

  @Test
  void comparesTheCanonicalFormatBit() {
    registers.set(I82540emRegisters.VET, 0x8100);
    registers.set(I82540emRegisters.VFTA, 1 << 5);
    address(0, Rig.STATION, 0);
    byte[] frame = Rig.frameTo(Rig.STATION, 60);
    Bytes.setIntBig(frame, 12, 0x8100_1005);

    rctl(Rctl.VFE | Rctl.CFIEN);
    assertThat(filter.judge(frame)).isEqualTo(REJECTED);
    rctl(Rctl.VFE | Rctl.CFIEN | Rctl.CFI);
    assertThat(filter.judge(frame)).isEqualTo(EXACT);
    rctl(Rctl.VFE);
    assertThat(filter.judge(frame)).isEqualTo(EXACT);
  }
}
