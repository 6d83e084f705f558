/**
 * The 82540EM under the monitor: what the guest sees of it, and the driver of the real one.
 *
 * <p>Source: Intel, PCI/PCI-X Family of Gigabit Ethernet Controllers Software Developer's Manual
 * (317453), "SDM" in comments. What a guest could tell from a chip that was never emulated:
 *
 * <ul>
 *   <li>TDH and DD go ahead of the wire by what the monitor's driver has queued, on top of what the
 *       transmit FIFO holds.
 *   <li>Frames that wait in the monitor are in no FIFO: RDFH to RDFPC, TDFH to TDFPC and PBM show
 *       the hardware's FIFOs; what is written to PBM is lost.
 *   <li>A packet for segmentation of more than 66,559 bytes, and one that no frame can be made of,
 *       is dropped before the hardware counts it in TSCTFC.
 *   <li>Moderation timers that run at a switch end at once: an interrupt can be early, never late.
 *       The interval of ITR begins anew.
 *   <li>Frames between the hardware and the guest keep the form (VLAN tag, check sequence) that the
 *       hardware gave them when the guest changes RCTL or CTRL.
 *   <li>TCTL.SWXOFF reads as 0 at once, and not when the PAUSE frame has been sent.
 *   <li>A queue that a master abort has stopped is tried again after a switch.
 *   <li>EECD, and a programming of the EEPROM that is enabled but not done, begin anew at a switch;
 *       so does the EEPROM's write enable.
 *   <li>PAUSE frames that the monitor sends to close the receiver are counted in XOFFTXC and
 *       XONTXC.
 * </ul>
 */
@NullMarked
package dev.sidestep.vmm.device.i82540em;

import org.jspecify.annotations.NullMarked;
