/**
 * What every PCI function has besides its chip: configuration space, the gates that its command
 * register and power state are, and the addresses that it answers at.
 *
 * <p>Left out, because this program's boards have no use for it: 64-bit and prefetchable base
 * addresses, expansion ROMs, message signalled interrupts, and the PCI-X capability of chips that
 * can be put on either bus.
 */
@NullMarked
package dev.sidestep.device.model.pci;

import org.jspecify.annotations.NullMarked;
