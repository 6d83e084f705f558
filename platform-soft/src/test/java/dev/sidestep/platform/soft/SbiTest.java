package dev.sidestep.platform.soft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.platform.StopReason;
import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.Interrupts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SbiTest {
  private static final long BASE = 0x10;
  private static final long TIME = 0x5449_4d45;
  private static final long IPI = 0x73_5049;
  private static final long RFENCE = 0x5246_4e43;
  private static final long HSM = 0x48_534d;
  private static final long SRST = 0x5352_5354;
  private static final long DBCN = 0x4442_434e;
  private static final long UNKNOWN = 0x0a00_0000;

  private final Bench bench = Bench.bare(3);

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void baseTellsTheVersionOfTheSpecification() {
    assertThat(bench.call(0, BASE, 0)).isEqualTo(Sbi.SUCCESS);
    assertThat(bench.value(0)).isEqualTo(0x0200_0000);
  }

  @ParameterizedTest
  @ValueSource(longs = {BASE, TIME, IPI, RFENCE, HSM, SRST, DBCN})
  void probeFindsWhatIsThere(long extension) {
    assertThat(bench.call(0, BASE, 3, extension)).isEqualTo(Sbi.SUCCESS);
    assertThat(bench.value(0)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {UNKNOWN, 0, -1, BASE | 1L << 32})
  void probeDoesNotFindWhatIsNotThere(long extension) {
    assertThat(bench.call(0, BASE, 3, extension)).isEqualTo(Sbi.SUCCESS);
    assertThat(bench.value(0)).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {BASE, TIME, IPI, RFENCE, HSM, SRST, DBCN, UNKNOWN, BASE | 1L << 32})
  void unknownFunctionsAreNotSupported(long extension) {
    assertThat(bench.call(0, extension, 99)).isEqualTo(Sbi.ERR_NOT_SUPPORTED);
    assertThat(bench.call(0, extension, 1L << 32)).isEqualTo(Sbi.ERR_NOT_SUPPORTED);
    assertThat(bench.call(0, extension, -1)).isEqualTo(Sbi.ERR_NOT_SUPPORTED);
  }

  @Test
  void setTimerSetsTheSupervisorTimer() {
    assertThat(bench.call(0, TIME, 0, 12_345)).isEqualTo(Sbi.SUCCESS);
    assertThat(bench.hart(0).csr(Csr.STIMECMP)).isEqualTo(12_345);
  }

  @ParameterizedTest
  @CsvSource({"5, 0, 101", "1, 1, 010", "3, 1, 011", "0, 2, 000", "0, -1, 111", "0, 77, 000"})
  void ipiReachesTheHartsOfTheMask(long mask, long first, String expected) {
    assertThat(bench.call(0, IPI, 0, mask, first)).isEqualTo(Sbi.SUCCESS);
    StringBuilder pending = new StringBuilder();
    for (int hart = 0; hart < 3; hart++) {
      boolean is = (bench.hart(hart).csr(Csr.MIP) & Interrupts.SSIP) != 0;
      pending.append(is ? '1' : '0');
    }
    assertThat(pending).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource({"8, 0", "-1, 0", "4, 1", "1, 3", "1, -2", "1, 9223372036854775807"})
  void masksBeyondTheLastHartAreRefused(long mask, long first) {
    assertThat(bench.call(0, IPI, 0, mask, first)).isEqualTo(Sbi.ERR_INVALID_PARAM);
    assertThat(bench.call(0, RFENCE, 1, mask, first)).isEqualTo(Sbi.ERR_INVALID_PARAM);
    assertThat(bench.hart(2).csr(Csr.MIP) & Interrupts.SSIP).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void remoteFencesAreAskedOfOtherHarts(int function) {
    bench.call(0, BASE, 0); // a new page of code asks something of every hart
    bench.hart(1).serveRequests();
    bench.hart(2).serveRequests();
    assertThat(bench.call(0, RFENCE, function, 2, 0, 0, 4096)).isEqualTo(Sbi.SUCCESS);
    assertThat(bench.hart(1).hasRequests()).isTrue();
    assertThat(bench.hart(2).hasRequests()).isFalse();
  }

  @Test
  void hypervisorFencesAreNotSupported() {
    for (int function = 3; function < 7; function++) {
      assertThat(bench.call(0, RFENCE, function, 1, 0)).isEqualTo(Sbi.ERR_NOT_SUPPORTED);
    }
  }

  @Test
  void hartsStartStopAndTellTheirState() {
    assertThat(bench.call(0, HSM, 2, 1)).isEqualTo(Sbi.SUCCESS);
    assertThat(bench.value(0)).isEqualTo(1);
    assertThat(bench.call(0, HSM, 0, 1, AddressMap.RAM + 0x100, 77)).isEqualTo(Sbi.SUCCESS);
    assertThat(bench.hart(1).pc()).isEqualTo(AddressMap.RAM + 0x100);
    assertThat(bench.hart(1).x(10)).isEqualTo(1);
    assertThat(bench.hart(1).x(11)).isEqualTo(77);
    assertThat(bench.call(0, HSM, 2, 1)).isEqualTo(Sbi.SUCCESS);
    assertThat(bench.value(0)).isZero();
    assertThat(bench.call(0, HSM, 0, 1, AddressMap.RAM, 0)).isEqualTo(Sbi.ERR_ALREADY_AVAILABLE);
    bench.call(1, HSM, 1);
    assertThat(bench.board.vcpus().get(1).state()).isEqualTo(Vcpu.HartState.STOPPED);
  }

  @ParameterizedTest
  @ValueSource(longs = {3, -1, 1L << 32, Long.MIN_VALUE})
  void hartsThatDoNotExistAreRefused(long hart) {
    assertThat(bench.call(0, HSM, 0, hart, AddressMap.RAM, 0)).isEqualTo(Sbi.ERR_INVALID_PARAM);
    assertThat(bench.call(0, HSM, 2, hart)).isEqualTo(Sbi.ERR_INVALID_PARAM);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, AddressMap.UART0, AddressMap.RAM - 2, AddressMap.RAM + Bench.RAM_BYTES})
  void hartsDoNotStartOutsideMemory(long address) {
    assertThat(bench.call(0, HSM, 0, 1, address, 0)).isEqualTo(Sbi.ERR_INVALID_ADDRESS);
    assertThat(bench.board.vcpus().get(1).state()).isEqualTo(Vcpu.HartState.STOPPED);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, POWER_OFF",
    "1, 0, REBOOT",
    "2, 0, REBOOT",
    "0, 1, GUEST_FAILURE",
    "1, 1, GUEST_FAILURE"
  })
  void resetSaysHowTheMachineEnded(long type, long reason, StopReason expected) {
    bench.call(0, SRST, 0, type, reason);
    assertThat(bench.resets).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({"3, 0", "-1, 0", "0, 2", "0, -1"})
  void resetsOfNoKnownKindAreRefused(long type, long reason) {
    assertThat(bench.call(0, SRST, 0, type, reason)).isEqualTo(Sbi.ERR_INVALID_PARAM);
    assertThat(bench.resets).isEmpty();
  }

  @Test
  void debugConsoleTakesBytes() {
    bench.store(0, AddressMap.RAM + 0x200, 8, 0x68_6f);
    assertThat(bench.call(0, DBCN, 2, 0x141)).isEqualTo(Sbi.SUCCESS);
    assertThat(bench.call(0, DBCN, 0, 2, AddressMap.RAM + 0x200, 0)).isEqualTo(Sbi.SUCCESS);
    assertThat(bench.value(0)).isEqualTo(2);
    assertThat(bench.debugConsole).containsExactly(0x41, 0x6f, 0x68);
    assertThat(bench.call(0, DBCN, 1, 16, AddressMap.RAM, 0)).isEqualTo(Sbi.SUCCESS);
    assertThat(bench.value(0)).isZero();
  }

  @Test
  void debugConsoleTakesLongTextInParts() {
    bench.call(0, DBCN, 0, 1L << 20, AddressMap.RAM, 0);
    assertThat(bench.value(0)).isEqualTo(0x1000);
    assertThat(bench.debugConsole).hasSize(0x1000);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 0",
    "2, 2151677951, 0", // 0x803fffff: the last byte, and one more
    "1, 2147483648, 1",
    "-1, 2147483648, 0",
    "9223372036854775807, 2147483648, 0"
  })
  void debugConsoleReadsMemoryOnly(long length, long low, long high) {
    assertThat(bench.call(0, DBCN, 0, length, low, high)).isEqualTo(Sbi.ERR_INVALID_PARAM);
    assertThat(bench.debugConsole).isEmpty();
  }
}
