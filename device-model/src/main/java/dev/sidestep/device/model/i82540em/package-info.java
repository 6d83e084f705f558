/**
 * The 82540EM gigabit Ethernet controller, as a chip, without its PCI configuration space.
 *
 * <p>Datasheet: Intel, PCI/PCI-X Family of Gigabit Ethernet Controllers Software Developer's
 * Manual, 317453, here "SDM". Choices where it is silent or leaves room, and known deviations:
 *
 * <ul>
 *   <li>Offsets without a register read as 0. An access of less than 32 bits reads its part of the
 *       register, with the side effects of the whole, and writes nothing (13.2.2 has this rule for
 *       IODATA).
 *   <li>CTRL.RST keeps PBA, everything for wake-up, the PHY and the EEPROM. From D3 to D0 PBA and
 *       IOADDR have their defaults as well. All else has its reset value, and RAL0, RAH0, CTRL.FD
 *       and CTRL.FRCSPD are loaded from the EEPROM, which takes no time.
 *   <li>The EEPROM is a 93C46. Without EECD.REQ its wires reach nothing. Programming is done at
 *       once when CS falls. EERD ignores a START while it reads.
 *   <li>MDIC ignores a write during an access, and one with R set. While CTRL.PHY_RST is 1 no PHY
 *       answers.
 *   <li>The PHY answers as an M88E1011 of the family's drivers. Registers that only tune the
 *       analogue side keep what is written; register 30 has one page. A far end with a rate that is
 *       not offered gets no link; there is no half duplex but what software sets.
 *   <li>STATUS.SPEED and FD show the last link while there is none. CTRL.FRCSPD changes what they
 *       show, not the rate of the cable.
 *   <li>ITR measures from the moment at which the pin became active. A new value counts from the
 *       next interrupt, but 0 ends the interval at once.
 *   <li>TIDV of 0, which is not allowed, delays nothing.
 *   <li>The low half of a 64-bit statistic is not latched when it is read; the read of the high
 *       half clears both (13.7).
 *   <li>RDFH and the other pointers into the packet buffer can be read and not written.
 *   <li>There is no flash memory, no wake-up, no management controller and no software pin: their
 *       registers keep what is written and do nothing.
 *   <li>SWSM, which this chip's manual does not have, keeps its semaphore bit: U-Boot's driver for
 *       the whole family takes it before it reads any EEPROM.
 *   <li>Reserved causes below bit 17, RXSEQ and RXCFG among them, are never raised by the chip, but
 *       ICS can set them and IMS enables them: the self-test of the family's Linux driver goes
 *       through bits 0 to 9.
 * </ul>
 */
@NullMarked
package dev.sidestep.device.model.i82540em;

import org.jspecify.annotations.NullMarked;
