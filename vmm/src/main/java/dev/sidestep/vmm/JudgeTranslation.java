package dev.sidestep.vmm;

import dev.sidestep.platform.AccessMap;
import dev.sidestep.platform.ProposedTranslation;
import dev.sidestep.platform.TranslationJudge;
import java.util.concurrent.atomic.LongAdder;

/**
 * Judges a translation that the guest proposes (510, 512): rejects it (514), modifies it so that
 * each access exits (516), or accepts it (518); the platform then uses it (520).
 *
 * <p>On the path of every TLB miss of every vCPU, without the lock: memory is accepted with no
 * allocation and nothing counted.
 *
 * @figure FIG. 5
 */
final class JudgeTranslation implements TranslationJudge {
  private final AccessMap accessMap;
  private final LongAdder rejected = new LongAdder();
  private final LongAdder modified = new LongAdder();

  JudgeTranslation(AccessMap accessMap) {
    this.accessMap = accessMap;
  }

  /**
   * Memory and direct devices are accepted, intercepted pages modified, others rejected.
   *
   * @figure FIG. 5 (512, 518)
   */
  @Override
  public void judge(ProposedTranslation proposal) {
    switch (accessMap.pageMode(proposal.guestPhysicalPage())) {
      case DIRECT -> proposal.accept();
      case INTERCEPTED -> modify(proposal);
      case NONE -> reject(proposal);
    }
  }

  /**
   * Each access to the page exits.
   *
   * @figure FIG. 5 (516)
   */
  private void modify(ProposedTranslation proposal) {
    modified.increment();
    proposal.modifyToIntercept();
  }

  /**
   * The guest gets an access fault.
   *
   * @figure FIG. 5 (514)
   */
  private void reject(ProposedTranslation proposal) {
    rejected.increment();
    proposal.reject();
  }

  long rejected() {
    return rejected.sum();
  }

  long modified() {
    return modified.sum();
  }
}
