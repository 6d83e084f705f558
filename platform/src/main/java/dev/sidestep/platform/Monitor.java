package dev.sidestep.platform;

/**
 * The software (111) above the port: what a platform calls.
 *
 * @figure FIG. 1 (111)
 */
public interface Monitor extends ExitHandler, InterruptHandler, TranslationJudge {}
