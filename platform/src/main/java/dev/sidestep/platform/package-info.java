/**
 * The line of FIG. 1 between the raw hardware layer (110) and the software (111): all that a
 * monitor may ask of a machine, and all that a machine tells its monitor.
 *
 * <h2>Threads</h2>
 *
 * A platform has one lock. Every call of the platform into the monitor ({@link ExitHandler}, {@link
 * InterruptHandler}, {@link TranslationJudge} excepted, timers, brackets) is made with that lock
 * held, mostly on the thread of the vCPU that caused it. The monitor calls the platform from inside
 * such a call or from inside {@link Platform#execute}. So the monitor's own state needs no lock.
 */
@NullMarked
package dev.sidestep.platform;

import org.jspecify.annotations.NullMarked;
