/**
 * The 82540EM gigabit Ethernet controller.
 *
 * <p>Source: PCI/PCI-X Family of Gigabit Ethernet Controllers Software Developer's Manual, Intel,
 * order number 317453, here "SDM". Section numbers here and in the model refer to it. Names are its
 * own, one class for the bits of each register. All registers are 32 bits wide and on 32-bit
 * boundaries.
 */
@NullMarked
package dev.sidestep.device.spec.i82540em;

import org.jspecify.annotations.NullMarked;
