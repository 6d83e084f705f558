package dev.sidestep.vmm.device;

import dev.sidestep.vmm.HighLevelIo;

/**
 * High-level I/O of network cards. Register values, where there are any, have the form of Intel's
 * 8254x family, and so do PHY registers, which are those of IEEE 802.3 clause 22 for every card.
 */
public sealed interface EthernetIo extends HighLevelIo {
  /** The longest packet of a {@link Transmit}, in bytes: 64 KiB of payload after the headers. */
  int LONGEST_PACKET = 65_536 + 1_024;

  // From the virtual device to the driver.

  /**
   * Send one packet. Only when there is {@link TransmitRoom}. The driver copies what it needs
   * before it returns; the array is used anew.
   *
   * @param packet begins with {@code length} bytes, from the destination address on
   * @param length 1..{@link #LONGEST_PACKET}
   * @param offload what the hardware does with it
   */
  @SuppressWarnings("ArrayRecordComponent") // A message: never compared, copied by its receiver.
  record Transmit(byte[] packet, int length, Offload offload) implements EthernetIo {}

  /** The card is to be set like this from now on; effects in the order of the I/Os. */
  record Configure(EthernetSettings settings) implements EthernetIo {}

  /**
   * So many frames, 0 or more, may be delivered from now on, until told anew: each {@link Received}
   * takes one. What arrives beyond them waits in the hardware.
   */
  record ReceiveRoom(int frames) implements EthernetIo {}

  /**
   * Tell by {@link RegisterValue}, before returning, what the counter at {@code offset} is, or a
   * register for diagnosis that only the hardware has.
   */
  record ReadCounter(int offset) implements EthernetIo {}

  /**
   * Read or write a register of a PHY; {@link PhyValue} when it is done, then or later. Only one at
   * a time.
   *
   * @param write true for a write
   * @param phy address of the PHY, 0..31
   * @param register 0..31
   * @param data what to write, 0..65535
   */
  record PhyAccess(boolean write, int phy, int register, int data) implements EthernetIo {}

  /**
   * Store {@code word} at {@code address} in the card's EEPROM, which the guest has written.
   *
   * @param address in words
   */
  record EepromWrite(int address, int word) implements EthernetIo {}

  /**
   * Read or write a part of the card's PCI configuration space, before returning; a read is
   * answered by {@link RegisterValue}.
   *
   * @param write true for a write
   * @param offset in configuration space, 0..4095, a multiple of {@code width}
   * @param width 1, 2 or 4 bytes
   * @param value what to write, zero-extended
   */
  record ConfigurationAccess(boolean write, int offset, int width, int value)
      implements EthernetIo {}

  /** Ask for something. */
  enum Query implements EthernetIo {
    /** Tell by {@link LinkStatus} and {@link TransmitRoom}, before returning. */
    STATUS
  }

  /**
   * Reset. Everything that is queued, in the driver or in the chip, is dropped, as the chip drops
   * it; afterwards the card is set as {@code settings} say.
   *
   * @param phy the PHY too, so that the link is negotiated anew
   */
  record Reset(EthernetSettings settings, boolean phy) implements EthernetIo {}

  // From the driver to the virtual device.

  /**
   * A frame has arrived.
   *
   * @param data begins with {@code length} bytes as the hardware stores them: with the check
   *     sequence if the guest wants it; the virtual device copies what it needs
   * @param length bytes
   * @param result what the hardware found out about it
   */
  @SuppressWarnings("ArrayRecordComponent") // A message: never compared, copied by its receiver.
  record Received(byte[] data, int length, ReceiveResult result) implements EthernetIo {}

  /**
   * What a receive descriptor says of a frame.
   *
   * @param status its status without DD and EOP
   * @param errors its errors
   * @param checksum the packet checksum
   * @param special the VLAN tag, or 0
   */
  record ReceiveResult(int status, int errors, int checksum, int special) {
    /** Nothing but the frame. */
    public static final ReceiveResult PLAIN = new ReceiveResult(0, 0, 0, 0);
  }

  /**
   * So many packets, 0 or more, may be transmitted from now on, until told anew: each {@link
   * Transmit} takes one.
   */
  record TransmitRoom(int packets) implements EthernetIo {}

  /** Answers a query; {@code status} in the form of STATUS. */
  record LinkStatus(int status) implements EthernetIo {}

  /** The link has come or gone; {@code status} in the form of STATUS. */
  record LinkChanged(int status) implements EthernetIo {}

  /** Frames were lost because nobody took frames in time. */
  record OutOfBuffers() implements EthernetIo {
    /** The only one that is needed. */
    public static final OutOfBuffers INSTANCE = new OutOfBuffers();
  }

  /**
   * Other reasons to interrupt that concern neither frames nor the link: PHY, pins, wake-up.
   *
   * @param causes in the form of ICR
   */
  record OtherCauses(int causes) implements EthernetIo {}

  /** Answers {@link ReadCounter}, or a {@link ConfigurationAccess} that reads. */
  record RegisterValue(int offset, int value) implements EthernetIo {}

  /**
   * A {@link PhyAccess} is done.
   *
   * @param data what was read; of a write, what was written
   * @param error no PHY answered
   */
  record PhyValue(int data, boolean error) implements EthernetIo {}
}
