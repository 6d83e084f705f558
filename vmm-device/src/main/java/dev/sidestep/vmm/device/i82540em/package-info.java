/**
 * The 82540EM under the monitor: what the guest sees of it, and the driver of the real one.
 *
 * <p>Source: Intel, PCI/PCI-X Family of Gigabit Ethernet Controllers Software Developer's Manual
 * (317453), "SDM" in comments.
 */
@NullMarked
package dev.sidestep.vmm.device.i82540em;

import org.jspecify.annotations.NullMarked;
