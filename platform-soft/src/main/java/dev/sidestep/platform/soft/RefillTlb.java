package dev.sidestep.platform.soft;

import dev.sidestep.platform.ProposedTranslation;
import dev.sidestep.platform.TranslationJudge;
import dev.sidestep.riscv.AccessKind;
import dev.sidestep.riscv.Hart;
import dev.sidestep.riscv.PageWalker;
import dev.sidestep.riscv.TlbFill;
import dev.sidestep.riscv.Translation;
import java.util.function.Supplier;

/**
 * The {@code refill} style of memory virtualization: a TLB miss enters machine mode, which walks
 * the guest's own page table, has the proposed translation judged, and fills ([0033], [0037]).
 * Guest-physical addresses become machine addresses here and nowhere else; with guest paging off
 * they translate all the same ([0036]).
 */
final class RefillTlb implements TlbFill {
  private final AddressMap map;
  private final Supplier<? extends TranslationJudge> judge;
  private final PageWalker walker;
  private final Proposal[] proposals;

  RefillTlb(Board board, GuestPhysicalMemory memory, Supplier<? extends TranslationJudge> judge) {
    this.map = board.map();
    this.judge = judge;
    this.walker = new PageWalker(memory);
    proposals = new Proposal[board.vcpus().size()];
    for (int i = 0; i < proposals.length; i++) {
      proposals[i] = new Proposal();
    }
  }

  /**
   * A TLB miss: the guest proposes the translation that its page table holds.
   *
   * @figure FIG. 5 (510)
   */
  @Override
  public void translate(
      Hart hart, long virtualAddress, AccessKind kind, int privilege, Translation answer) {
    walker.walk(hart, virtualAddress, kind, privilege, answer);
    if (answer.outcome() == Translation.Outcome.MAPPED) {
      Proposal proposal = proposals[hart.id()];
      proposal.begin(virtualAddress & -4096L, answer);
      judge.get().judge(proposal);
    }
  }

  /** The walker's answer, judged in place. */
  private final class Proposal implements ProposedTranslation {
    private long virtualPage;
    private Translation answer = new Translation();

    void begin(long page, Translation proposed) {
      virtualPage = page;
      answer = proposed;
    }

    @Override
    public long virtualPage() {
      return virtualPage;
    }

    @Override
    public long guestPhysicalPage() {
      return answer.physicalPage();
    }

    @Override
    public void reject() {
      answer.accessFault();
    }

    @Override
    public void modifyToIntercept() {
      answer.intercept(answer.physicalPage());
    }

    @Override
    public void modifyToReadOnly() {
      fill(answer.physicalPage(), false);
    }

    @Override
    public void modifyToPage(long guestPhysicalPage) {
      fill(guestPhysicalPage, answer.writable());
    }

    @Override
    public void accept() {
      fill(answer.physicalPage(), answer.writable());
    }

    /**
     * The judged translation is used: the hart enters it into its TLB.
     *
     * @figure FIG. 5 (520)
     */
    private void fill(long guestPhysicalPage, boolean writable) {
      answer.map(map.onBus(guestPhysicalPage), answer.readable(), writable, answer.executable());
    }
  }
}
