package dev.sidestep.platform.soft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.platform.AccessMode;
import dev.sidestep.platform.Owner;
import dev.sidestep.platform.ProposedTranslation;
import dev.sidestep.platform.Verdict;
import dev.sidestep.riscv.Csr;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the judge says of a translation is what the guest gets. */
class RefillTlbTest {
  private static final long PAGE = AddressMap.RAM + 0x10_0000;
  private static final long OTHER = AddressMap.RAM + 0x11_0000;
  private static final long TABLE = AddressMap.RAM + 0x12_0000;
  private static final long LOAD_ACCESS_FAULT = 5;
  private static final long STORE_ACCESS_FAULT = 7;
  private static final long STORE_PAGE_FAULT = 15;

  private final Bench bench = Bench.monitored(1);
  private final Consumer<ProposedTranslation> byMap = bench.monitor.judge;

  @AfterEach
  void close() {
    bench.close();
  }

  private void judge(long page, Consumer<ProposedTranslation> answer) {
    bench.monitor.judge =
        proposal -> {
          if (proposal.guestPhysicalPage() == page) {
            answer.accept(proposal);
          } else {
            byMap.accept(proposal);
          }
        };
    bench.hart(0).flushTlb();
  }

  @Test
  void acceptedIsMemory() {
    judge(PAGE, ProposedTranslation::accept);
    bench.store(0, PAGE + 8, 8, 42);
    assertThat(bench.load(0, PAGE + 8, 8)).isEqualTo(42);
  }

  @Test
  void guestPhysicalIsNeverTheMachineAddress() {
    bench.store(0, PAGE, 8, 42);
    byte[] content = new byte[1];
    bench.board.ram().read(bench.board.map().onBus(PAGE), content, 0, 1);
    assertThat(content).containsExactly(42);
    assertThat(bench.board.ram().contains(PAGE, 1)).isFalse();
    assertThat(bench.tryLoad(0, bench.board.map().onBus(PAGE), 8)).isEqualTo(LOAD_ACCESS_FAULT);
  }

  @Test
  void rejectedIsAnAccessFault() {
    judge(PAGE, ProposedTranslation::reject);
    assertThat(bench.tryLoad(0, PAGE, 8)).isEqualTo(LOAD_ACCESS_FAULT);
    assertThat(bench.tryStore(0, PAGE, 8, 1)).isEqualTo(STORE_ACCESS_FAULT);
    assertThat(bench.hart(0).csr(Csr.STVAL)).isEqualTo(PAGE);
  }

  @Test
  void readOnlyCanBeReadAndNotWritten() {
    bench.store(0, PAGE, 8, 42);
    judge(PAGE, ProposedTranslation::modifyToReadOnly);
    assertThat(bench.load(0, PAGE, 8)).isEqualTo(42);
    assertThat(bench.tryStore(0, PAGE, 8, 1)).isEqualTo(STORE_PAGE_FAULT);
    assertThat(bench.load(0, PAGE, 8)).isEqualTo(42);
  }

  @Test
  void anotherPageIsUsedInItsPlace() {
    bench.store(0, PAGE, 8, 1);
    bench.store(0, OTHER, 8, 2);
    judge(PAGE, proposal -> proposal.modifyToPage(OTHER));
    assertThat(bench.load(0, PAGE, 8)).isEqualTo(2);
    bench.store(0, PAGE, 8, 3);
    assertThat(bench.load(0, OTHER, 8)).isEqualTo(3);
  }

  @Test
  void anotherPageThatDoesNotExistIsAnAccessFault() {
    judge(PAGE, proposal -> proposal.modifyToPage(0x2000_0000));
    assertThat(bench.tryLoad(0, PAGE, 8)).isEqualTo(LOAD_ACCESS_FAULT);
  }

  @Test
  void interceptedExitsEachTime() {
    bench.redirect(Owner.VMM);
    bench.monitor.onAccess =
        access -> {
          access.answer(0x99);
          return Verdict.COMPLETED;
        };
    assertThat(bench.load(0, AddressMap.UART0 + 7, 1)).isEqualTo(0x99);
    bench.store(0, AddressMap.UART0 + 7, 1, 5);
    assertThat(bench.monitor.accesses)
        .containsExactly("load 10000007/1 on 0", "store 10000007/1 on 0");
  }

  @Test
  void whatSharesAPageWithAnInterceptedDeviceDoesNotExit() {
    bench.redirect(Owner.VMM);
    long behind = AddressMap.UART0 + AddressMap.UART_SIZE;
    assertThat(bench.tryLoad(0, behind, 1)).isEqualTo(LOAD_ACCESS_FAULT);
    assertThat(bench.monitor.accesses).isEmpty();
    assertThat(bench.platform.accessMap().pageMode(AddressMap.UART0))
        .isEqualTo(AccessMode.INTERCEPTED);
    assertThat(bench.platform.accessMap().mode(behind)).isEqualTo(AccessMode.NONE);
  }

  @Test
  void memoryAtAnInterceptedPageKeepsItsSemantics() {
    bench.store(0, PAGE, 8, 0x1234);
    judge(PAGE, ProposedTranslation::modifyToIntercept);
    assertThat(bench.load(0, PAGE, 2)).isEqualTo(0x1234);
    bench.store(0, PAGE + 1, 1, 0x56);
    assertThat(bench.load(0, PAGE, 8)).isEqualTo(0x5634);
    assertThat(bench.monitor.accesses).isEmpty();
  }

  @Test
  void verdictsAreCarriedOut() {
    bench.redirect(Owner.VMM);
    bench.monitor.onAccess = access -> Verdict.FAULT;
    assertThat(bench.tryLoad(0, AddressMap.UART0 + 7, 1)).isEqualTo(LOAD_ACCESS_FAULT);
    assertThat(bench.tryStore(0, AddressMap.UART0 + 7, 1, 5)).isEqualTo(STORE_ACCESS_FAULT);
    bench.monitor.onAccess = access -> Verdict.FORWARD;
    bench.store(0, AddressMap.UART0 + 7, 1, 6);
    assertThat(bench.load(0, AddressMap.UART0 + 7, 1)).isEqualTo(6);
  }

  @Test
  void theJudgeSeesWhatTheGuestsTablesPropose() {
    long megapage = (OTHER & -0x20_0000L) >>> 12 << 10;
    bench.store(0, TABLE + 8 * 2, 8, AddressMap.RAM >>> 12 << 10 | 0xcf);
    bench.store(0, TABLE, 8, (TABLE + 4096) >>> 12 << 10 | 1);
    bench.store(0, TABLE + 4096, 8, megapage | 0xcf);
    List<String> seen = new ArrayList<>();
    bench.hart(0).setCsr(Csr.SATP, 8L << 60 | TABLE >>> 12);
    bench.monitor.judge =
        proposal -> {
          seen.add("%x -> %x".formatted(proposal.virtualPage(), proposal.guestPhysicalPage()));
          byMap.accept(proposal);
        };
    bench.hart(0).flushTlb();
    bench.store(0, 0x11_0008, 8, 77);
    assertThat(seen).contains("110000 -> 80110000");
    bench.hart(0).setCsr(Csr.SATP, 0);
    bench.hart(0).flushTlb();
    assertThat(bench.load(0, OTHER + 8, 8)).isEqualTo(77);
  }

  /** Entries are changed without a fence: what is global is still known in the next space. */
  @Test
  void aJudgedTranslationIsAsGlobalAsItsEntry() {
    long local = 0x10_0000;
    long global = 0x11_0000;
    bench.store(0, PAGE, 8, 1);
    bench.store(0, OTHER, 8, 2);
    mapTwo(PAGE);
    bench.hart(0).setCsr(Csr.SATP, 8L << 60 | 1L << 44 | TABLE >>> 12);
    assertThat(bench.load(0, local, 8)).isEqualTo(1);
    assertThat(bench.load(0, global, 8)).isEqualTo(1);
    mapTwo(OTHER);
    assertThat(bench.load(0, local, 8)).isEqualTo(1);
    bench.hart(0).setCsr(Csr.SATP, 8L << 60 | 2L << 44 | TABLE >>> 12);
    assertThat(bench.load(0, local, 8)).isEqualTo(2);
    assertThat(bench.load(0, global, 8)).isEqualTo(1);
  }

  /** Writes tables that map the code as it is, and two pages, the second of them global. */
  private void mapTwo(long page) {
    write(TABLE + 8 * 2, AddressMap.RAM >>> 12 << 10 | 0xef);
    write(TABLE, (TABLE + 0x1000) >>> 12 << 10 | 1);
    write(TABLE + 0x1000, (TABLE + 0x2000) >>> 12 << 10 | 1);
    write(TABLE + 0x2000 + 8 * 0x100, page >>> 12 << 10 | 0xcf);
    write(TABLE + 0x2000 + 8 * 0x110, page >>> 12 << 10 | 0xef);
  }

  private void write(long address, long entry) {
    byte[] bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(entry).array();
    bench.board.ram().write(bench.board.map().onBus(address), bytes, 0, bytes.length);
  }

  @Test
  void aChangeOfTheMapReachesTheTlb() {
    bench.store(0, AddressMap.UART0 + 7, 1, 1);
    bench.redirect(Owner.VMM);
    bench.load(0, AddressMap.UART0 + 7, 1);
    assertThat(bench.monitor.accesses).hasSize(1);
    bench.redirect(Owner.GUEST);
    bench.load(0, AddressMap.UART0 + 7, 1);
    assertThat(bench.monitor.accesses).hasSize(1);
  }
}
