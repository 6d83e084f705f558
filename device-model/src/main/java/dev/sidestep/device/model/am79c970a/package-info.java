/**
 * The Am79C970A PCnet-PCI II, AMD publication 19436, cited by its titles.
 *
 * <p>What a driver can see is modelled; known deviations:
 *
 * <ul>
 *   <li>The link is full duplex whatever BCR9 says: there is no other sender, hence no collision,
 *       deferral or retry.
 *   <li>The 10BASE-T port hears a far end of any rate; how long a frame takes is the cable's
 *       affair.
 *   <li>A frame is fetched from memory, and stored there, in one step. The FIFOs are never seen.
 *   <li>Left out: software style 1 (ILACC), look-ahead packet processing, magic packets, parity,
 *       big-endian buffers, the EEPROM's wires, external loopback, JTAG.
 * </ul>
 */
@NullMarked
package dev.sidestep.device.model.am79c970a;

import org.jspecify.annotations.NullMarked;
