/** PCI functions that the guest sees where there are others, or none ([0044]). */
@NullMarked
package dev.sidestep.vmm.device.pci;

import org.jspecify.annotations.NullMarked;
