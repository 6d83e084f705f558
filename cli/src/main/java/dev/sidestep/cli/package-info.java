/**
 * The commands of {@code ./sidestep}. Data goes to standard output, everything else to standard
 * error; {@link ExitCode} has the exit codes.
 */
@NullMarked
package dev.sidestep.cli;

import org.jspecify.annotations.NullMarked;
