/**
 * Configuration space of a PCI function: the type 0 header, the power management capability, and
 * where a PCI Express host finds it.
 *
 * <p>Sources: PCI Local Bus Specification 3.0 (PCI-SIG, 2004), chapter 6; PCI Bus Power Management
 * Interface Specification 1.1 (PCI-SIG, 1998), chapter 3; PCI Express Base Specification 3.0
 * (PCI-SIG, 2010), section 7.2.2. Section numbers refer to these.
 */
@NullMarked
package dev.sidestep.device.spec.pci;

import org.jspecify.annotations.NullMarked;
