/**
 * The 82540EM gigabit Ethernet controller, as a chip.
 *
 * <p>Datasheet: Intel, PCI/PCI-X Family of Gigabit Ethernet Controllers Software Developer's
 * Manual, 317453, here "SDM".
 */
@NullMarked
package dev.sidestep.device.model.i82540em;

import org.jspecify.annotations.NullMarked;
