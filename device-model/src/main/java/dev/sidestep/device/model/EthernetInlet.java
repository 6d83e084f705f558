package dev.sidestep.device.model;

/** A network chip, as its cable sees it. */
public interface EthernetInlet {
  /**
   * The last bit of a frame has arrived.
   *
   * @param frame begins with {@code length} bytes of frame, check sequence included; the cable may
   *     use the array anew afterwards
   */
  void receive(byte[] frame, int length);

  /** The frame that was being sent has left, with the gap after it. */
  void sent();

  /** {@link EthernetOutlet#partner} has changed. */
  void partnerChanged();
}
