package dev.sidestep.device.model;

/**
 * The cable of a network chip, as the chip sees it. Frames on it go from the destination address to
 * the end of the frame check sequence; preamble and gap are the cable's affair, and so is the time
 * that they take. Both directions are independent: the link is full duplex.
 */
public interface EthernetOutlet {
  /** A socket without a cable. */
  EthernetOutlet UNCONNECTED =
      new EthernetOutlet() {
        @Override
        public void send(byte[] frame, int length) {}

        @Override
        public LinkPartner partner() {
          return LinkPartner.ABSENT;
        }
      };

  /**
   * Begins to send a frame. The chip leaves the array alone until {@link EthernetInlet#sent}, and
   * begins no other frame before.
   */
  void send(byte[] frame, int length);

  /** What is at the far end now. */
  LinkPartner partner();

  /**
   * What a far end tells in auto-negotiation (IEEE 802.3 clause 28).
   *
   * @param present false if there is no signal
   * @param bitsPerSecond the one rate that it offers, full duplex
   * @param pause whether it can send and honour PAUSE frames
   */
  record LinkPartner(boolean present, long bitsPerSecond, boolean pause) {
    /** No signal. */
    public static final LinkPartner ABSENT = new LinkPartner(false, 0, false);
  }
}
