/**
 * Captures of what goes over a network card's cable, in pcapng format (draft-ietf-opsawg-pcapng),
 * with guest time and the custody of the card. The machine never waits for the file: what cannot be
 * written in time is left out, counted, and the count written into the file.
 */
@NullMarked
package dev.sidestep.network.capture;

import org.jspecify.annotations.NullMarked;
