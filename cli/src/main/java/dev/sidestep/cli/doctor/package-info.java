/** What a host must have so that Sidestep runs on it. */
@NullMarked
package dev.sidestep.cli.doctor;

import org.jspecify.annotations.NullMarked;
