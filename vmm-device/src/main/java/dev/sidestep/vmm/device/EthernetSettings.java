package dev.sidestep.vmm.device;

/**
 * How a network card is set, as far as every card has it. A driver of the same chip as the virtual
 * device recognises the chip's own mode record and need not ask these. Immutable.
 */
public interface EthernetSettings {
  /** True if frames are to be taken from the cable. */
  boolean isReceiveEnabled();

  /** True if packets are to be sent. */
  boolean isTransmitEnabled();

  /** True if unicast frames for any address are taken. */
  boolean isPromiscuous();

  /** True if multicast frames for any group are taken. */
  boolean takesAllMulticast();

  /** True if broadcast frames are taken. */
  boolean takesBroadcast();

  /** True if frames of more than 1522 bytes, check sequence included, are taken. */
  boolean takesLongFrames();

  /** True if received frames are delivered without their check sequence. */
  boolean stripsFcs();

  /** True if what is sent comes back, and does not reach the cable. */
  boolean isLoopback();

  /** The first station address: 6 bytes in the order of transmission, first byte highest. */
  long stationAddress();
}
