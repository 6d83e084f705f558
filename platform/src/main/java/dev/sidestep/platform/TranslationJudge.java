package dev.sidestep.platform;

/** The monitor's inspection of proposed translations (512). */
@FunctionalInterface
public interface TranslationJudge {
  /**
   * Answers {@code proposal} by exactly one of its methods. On the vCPU's thread, without the lock,
   * possibly on several vCPUs at once.
   */
  void judge(ProposedTranslation proposal);
}
