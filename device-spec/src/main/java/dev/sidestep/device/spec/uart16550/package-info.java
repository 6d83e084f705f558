/**
 * The 16550A UART.
 *
 * <p>Source: PC16550D Universal Asynchronous Receiver/Transmitter with FIFOs, National
 * Semiconductor, June 1995 (TL/C/8652, now Texas Instruments SNLS378B). Section numbers here and in
 * the model refer to that revision.
 */
@NullMarked
package dev.sidestep.device.spec.uart16550;

import org.jspecify.annotations.NullMarked;
