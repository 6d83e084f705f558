package dev.sidestep.riscv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TranslatedCodeTest {
  private static final int ENTRY = 8;
  private static final long PC = 0x7000 + ENTRY;

  private final TestMachine machine = new TestMachine();
  private final FetchTlb table = new FetchTlb();
  private final CodePage page =
      new CodePage(TestMachine.BASE, machine.ram.hostAddress(TestMachine.BASE), 1);
  private final TranslatedCode code =
      new TranslatedCode(ENTRY, 0) {
        @Override
        int run(Hart h, int budget) {
          return budget;
        }
      };

  @BeforeEach
  void install() {
    machine.load(TestMachine.BASE + ENTRY, TestMachine.assembler().wfi());
    table.enter(PC, page, true);
    assertThat(page.decode(ENTRY)).isNotNull();
    HotCode source = page.copy(ENTRY);
    assertThat(source).isNotNull();
    page.install(source, code);
  }

  @Test
  void itIsWhereItsPageIsMapped() {
    assertThat(code.isAt(PC, table)).isTrue();
    assertThat(code.isAt(PC + 2, table)).isFalse();
    assertThat(code.isAt(PC + 0x1000, table)).isFalse();
  }

  @Test
  void aStoreToItEndsIt() {
    page.storedTo(ENTRY, 1);
    assertThat(code.isAt(PC, table)).isFalse();
  }

  @Test
  void aFenceThatForgetsThePageEndsIt() {
    page.clear();
    assertThat(code.isAt(PC, table)).isFalse();
  }

  @Test
  void whatWasCompiledFromForgottenCodeIsNotInstalled() {
    HotCode source = page.copy(ENTRY);
    assertThat(source).isNotNull();
    page.clear();
    Block again = page.decode(ENTRY);
    page.install(source, code);
    assertThat(again).isNotNull();
    assertThat(again.translated()).isNull();
  }
}
