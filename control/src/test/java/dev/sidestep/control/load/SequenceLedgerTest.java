package dev.sidestep.control.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SequenceLedgerTest {
  private final SequenceLedger ledger = new SequenceLedger();

  @Test
  void allInOrder() {
    LongStream.rangeClosed(1, 5).forEach(ledger::arrive);
    assertThat(ledger.tally(5)).isEqualTo(new SequenceLedger.Tally(5, 0, 0, 0, 0));
    assertThat(ledger.tally(7).lost()).isEqualTo(2);
  }

  @Test
  void lostDuplicatedReorderedAndForeign() {
    for (long number : new long[] {1, 4, 2, 2, 0, -3, 1L << 40, 6}) {
      ledger.arrive(number);
    }
    assertThat(ledger.tally(0)).isEqualTo(new SequenceLedger.Tally(4, 2, 1, 1, 3));
  }
}
