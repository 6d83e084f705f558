/** A guest's serial port on the terminal that the program was started from. */
@NullMarked
package dev.sidestep.cli.terminal;

import org.jspecify.annotations.NullMarked;
