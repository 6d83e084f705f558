package dev.sidestep.platform;

/** The software (111) above the port: what a platform calls. */
public interface Monitor extends ExitHandler, InterruptHandler, TranslationJudge {}
