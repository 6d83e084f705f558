/**
 * The 16550A UART as a chip.
 *
 * <p>Source: PC16550D, National Semiconductor, June 1995 (TL/C/8652, SNLS378B). Choices where the
 * datasheet is silent or leaves room, and known deviations:
 *
 * <ul>
 *   <li>A character written to an idle transmitter starts 16 BAUDOUT cycles (one bit) later; the AC
 *       characteristics allow 8 to 24 (tIRS). Following characters are sent back to back.
 *   <li>Rate and format of a character are those of the moment at which it starts; a change while
 *       it is being shifted affects the next one. A real chip would garble it.
 *   <li>Divisor 0 is no clock: a character being shifted is finished, and then nothing moves. The
 *       divisor is 1 at power-on, where the datasheet leaves it undefined. A reset keeps it.
 *   <li>Received characters arrive whole. RCLK is wired to BAUDOUT, so the receiver has the
 *       transmitter's rate.
 *   <li>A character written to a full transmitter FIFO is lost; in 16450 mode it overwrites THR.
 *   <li>A read of an empty receiver returns the last character that was read.
 *   <li>"FIFO empty indications" (8.11) are both LSR.THRE and its interrupt.
 *   <li>Clearing the receiver FIFO also withdraws PE, FE and BI that were shown and not yet read:
 *       they belong to a character that is gone. OE stays.
 *   <li>Writes to LSR and MSR (factory test) are ignored. RXRDY, TXRDY, BAUDOUT and ADS are not
 *       there.
 *   <li>The interrupt pin is wired to the board directly. That OUT2 gates it is a property of PC
 *       cards, not of the chip.
 * </ul>
 */
@NullMarked
package dev.sidestep.device.model.uart16550;

import org.jspecify.annotations.NullMarked;
