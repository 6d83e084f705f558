package dev.sidestep.device.model.i82540em;

import dev.sidestep.device.model.EthernetOutlet;

/** A far end that a test sets. */
final class TestCable implements EthernetOutlet {
  static final LinkPartner GIGABIT = new LinkPartner(true, 1_000_000_000, true);

  private LinkPartner partner;

  TestCable(LinkPartner partner) {
    this.partner = partner;
  }

  void partner(LinkPartner next) {
    partner = next;
  }

  @Override
  public void send(byte[] frame, int length) {}

  @Override
  public LinkPartner partner() {
    return partner;
  }
}
